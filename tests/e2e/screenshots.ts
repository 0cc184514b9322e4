import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { spawnServer, temporaryDataDir } from "../harness/spawnServer.ts";
import { openBrowser } from "./openBrowser.ts";
import { screens } from "./screens.ts";
import { letAMonthPass, type SeededCounty, seedCounty, startsAt } from "./seedCounty.ts";
import { adminKey } from "./serverApi.ts";
import { startViewing } from "./viewScreen.ts";

/**
 * `npm run screenshots [-- NAME…]`: every screen of screens.ts, or those whose name begins so, in Chinese and English, wide
 * and narrow, into docs/console. Pictures of screens that are gone are removed.
 */
const directory = fileURLToPath(new URL("../../docs/console/", import.meta.url));
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
// What is longer is cut: a picture is to be looked at, not scrolled through.
const mostHeight = 2_400;

/** As WebP, which Chromium writes itself: a fifth of a PNG at letters as sharp. */
async function photograph(page: Page, path: string, size: (typeof sizes)[number]): Promise<void> {
  // The window is made as long as the page, so that what is fixed to its edge stays there.
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: Math.min(Math.max(whole, size.height), mostHeight) });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 75 });
  await session.detach();
  await writeFile(path, Buffer.from(data, "base64"));
  await page.setViewportSize(size);
}

async function photographAll(page: Page, url: string, county: SeededCounty, asked: readonly string[]) {
  const taken: string[] = [];
  for (const language of ["zh", "en"]) {
    await page.goto(url);
    await page.evaluate((chosen) => {
      sessionStorage.clear();
      localStorage.setItem("duban.language", chosen);
    }, language);
    for (const size of sizes) {
      await page.setViewportSize(size);
      const viewing = await startViewing(page, url, county);
      for (const screen of screens) {
        const name = `${screen.name}-${language}-${size.width}.webp`;
        taken.push(name);
        if (asked.length > 0 && !asked.some((begin) => screen.name.startsWith(begin))) continue;
        await viewing.show(screen);
        await photograph(page, directory + name, size);
        await page.keyboard.press("Escape");
      }
    }
    process.stderr.write(`screenshots: ${language} done\n`);
  }
  return taken;
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2).filter((name) => name !== "--");
  await mkdir(directory, { recursive: true });
  const dataDir = await temporaryDataDir();
  const server = await spawnServer({
    DATA_DIR: dataDir.path,
    DUBAN_ADMIN_KEY: adminKey,
    DUBAN_CLOCK: `manual:${startsAt}`,
  });
  const browser = await openBrowser();
  try {
    const county = await seedCounty(server.url);
    await letAMonthPass(county);
    const taken = await photographAll(await browser.newPage(), server.url, county, asked);
    for (const name of await readdir(directory)) {
      if (/\.(png|webp)$/.test(name) && !taken.includes(name)) await rm(directory + name);
    }
  } finally {
    await browser.close();
    await server.kill("SIGTERM");
    await dataDir.remove();
  }
}

await main();
