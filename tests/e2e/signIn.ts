import type { Page } from "playwright-core";

/** Signs in by the form, as a person would, and waits for the overview. */
export async function signIn(page: Page, url: string, key: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel(/^(访问密钥|Access key)/).fill(key);
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
  await page.getByRole("heading", { level: 1, name: /^(总览|Overview)$/ }).waitFor();
}
