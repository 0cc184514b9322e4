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
