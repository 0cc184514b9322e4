import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { spawnServer, temporaryDataDir } from "../harness/spawnServer.ts";
import { openBrowser } from "./openBrowser.ts";
import { letAMonthPass, type SeededCounty, seedCounty, startsAt } from "./seedCounty.ts";
import { adminKey } from "./serverApi.ts";
import { signIn } from "./signIn.ts";

/** `npm run screenshots`: every screen of the console, in Chinese and English, wide and narrow, into docs/console. */
const directory = fileURLToPath(new URL("../../docs/console/", import.meta.url));
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

interface Screen {
  readonly name: string;
  readonly path: string;
  /** What is done before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

async function screensOf({ api, keys }: SeededCounty): Promise<readonly Screen[]> {
  const task = async (query: string) => {
    const { items } = await api.call<{ items: readonly { id: string }[] }>(
      keys.chief,
      "GET",
      `/v1/tasks?${query}`,
    );
    return `/tasks/${items[0]?.id}`;
  };
  const open = (name: RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();
  return [
    { name: "overview", path: "/" },
    { name: "tasks", path: "/tasks?state=open" },
    { name: "tasks-overdue", path: "/tasks?overdue=true" },
    { name: "task-overdue", path: await task("overdue=true&state=inProgress") },
    { name: "task-request", path: await task("request=extension"), prepare: open(/^(催办|Urge)$/) },
    {
      name: "task-inspected",
      path: await task("state=inspected"),
      prepare: open(/^(不同意办结|Refuse closure)$/),
    },
    { name: "task-suspended", path: await task("state=suspended") },
    { name: "task-closed", path: await task("state=closed") },
    { name: "approvals", path: "/approvals" },
    { name: "approvals-requests", path: "/approvals?tab=requests" },
    { name: "forecast", path: "/forecast?until=2026-04-08" },
    { name: "new-matter", path: "/matters/new", prepare: fillMatter },
    { name: "admin-calendars", path: "/admin/calendars" },
    { name: "admin-ladders", path: "/admin/ladders" },
    { name: "admin-units", path: "/admin/units" },
    { name: "admin-people", path: "/admin/people" },
    { name: "admin-accounts", path: "/admin/accounts" },
    { name: "admin-keys", path: "/admin/keys" },
  ];
}

async function fillMatter(page: Page): Promise<void> {
  await page.getByLabel(/^(标题|Title)/).fill("耈街彝族苗族乡村级活动场所修缮");
  await page.getByRole("spinbutton", { name: /^(办结期限|Deadline)/ }).fill("20");
  await page.locator(".preview strong").first().waitFor();
}

async function photograph(page: Page, url: string, screen: Screen, ending: string): Promise<void> {
  await page.goto(`${url}${screen.path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const settled = () => document.querySelector(".loading, [aria-busy=true]") === null;
  await page.waitForFunction(settled);
  await screen.prepare?.(page);
  // Twice: what has just come may have asked for more.
  await page.waitForTimeout(250);
  await page.waitForFunction(settled);
  // The window is made as long as the page, so that what is fixed to its edge stays there; what is longer still is cut.
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: Math.min(Math.max(whole, size.height), 2_400) });
  await page.screenshot({ path: `${directory}${screen.name}-${ending}.png` });
  await page.setViewportSize(size);
}

async function main(): Promise<void> {
  const only = process.argv[2];
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
    const screens = await screensOf(county);
    for (const { width, height } of sizes) {
      for (const language of ["zh", "en"]) {
        const page = await browser.newPage({ width, height });
        await page.addInitScript((chosen) => localStorage.setItem("duban.language", chosen), language);
        await page.goto(server.url);
        if (only === undefined)
          await page.screenshot({ path: `${directory}sign-in-${language}-${width}.png` });
        let signedIn = "";
        for (const screen of screens) {
          if (only !== undefined && !screen.name.startsWith(only)) continue;
          const key = screen.name.startsWith("admin") ? adminKey : county.keys.chief;
          if (key !== signedIn) {
            await page.evaluate(() => sessionStorage.clear());
            await signIn(page, server.url, key);
          }
          signedIn = key;
          await photograph(page, server.url, screen, `${language}-${width}`);
        }
        await page.close();
      }
      process.stderr.write(`screenshots: ${width} px done\n`);
    }
  } finally {
    await browser.close();
    await server.kill("SIGTERM");
    await dataDir.remove();
  }
}

await main();
