import type { Page } from "playwright-core";

/** Signs in by the form with a key, and waits for the overview. */
export async function signIn(page: Page, url: string, key: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: /^(用访问密钥登录|Sign in with an access key)$/ }).click();
  await page.getByLabel(/^(访问密钥|Access key)/).fill(key);
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
  await page.getByRole("heading", { level: 1, name: /^(总览|Overview)$/ }).waitFor();
}

/** Fills the form of a name and a password, and sends it. */
export async function fillPassword(page: Page, person: string, password: string): Promise<void> {
  await page.getByLabel(/^(人员编号或姓名|Person's id or name)$/).fill(person);
  await page.getByLabel(/^(密码|Password)$/).fill(password);
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
}

/** Opens the console in a tab that has the key already, as after a reload; beside it others may be signed in otherwise. */
export async function enterByKey(page: Page, url: string, key: string): Promise<void> {
  await page.addInitScript((kept) => sessionStorage.setItem("duban.key", kept), key);
  await page.goto(url);
  await page.locator(".identity").waitFor();
}
