import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

/** Where Debian puts Chromium; `CHROMIUM` names another. */
export const chromiumPath: string = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

export const hasChromium = (): boolean => existsSync(chromiumPath);

const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser of a test's own, with a profile nobody used before. */
export interface OpenedBrowser {
  readonly context: BrowserContext;
  newPage(size?: { readonly width: number; readonly height: number }): Promise<Page>;
  close(): Promise<void>;
}

/** Starts Chromium; the pages it opens speak Chinese, as the county's do. */
export async function openBrowser(): Promise<OpenedBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "duban-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    args: quiet,
    locale: "zh-CN",
    timezoneId: "America/New_York",
    viewport: { width: 1440, height: 900 },
  });
  context.setDefaultTimeout(15_000);
  return {
    context,
    async newPage(size) {
      const page = await context.newPage();
      if (size !== undefined) await page.setViewportSize(size);
      return page;
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
