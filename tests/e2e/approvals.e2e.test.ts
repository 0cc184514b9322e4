import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousFaults } from "./axe.ts";
import { letAMonthPass } from "./seedCounty.ts";
import { signIn } from "./signIn.ts";
import { type StartedConsole, startConsole } from "./startConsole.ts";

/** The approvals by keyboard, by a supervisor and by the handler who stands in for him. */
let started: StartedConsole;
let page: Page;

beforeAll(async () => {
  started = await startConsole();
  await letAMonthPass(started.county);
  page = await started.browser.newPage();
  await signIn(page, started.url, started.county.keys.chief);
}, 180_000);
afterAll(() => started?.stop(), 60_000);

const entries = () => page.locator(".inbox-entry");
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const openInbox = async (query = "") => {
  await page.goto(`${started.url}/approvals${query}`);
  await entries().first().waitFor();
};
/** The id of the task whose entry has the focus. */
const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset["entry"]);
const eventsOf = async (task: string | undefined) => {
  const { api, keys } = started.county;
  type Events = { items: { type: string; actor: { person: string; onBehalfOf?: string }; data: object }[] };
  return (await api.call<Events>(keys.chief, "GET", `/v1/tasks/${task}/events?limit=200`)).items;
};

describe("a supervisor without a mouse", () => {
  test("sees what waits, most urgent first, with what was asked and what it moves, and finds the keys", async () => {
    await openInbox();
    const texts = await entries().allInnerTexts();
    const of = (kind: string) => texts.find((text) => text.startsWith(kind)) ?? "";
    expect(of("延期")).toMatch(/连日降雨[\s\S]*已等 \d+ 个工作日[\s\S]*同意后：到期由 .+ 改为 .+个工作日/);
    expect(of("挂账")).toMatch(/合作社换届[\s\S]*同意后：计时暂停，保留/);
    expect(of("办结")).toMatch(/报结内容[\s\S]*核查情况[\s\S]*到场核实[\s\S]*如退回：继续计时/);
    const { api, keys } = started.county;
    type Inbox = { items: { task: { id: string } }[] };
    const { items } = await api.call<Inbox>(keys.chief, "GET", "/v1/approvals");
    const shown = await page
      .locator("[data-entry]")
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["entry"]));
    expect(shown).toEqual(items.map(({ task }) => task.id));
    await press("?");
    await page.getByText("打开任务").waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await press("Escape");
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
  });

  test("decides one with its reason, and stands on the next one after", async () => {
    await openInbox();
    const before = await entries().count();
    await press("j", "r");
    const task = await page.locator("[data-entry]").first().getAttribute("data-entry");
    await page.getByLabel(/^不同意的理由/).fill("工期还来得及，先抢晴天。");
    await press("Control+Enter");
    await page.getByText("已决定 1 件").waitFor();
    await expect.poll(() => entries().count()).toBe(before - 1);
    await expect.poll(focused).toBe(await page.locator("[data-entry]").first().getAttribute("data-entry"));
    expect(await eventsOf(task ?? undefined)).toContainEqual(
      expect.objectContaining({
        type: expect.stringMatching(/^(extension|suspension)Refused$/),
        data: { reason: "工期还来得及，先抢晴天。" },
      }),
    );
  });

  test("decides several at once, and is told of each how it went, also of one that moved on meanwhile", async () => {
    await openInbox("?kind=closure");
    await press("j", "x");
    const moved = await focused();
    await press("j", "x", "a");
    await page.getByRole("button", { name: "确认同意办结" }).waitFor();
    const { api, keys } = started.county;
    await api.post(keys.office, moved ?? "", "urged", { note: "请尽快。" });
    await press("Control+Enter");
    await page.getByText("已决定 1 件，1 件没有办成，原因见下").waitFor();
    const results = await page.locator(".many-results li").allInnerTexts();
    expect(results[0]).toContain("未成：任务刚被改动过");
    expect(results[1]).toContain("同意办结");
    expect((await eventsOf(moved)).map(({ type }) => type)).not.toContain("closureApproved");
  });

  test("names a deputy for a span", async () => {
    await page.goto(`${started.url}/account`);
    await page.getByLabel("代理人", { exact: true }).fill("林业局");
    await page.locator(".ant-select-item-option").filter({ hasText: "林业局" }).first().click();
    await page.getByRole("button", { name: "指定代理人" }).click();
    await page.getByText("代理中").waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });
});

describe("his deputy", () => {
  test("decides in his name, and it is recorded as done for him", async () => {
    const { api, keys } = started.county;
    const { items } = await api.call<{ items: { deputy: string }[] }>(
      keys.chief,
      "GET",
      "/v1/people/sup-chief/deputies",
    );
    const deputy = items[0]?.deputy ?? "";
    const { key } = await api.call<{ key: string }>(
      "the-administrators-key-of-the-tests",
      "POST",
      "/v1/keys",
      { name: deputy, person: deputy },
    );
    await page.close();
    page = await started.browser.newPage({ width: 390, height: 844 });
    await signIn(page, started.url, key);
    await openInbox();
    await entries().first().getByText(/^代/).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    await page.getByLabel("办理身份").click();
    await page.locator(".ant-select-item-option").last().click();
    await entries().first().waitFor();
    await press("Escape");
    await page.locator("[data-entry]").first().focus();
    const task = await focused();
    await press("a");
    const words = page.locator("#decision-words");
    await words.fill("同意。");
    await press("Control+Enter");
    await page.getByText("已决定 1 件").waitFor();
    const recorded = { actor: expect.objectContaining({ person: deputy, onBehalfOf: "sup-chief" }) };
    expect(await eventsOf(task)).toContainEqual(expect.objectContaining(recorded));
    const [other] = (
      await api.call<{ items: { id: string }[] }>(keys.chief, "GET", "/v1/tasks?state=assigned")
    ).items;
    await page.goto(`${started.url}/tasks/${other?.id}`);
    await page.getByLabel("办理身份").click();
    await page.locator(".ant-select-item-option").last().click();
    await page.getByRole("button", { name: "催办" }).click();
    await page.getByRole("button", { name: "确认催办" }).click();
    await page.getByText("已办：催办").waitFor();
    expect(await eventsOf(other?.id)).toContainEqual(expect.objectContaining({ type: "urged", ...recorded }));
  });
});
