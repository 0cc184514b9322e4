import { afterAll, beforeAll, expect, test } from "vitest";
import { letAMonthPass } from "./seedCounty.ts";
import { seedInspections } from "./seedInspections.ts";
import { signIn } from "./signIn.ts";
import { type StartedConsole, startConsole } from "./startConsole.ts";

let started: StartedConsole;
let planned: string;

beforeAll(async () => {
  started = await startConsole();
  await letAMonthPass(started.county);
  ({ planned } = await seedInspections(started.county));
}, 180_000);
afterAll(() => started?.stop(), 60_000);

test("who announces is warned first, decides, gives the public value, draws, and has the browser make the draw again", async () => {
  const page = await started.browser.newPage();
  await signIn(page, started.url, started.county.keys.chief);
  await page.goto(`${started.url}${planned}`);
  await page.getByText("同一时段也要查").first().waitFor();
  const announce = page.getByRole("button", { name: "公布种子" });
  expect(await announce.isDisabled()).toBe(true);
  await page.getByLabel("2026年4月6日双色球开奖号码").fill("03 07 11 18 25 30 + 09");
  await announce.click();
  await page.getByRole("button", { name: "抽取", exact: true }).click();
  await page.getByRole("button", { name: "在本机重新算一遍" }).click();
  await page.getByText("重算一致").waitFor();
  await page
    .getByText(/回避：与其他督查重叠/)
    .first()
    .waitFor();
  await page.goto(`${started.url}/funds`);
  await page.getByText("支付超前 1 个").click();
  await page.getByRole("rowheader", { name: /荒山造林补助/ }).waitFor();
  expect(await page.getByRole("rowheader", { name: /通村路/ }).count()).toBe(0);
  await page.close();
});

test("a handler sees what his unit was asked and complains; a named person decides on a talk, with a reason", async () => {
  const { api, keys, handlerKeys } = started.county;
  await api.call(keys.leader, "PUT", "/v1/complaint-box", { unit: "dcs", other: "xwb", workdays: 10 });
  const page = await started.browser.newPage();
  await signIn(page, started.url, handlerKeys.get("530524101") ?? "");
  await page.goto(`${started.url}/burden`);
  await page.getByRole("table", { name: "谁要的" }).getByRole("rowheader", { name: "县委督查室" }).waitFor();
  await page.getByRole("link", { name: "减负意见" }).click();
  await page.getByLabel("意见内容").fill("同一张表三个部门要了三遍");
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.getByText(/已收到，转为事项督〔2026〕\d+号/).waitFor();
  await page.getByRole("article").getByText("同一张表三个部门要了三遍").waitFor();
  await expect.poll(() => page.getByLabel("意见内容").inputValue()).toBe("");
  await page.close();
  const decider = await started.browser.newPage();
  await signIn(decider, started.url, keys.chief);
  await decider.goto(`${started.url}/burden/complaints`);
  await decider.getByText("要答复").first().waitFor();
  await decider.goto(`${started.url}/burden/measures`);
  const form = decider.getByRole("form").first();
  await form.waitFor();
  expect(await form.getByRole("button", { name: "同意", exact: true }).isDisabled()).toBe(true);
  await form.getByLabel("理由").fill("两次催办未动");
  await form.getByRole("button", { name: "同意", exact: true }).click();
  await decider.getByText(/两次催办未动.*督为民决定/).waitFor();
  await decider.close();
});
