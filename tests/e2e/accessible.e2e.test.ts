import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "./axe.ts";
import { openBrowser } from "./openBrowser.ts";
import { screens } from "./screens.ts";
import { letAMonthPass } from "./seedCounty.ts";
import { signIn } from "./signIn.ts";
import { type StartedConsole, startConsole } from "./startConsole.ts";
import { settle, startViewing, type Viewing } from "./viewScreen.ts";

let started: StartedConsole;
let page: Page;
let viewing: Viewing;

beforeAll(async () => {
  started = await startConsole();
  await letAMonthPass(started.county);
  page = await started.browser.newPage();
  viewing = await startViewing(page, started.url, started.county);
}, 180_000);

afterAll(() => started?.stop(), 60_000);

/** From the narrowest to the widest; 720 is what 1440 px at 200 % leaves. axe looks where the layout is another one. */
const sizes = [
  { width: 1440, height: 900, hasAxe: true },
  { width: 390, height: 844, hasAxe: true },
  { width: 720, height: 450, hasAxe: false },
  { width: 768, height: 1024, hasAxe: false },
  { width: 1920, height: 1080, hasAxe: false },
];

test.each(screens)(
  "$name: nothing serious for axe, nothing scrolls sideways or is cut off, 390 to 1920 px",
  async (screen) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await viewing.show(screen);
    for (const { width, height, hasAxe } of sizes) {
      await page.setViewportSize({ width, height });
      await settle(page);
      expect(await overflow(), `${width} px`).toBe(0);
      expect(await cutOff(), `${width} px`).toEqual([]);
      if (hasAxe) expect(await seriousFaults(page), `${width} px`).toEqual([]);
    }
    await page.keyboard.press("Escape");
  },
);

test("on a telephone four places and the sheet of all others are reached by keyboard, and the focus comes back", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await viewing.show({ name: "forecast", path: "/forecast" });
  const foot = page.getByRole("navigation", { name: "主导航" });
  expect(await foot.locator("> a, > button").allInnerTexts()).toEqual(
    ["总览", "任务", "审批", "交办", "更多"].map((word) => expect.stringContaining(word)),
  );
  const more = page.getByRole("button", { name: "更多" });
  expect(await more.getAttribute("aria-current")).toBe("true");
  await more.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "全部栏目" });
  await sheet.getByRole("link", { name: "诊断" }).waitFor();
  expect(await sheet.getByRole("link", { name: "审计" }).count()).toBe(0);
  expect(await sheet.getByRole("link", { name: "预报" }).getAttribute("aria-current")).toBe("page");
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect.poll(() => sheet.count()).toBe(0);
  expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  await sheet.getByRole("link", { name: "诊断" }).click();
  await page.getByRole("heading", { level: 1, name: "诊断" }).waitFor();
  expect(await sheet.count()).toBe(0);
});

test("what the first screen loads is under 400 kB of scripts, compressed", async () => {
  const browser = await openBrowser();
  const fresh = await browser.newPage();
  const sizesOf: Promise<number>[] = [];
  fresh.on("response", (response) => {
    if (!response.url().endsWith(".js")) return;
    sizesOf.push(
      response
        .request()
        .sizes()
        .then(({ responseBodySize }) => responseBodySize),
    );
  });
  await signIn(fresh, started.url, started.county.keys.chief);
  const total = (await Promise.all(sizesOf)).reduce((sum, size) => sum + size, 0);
  await browser.close();
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(400_000);
});

/** How many pixels the page is wider than the window. */
const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Headings, links and buttons that reach beyond the window's edges, where nothing around them scrolls. */
const cutOff = () =>
  page.evaluate(() => {
    const isScrolled = (element: Element): boolean => {
      for (let up = element.parentElement; up !== null; up = up.parentElement) {
        if (/auto|scroll|hidden/.test(getComputedStyle(up).overflowX)) return true;
      }
      return false;
    };
    return [...document.querySelectorAll("h1, h2, main a, main button, nav a")]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < -1 || right > innerWidth + 1) && !isScrolled(element);
      })
      .map((element) => element.textContent?.trim() ?? "");
  });
