import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFaults } from "./axe.ts";
import { adminKey } from "./serverApi.ts";
import { fillPassword } from "./signIn.ts";
import { type StartedConsole, startConsole } from "./startConsole.ts";

const good = "昌宁的茶山有七层梯田";

let started: StartedConsole;
let page: Page;
let first: string;

beforeAll(async () => {
  started = await startConsole();
  page = await started.browser.newPage();
  const { api } = started.county;
  const made = await api.call<{ password: string }>(adminKey, "POST", "/v1/accounts", {
    person: "sup-office",
  });
  first = made.password;
}, 120_000);
afterAll(() => started?.stop(), 60_000);

const button = (name: string) => page.getByRole("button", { name, exact: true });
const identity = () => page.locator(".identity");

test("the first password lets one in to change it, and nowhere else", async () => {
  await page.goto(started.url);
  await fillPassword(page, "sup-office", "this is not it at all");
  await expect.poll(() => page.getByRole("alert").innerText()).toContain("姓名或密码不对");
  await fillPassword(page, "sup-office", first);
  await page.getByLabel("初始密码").fill(first);
  await page.getByLabel("新密码", { exact: true }).fill("password1234");
  await page.getByLabel("再输一遍新密码").fill("password1234");
  await button("修改密码").click();
  await expect.poll(() => page.getByRole("alert").innerText()).toContain("太常见");
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByLabel("新密码", { exact: true }).fill(good);
  await page.getByLabel("再输一遍新密码").fill(good);
  await button("修改密码").click();
  await page.getByRole("heading", { level: 1, name: "总览" }).waitFor();
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ name: "duban-session", httpOnly: true, sameSite: "Strict" });
  expect(await page.evaluate(() => JSON.stringify(sessionStorage) + document.cookie)).not.toContain(
    cookie?.value ?? "?",
  );
});

test("a reload and another tab find him signed in, and what he does is recorded as his", async () => {
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "总览" }).waitFor();
  const { id } = started.county.tasks[5] ?? { id: "" };
  await page.goto(`${started.url}/tasks/${id}`);
  await button("催办").click();
  await button("确认催办").click();
  await page.getByText("已办：催办").waitFor();
  const { items } = await started.county.api.call<{ items: { type: string; actor: { key: string } }[] }>(
    adminKey,
    "GET",
    `/v1/tasks/${id}/events`,
  );
  expect(items.find(({ type }) => type === "urged")?.actor.key).toBe("account:sup-office");
});

test("who is signed out from elsewhere signs in again over the page as it stands, with what he had typed", async () => {
  await page.goto(`${started.url}/matters/new`);
  await page.getByLabel(/^标题/).fill("写到一半的事项");
  await started.county.api.call(adminKey, "DELETE", "/v1/accounts/sup-office/sessions");
  // What happens elsewhere makes the page ask again; without it the clock would, every half a minute.
  const { api, keys, tasks } = started.county;
  await api.post(keys.chief, tasks[6]?.id ?? "", "urged", {});
  await page.getByText(/登录已失效/).waitFor({ timeout: 45_000 });
  await fillPassword(page, "sup-office", good);
  await expect.poll(() => page.locator("dialog").count()).toBe(0);
  expect(await page.getByLabel(/^标题/).inputValue()).toBe("写到一半的事项");
});

test.each([1440, 390])("his account's page has no serious fault at %i px", async (width) => {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${started.url}/account`);
  await page.getByText("本机").waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  await page.getByRole("heading", { name: "两步验证" }).locator("..").getByLabel("现在的密码").fill(good);
  await button("启用两步验证").click();
  await page.getByLabel("验证码").waitFor();
  expect(await overflow()).toBe(0);
});

test("signing out ends the session, not only the page", async () => {
  const [cookie] = await page.context().cookies();
  await page.getByRole("button", { name: "退出", exact: true }).first().click();
  await page.getByLabel("密码", { exact: true }).waitFor();
  await expect
    .poll(async () => {
      const headers = { cookie: `duban-session=${cookie?.value}` };
      return (await fetch(`${started.url}/v1/me`, { headers })).status;
    })
    .toBe(401);
  expect(await identity().count()).toBe(0);
});
