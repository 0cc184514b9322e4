import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chooseLedger, faultyLedger } from "./ledgerFile.ts";
import { programme } from "./seedCounty.ts";
import { adminKey } from "./serverApi.ts";
import { enterByKey, fillPassword } from "./signIn.ts";
import { type StartedConsole, startConsole } from "./startConsole.ts";

let started: StartedConsole;
let page: Page;

beforeAll(async () => {
  started = await startConsole();
  page = await started.browser.newPage();
}, 120_000);
afterAll(() => started?.stop(), 60_000);

const button = (name: string, on: Page = page) => on.getByRole("button", { name, exact: true });

test("a supervisor's days: sign in, put up a matter, see it late, close it, meet another at one task, lose the server, and bring a ledger in and out", async () => {
  await signInByAccount();
  const task = await putUpAMatter("卡斯镇集镇排污沟清淤");
  await departmentAccepts(task);
  await deadlinePasses();
  await approve(task);
  await twoAtOnce();
  await loseTheServer();
  await ledgerInAndOut();
}, 240_000);

async function signInByAccount(): Promise<void> {
  const { api } = started.county;
  const made = await api.call<{ password: string }>(adminKey, "POST", "/v1/accounts", {
    person: "sup-chief",
  });
  const own = "督查室的大门朝着南开";
  await page.goto(started.url);
  await fillPassword(page, "督为民", made.password);
  await page.getByLabel("初始密码").fill(made.password);
  await page.getByLabel("新密码", { exact: true }).fill(own);
  await page.getByLabel("再输一遍新密码").fill(own);
  await button("修改密码").click();
  await page.getByRole("heading", { level: 1, name: "总览" }).waitFor();
}

/** By the form, for 卡斯镇 and three working days; answers the id of its task, whose page is open then. */
async function putUpAMatter(title: string): Promise<string> {
  await page.getByRole("link", { name: "交办" }).first().click();
  await page.getByLabel(/^标题/).fill(title);
  await page.getByRole("combobox", { name: "牵头单位" }).fill("卡斯");
  await page.keyboard.press("Enter");
  await page.getByRole("spinbutton", { name: /^办结期限/ }).fill("3");
  await expect.poll(() => page.locator(".preview").first().innerText()).toContain("3月5日（周四）17:30 到期");
  await button("交办").click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.locator("main").getByRole("link", { name: title }).first().click();
  await page.getByText(/^等 卡斯镇 签收$/).waitFor();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

const handler = () => started.county.handlerKeys.get("530524104") ?? "";

async function departmentAccepts(task: string): Promise<void> {
  await page.getByText("实时").waitFor();
  await started.county.api.post(handler(), task, "accepted", {});
  // Within two seconds of the answer, as is promised.
  await page.locator(".task-head .state-inProgress").waitFor({ timeout: 2_000 });
}

async function deadlinePasses(): Promise<void> {
  await started.county.api.moveClock("2026-03-05T23:45:00+08:00");
  await page.getByText("已逾期，不足 1 个工作日，3月5日 17:30 到期").waitFor();
  await page.locator(".task-head .card-yellow").waitFor();
}

async function approve(task: string): Promise<void> {
  const { api, keys } = started.county;
  await api.moveClock("2026-03-09T09:00:00+08:00");
  await api.post(handler(), task, "submitted", { result: "已清淤 1.2 公里，无积水。" });
  await api.post(keys.inspector, task, "passed", { findings: "到场核实，与报结一致。" });
  await page.locator(".task-head .state-inspected").waitFor();
  await button("同意办结").click();
  await page.getByLabel(/^说明/).fill("同意。");
  await button("确认同意办结").click();
  await page.locator(".task-head .state-closed").waitFor();
  await page.getByText("已了结，逾期 2 个工作日").waitFor();
}

async function twoAtOnce(): Promise<void> {
  const { id = "" } = started.county.tasks[3] ?? {};
  const other = await started.browser.newPage();
  await enterByKey(other, started.url, started.county.keys.deputy);
  for (const [one, words] of [
    [page, "请本周签收。"],
    [other, "请今天签收。"],
  ] as const) {
    await one.goto(`${started.url}/tasks/${id}`);
    await button("催办", one).click();
    await one.getByLabel(/^说明/).fill(words);
  }
  await button("确认催办", page).click();
  await page.getByText("已办：催办").waitFor();
  // The notice of it is an event of the task too: once it is recorded nothing moves any more but what the two do.
  await expect.poll(() => typesAfterUrging(id)).toContain("noticeSent");
  await button("确认催办", other).click();
  await other.getByText(/别人刚刚改动了这个任务/).waitFor();
  expect(await other.getByLabel(/^说明/).inputValue()).toBe("请今天签收。");
  await button("确认催办", other).click();
  await other.getByText("已办：催办").waitFor();
  await other.close();
}

async function typesAfterUrging(id: string): Promise<readonly string[]> {
  type Events = { readonly items: readonly { readonly type: string }[] };
  const { items } = await started.county.api.call<Events>(
    adminKey,
    "GET",
    `/v1/tasks/${id}/events?limit=200`,
  );
  const types = items.map(({ type }) => type);
  return types.slice(types.lastIndexOf("urged"));
}

async function loseTheServer(): Promise<void> {
  await started.server.kill("SIGKILL");
  await page.getByText(/与服务器的连接断了/).waitFor();
  started.server = await started.server.restart();
  await page.getByText("已重新连接，内容已更新").waitFor({ timeout: 30_000 });
  await page.getByText("实时").waitFor();
}

async function ledgerInAndOut(): Promise<void> {
  await page.goto(`${started.url}/imports`);
  await page.getByRole("combobox", { name: "归入活动" }).click();
  await page.locator(".ant-select-item-option", { hasText: programme }).click();
  await chooseLedger(page, await readFile(faultyLedger));
  // The cells, by sheet and address, what they say, and what could stand there.
  const faults = page.getByRole("region", { name: "要改的单元格" }).locator("tbody tr");
  await expect.poll(() => faults.count()).toBe(2);
  expect(await faults.allInnerTexts()).toEqual([
    expect.stringMatching(/督办台账 C8[\s\S]*县农业局/),
    expect.stringMatching(/督办台账 E9[\s\S]*2026-12-31/),
  ]);
  await button("略过有问题的，交办 2 件").click();
  await page.getByText("已交办 2 件，原已在系统中 0 件，未导入 2 件").waitFor();
  await page.goto(`${started.url}/programmes/${encodeURIComponent(programme)}`);
  const [download] = await Promise.all([page.waitForEvent("download"), button("导出 Excel 台账").click()]);
  const file = await readFile(await download.path());
  await page.goto(`${started.url}/imports`);
  await chooseLedger(page, file);
  // 39 of the county's beginning and the 2 of the ledger; none is made twice.
  await page.getByText("将交办 0 件，已在系统中 41 件，有问题 0 件").waitFor();
  await page.getByText("没有可以交办的新事项").waitFor();
}
