import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousFaults } from "./axe.ts";
import { openBrowser } from "./openBrowser.ts";
import { letAMonthPass } from "./seedCounty.ts";
import { adminKey } from "./serverApi.ts";
import { signIn } from "./signIn.ts";
import { type StartedConsole, startConsole } from "./startConsole.ts";

let started: StartedConsole;
let page: Page;

beforeAll(async () => {
  started = await startConsole();
  await letAMonthPass(started.county);
  page = await started.browser.newPage();
}, 180_000);

afterAll(() => started?.stop(), 60_000);

/** Waits until nothing on the page is still on its way. */
const settle = async () => {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector(".loading, [aria-busy=true]") === null);
};

const taskPath = async (query: string): Promise<string> => {
  const { api, keys } = started.county;
  const { items } = await api.call<{ items: { id: string }[] }>(keys.chief, "GET", `/v1/tasks?${query}`);
  return `/tasks/${items[0]?.id}`;
};

test("the sign-in has no serious fault", async () => {
  await page.goto(started.url);
  await page.getByLabel(/^密码/).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
});

describe.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])("at $width px", (size) => {
  beforeAll(() => page.setViewportSize(size));

  test.each([
    ["the overview", async () => "/"],
    ["the tasks", async () => "/tasks?state=open"],
    ["an overdue task", () => taskPath("overdue=true")],
    ["an inspected task", () => taskPath("state=inspected")],
    ["a suspended task", () => taskPath("state=suspended")],
    ["the approvals", async () => "/approvals"],
    ["the requests", async () => "/approvals?tab=requests"],
    ["the forecast", async () => "/forecast?until=2026-04-08"],
    ["the form of a new matter", async () => "/matters/new"],
    ["an address that leads nowhere", async () => "/nowhere/at/all"],
  ])("%s has no serious fault and no sideways scrolling", async (_name, path) => {
    await ensureSignedIn(started.county.keys.chief);
    await page.goto(`${started.url}${await path()}`);
    await settle();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await overflow()).toBe(0);
  });

  test.each(["calendars", "ladders", "units", "people", "accounts", "keys"])(
    "the administration's %s have no serious fault",
    async (section) => {
      await ensureSignedIn(adminKey);
      await page.goto(`${started.url}/admin/${section}`);
      await settle();
      expect(await seriousFaults(page)).toEqual([]);
      expect(await overflow()).toBe(0);
    },
  );

  test("an opened form and a dialog have no serious fault", async () => {
    await ensureSignedIn(started.county.keys.chief);
    await page.goto(`${started.url}${await taskPath("state=inProgress")}`);
    await page.getByRole("button", { name: "改派" }).click();
    await page.getByLabel(/^理由/).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.goto(`${started.url}/tasks?state=open`);
    await page
      .getByRole("checkbox", { name: /^选中 督/ })
      .first()
      .check();
    await page.getByRole("button", { name: "催办" }).click();
    await page.locator("dialog[open]").waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.goto(`${started.url}/approvals`);
    await page.getByRole("button", { name: "不同意办结" }).first().click();
    await page.locator("dialog[open]").waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
  });
});

test.each([
  ["a tablet", { width: 768, height: 1024 }],
  ["the widest screen", { width: 1920, height: 1080 }],
  ["1440 px at 200 %", { width: 720, height: 450 }],
])("on %s nothing scrolls sideways and nothing is cut off", async (_name, size) => {
  await page.setViewportSize(size);
  await ensureSignedIn(started.county.keys.chief);
  const paths = [
    "/",
    "/tasks?state=open",
    await taskPath("overdue=true"),
    "/forecast",
    "/approvals",
    "/matters/new",
  ];
  for (const path of paths) {
    await page.goto(`${started.url}${path}`);
    await settle();
    expect(await overflow(), path).toBe(0);
    expect(await cutOff(), path).toEqual([]);
  }
});

test("what the first screen loads is under 400 kB of scripts, compressed", async () => {
  const browser = await openBrowser();
  const fresh = await browser.newPage();
  const sizes: Promise<number>[] = [];
  fresh.on("response", (response) => {
    if (!response.url().endsWith(".js")) return;
    sizes.push(
      response
        .request()
        .sizes()
        .then(({ responseBodySize }) => responseBodySize),
    );
  });
  await signIn(fresh, started.url, started.county.keys.chief);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await browser.close();
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(400_000);
});

let signedIn = "";

async function ensureSignedIn(key: string): Promise<void> {
  if (signedIn === key) return;
  await page.goto(started.url);
  await page.evaluate(() => sessionStorage.clear());
  await signIn(page, started.url, key);
  signedIn = key;
}

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
