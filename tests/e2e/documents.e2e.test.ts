import { readFile } from "node:fs/promises";
import { writeWorkbook } from "@duban/api";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { letAMonthPass, programme } from "./seedCounty.ts";
import { seedDocuments } from "./seedDocuments.ts";
import { enterByKey } from "./signIn.ts";
import { type StartedConsole, startConsole } from "./startConsole.ts";

let started: StartedConsole;

beforeAll(async () => {
  started = await startConsole();
  await letAMonthPass(started.county);
  await seedDocuments(started.county);
}, 180_000);
afterAll(() => started?.stop(), 60_000);

async function pageOf(key: string, path: string): Promise<Page> {
  const page = await started.browser.newPage();
  await enterByKey(page, started.url, key);
  await page.goto(`${started.url}${path}`);
  return page;
}

const fileOf = async (page: Page) => {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载 Word 文件" }).click();
  const download = await waiting;
  const content = await readFile(await download.path());
  return { name: download.suggestedFilename(), begins: content.subarray(0, 2).toString() };
};

test("a bulletin is drafted, its words kept, what it repeats marked, approved by two who did not write it, and kept as a Word file", async () => {
  const { keys } = started.county;
  const author = await pageOf(keys.chief, "/documents/bulletins");
  await author.getByRole("button", { name: "起草通报" }).click();
  await author.getByLabel("原因分析").fill("苗木到货迟，错过了栽植季节。\n新修的便道被水冲断。");
  await author.reload();
  await author.getByRole("button", { name: "起草通报" }).click();
  expect(await author.getByLabel("原因分析").inputValue()).toContain("新修的便道被水冲断。");
  await author.getByRole("button", { name: "统计数字并存为草稿" }).click();
  await author.getByText("您是拟稿人，须由另外两人审签。").waitFor();
  expect(await author.locator("mark").allTextContents()).toEqual(["苗木到货迟，错过了栽植季节。"]);
  expect(await author.getByRole("button", { name: /^审签/ }).count()).toBe(0);
  const path = new URL(author.url()).pathname;
  const second = await pageOf(keys.office, path);
  await second.getByRole("button", { name: "审签第 1 版", exact: true }).click();
  await second.getByText("您已审签，还须另一人审签。").waitFor();
  expect(await second.getByRole("button", { name: /^审签/ }).count()).toBe(0);
  const third = await pageOf(keys.leader, path);
  await third.getByRole("button", { name: "审签第 1 版并编号印发" }).click();
  await third.getByRole("heading", { level: 1, name: "昌督通〔2026〕2号" }).waitFor();
  await third.locator(".sheet").getByText("昌督通〔2026〕2号").waitFor();
  expect(await third.getByRole("button", { name: /^(审签|修改草稿|删除草稿)/ }).count()).toBe(0);
  expect(await fileOf(third)).toEqual({
    name: "昌督通〔2026〕2号 关于2026年3月督办事项办理情况的通报.docx",
    begins: "PK",
  });
  await Promise.all([author, second, third].map((page) => page.close()));
});

test("a letter is found in the list and read as it was written; an exemplar is followed from another task", async () => {
  const { keys, handlerKeys, tasks } = started.county;
  const page = await pageOf(keys.chief, "/documents/letters");
  await page
    .getByRole("link", { name: /^查看 交办通知/ })
    .first()
    .click();
  await page
    .locator(".sheet")
    .getByText(/牵头办理。$/)
    .waitFor();
  expect(await fileOf(page)).toMatchObject({ begins: "PK" });
  await page.close();
  const task = tasks.find(({ title }) => title.includes("核桃"));
  if (task === undefined) throw new Error("the county has no such task");
  const handler = await pageOf(handlerKeys.get(task.unit) ?? "", `/tasks/${task.id}`);
  await handler.getByLabel("选一个典型").click();
  await handler.getByText("先定管护合同，再栽树（示例）").last().click();
  await handler.getByRole("button", { name: "借鉴", exact: true }).click();
  await handler.getByRole("link", { name: "先定管护合同，再栽树（示例）" }).click();
  await handler.getByText("被 1 个任务借鉴").waitFor();
  await handler.close();
});

test("a programme is edited and put in force; a workbook that is read fills the form, and a bad cell is named", async () => {
  const path = `/programmes/${encodeURIComponent(programme)}`;
  const page = await pageOf(started.county.keys.chief, path);
  await page.getByRole("link", { name: "编辑活动" }).click();
  await page.getByRole("button", { name: "添加目标" }).first().click();
  await page.getByLabel("目标", { exact: true }).nth(1).fill("补植");
  await page.getByLabel("计量单位").nth(1).fill("亩");
  const put = page.getByRole("button", { name: "保存并生效" });
  await page.getByLabel("计划数（选填）").nth(1).fill("三百");
  expect(await put.isDisabled()).toBe(true);
  await page.getByLabel("计划数（选填）").nth(1).fill("300.5");
  await put.click();
  await page.getByRole("rowheader", { name: "补植" }).waitFor();
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出活动定义（Excel）" }).click();
  const workbook = await readFile(await (await waiting).path());
  await page.goto(`${started.url}/define-programme`);
  const choose = (buffer: Buffer) =>
    page.getByLabel("从 Excel 读入（选填）").setInputFiles({
      name: "活动.xlsx",
      mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      buffer,
    });
  await choose(workbook);
  await page.getByText(/^已经有活动/).waitFor();
  expect(await page.getByLabel("计划数（选填）").nth(1).inputValue()).toBe("300.5");
  expect(await put.isDisabled()).toBe(true);
  const columns = ["工作线", "权重"].map((heading) => ({ heading, width: 10 }));
  await choose(writeWorkbook([{ name: "线", title: "活动", columns, rows: [["造林", "三成"]] }]));
  await page.getByRole("rowheader", { name: "线 B3" }).waitFor();
  await page.close();
});
