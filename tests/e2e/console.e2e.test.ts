import { readFile } from "node:fs/promises";
import { readWorkbook } from "@duban/api";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { letAMonthPass } from "./seedCounty.ts";
import { adminKey } from "./serverApi.ts";
import { signIn } from "./signIn.ts";
import { type StartedConsole, startConsole } from "./startConsole.ts";

let started: StartedConsole;
let page: Page;

beforeAll(async () => {
  started = await startConsole();
  page = await started.browser.newPage();
}, 120_000);

afterAll(() => started?.stop(), 60_000);

const task = (index: number) => {
  const found = started.county.tasks[index];
  if (found === undefined) throw new Error(`the county has no task ${index}`);
  return found;
};
const handlerOf = (index: number): string => started.county.handlerKeys.get(task(index).unit) ?? "";

describe("signing in", () => {
  test("a wrong key is refused with a sentence that says what to do, and nothing typed is lost", async () => {
    await page.goto(started.url);
    await page.getByRole("button", { name: "用访问密钥登录" }).click();
    await page.getByLabel("访问密钥").fill("not-a-key");
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toContain("密钥不对");
    expect(await page.getByLabel("访问密钥").inputValue()).toBe("not-a-key");
  });

  test("a good key shows whose it is and what he is", async () => {
    await signIn(page, started.url, started.county.keys.chief);
    const identity = page.locator(".identity");
    expect(await identity.innerText()).toContain("督为民");
    expect(await identity.innerText()).toContain("县委督查室");
  });

  test("the key is kept by the tab alone", async () => {
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("dbn");
    expect(await page.context().cookies()).toEqual([]);
  });
});

describe("a page that is open", () => {
  test("does not move its list under the reader's hand, and says that it has changed", async () => {
    await page.goto(`${started.url}/tasks?state=assigned`);
    const rows = page.locator("tbody tr");
    await rows.nth(5).waitFor();
    const before = await page.locator("tbody .col-title a").allInnerTexts();
    await started.county.api.post(handlerOf(1), task(1).id, "accepted", {});
    await page.getByText(/清单有变动/).waitFor();
    expect(await page.locator("tbody .col-title a").allInnerTexts()).toEqual(before);
    expect(await page.locator("tr.gone").count()).toBe(1);
    await page.getByRole("button", { name: "更新清单" }).click();
    await expect.poll(() => page.locator("tr.gone").count()).toBe(0);
  });
});

describe("a form", () => {
  test("says what is missing, and keeps what was typed over a reload", async () => {
    await page.goto(`${started.url}/tasks/${task(2).id}`);
    await page.getByRole("button", { name: "改派" }).click();
    await page.getByLabel(/^理由/).fill("单位职能已调整");
    await page.getByRole("button", { name: "确认改派" }).click();
    await page.getByText("改派给：必填").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "改派" }).click();
    expect(await page.getByLabel(/^理由/).inputValue()).toBe("单位职能已调整");
  });

  test("shows the instant a deadline means before the matter is put up", async () => {
    await page.goto(`${started.url}/matters/new`);
    await page.getByLabel(/^标题/).fill("村级活动场所修缮");
    await page.getByRole("combobox", { name: "牵头单位" }).fill("耇街");
    await page.keyboard.press("Enter");
    await page.getByRole("spinbutton", { name: /^办结期限/ }).fill("3");
    await expect
      .poll(() => page.locator(".preview").first().innerText())
      .toContain("3月5日（周四）17:30 到期");
    await page.getByText("涉密事项不得录入本系统。").first().waitFor();
    await page.getByRole("button", { name: "交办", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "村级活动场所修缮" }).waitFor();
    await page.getByText("耈街彝族苗族乡").first().waitFor();
  });
});

describe("after a month", () => {
  beforeAll(() => letAMonthPass(started.county), 120_000);

  test("somebody who has never seen it finds what is late from the overview", async () => {
    await page.goto(started.url);
    const late = page.locator(".need", { hasText: "已逾期" });
    const count = Number(await late.locator("strong").innerText());
    expect(count).toBeGreaterThan(0);
    await late.click();
    await page.waitForURL(/overdue=true/);
    await expect.poll(() => page.locator("tbody tr").count()).toBe(count);
    expect(await page.locator("tbody tr").first().innerText()).toMatch(/逾期 \d+ 个工作日/);
    await page.locator("tbody .col-title a").first().click();
    expect(await page.locator(".task-due").innerText()).toMatch(/^已逾期 \d+ 个工作日，.*到期/);
    expect(await page.locator(".task-who").innerText()).toMatch(/当前环节 等 .+ (办理|签收)/);
  });

  test("every number of the board opens a list of that length", async () => {
    await page.goto(started.url);
    const links = page.locator(".board tfoot a");
    await links.first().waitFor();
    const wanted = await links.evaluateAll((all) =>
      all.map((link) => ({ path: link.getAttribute("href") ?? "", count: Number(link.textContent) })),
    );
    for (const { path, count } of wanted) {
      await page.goto(`${started.url}${path}`);
      await expect.poll(() => page.locator("tbody tr").count(), { message: path }).toBe(count);
    }
  });

  test("a filter finds by Chinese words and is kept in the address", async () => {
    await page.goto(`${started.url}/tasks`);
    await page.locator("tbody tr").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("柯街镇荒山");
    await page.waitForURL(/words=/);
    await expect.poll(() => page.locator("tbody tr").count()).toBeGreaterThan(0);
    for (const title of await page.locator("tbody .col-title").allInnerTexts()) {
      expect(title).toContain("柯街镇荒山");
    }
  });

  test("the keyboard walks the list and opens a task", async () => {
    await page.goto(`${started.url}/tasks?state=open`);
    await page.locator("tbody tr").nth(2).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const title = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: title ?? "?" }).waitFor();
  });

  test("many tasks are ticked by key, urged at once, and each says how it went", async () => {
    await page.goto(`${started.url}/tasks?state=open`);
    await page.locator("tbody tr").nth(2).waitFor();
    for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
    await page.getByText("已选 2 件").waitFor();
    await page.getByRole("button", { name: "催办" }).click();
    await page.getByLabel(/^说明/).fill("请本周内报一次进展。");
    await page.getByRole("button", { name: "提交 2 件" }).click();
    await page.getByText("办理结果：成功 2 件，未成 0 件").waitFor();
    expect(await page.locator(".many-results li").allInnerTexts()).toEqual([
      expect.stringContaining("已办"),
      expect.stringContaining("已办"),
    ]);
    await page.getByRole("button", { name: "关闭" }).last().click();
  });

  test("a list is kept under a name, with its filter, and exported as it stands", async () => {
    await page.goto(`${started.url}/tasks?overdue=true&unit=lyj`);
    await page.locator("tbody tr").first().waitFor();
    await page.getByRole("button", { name: "存为我的清单" }).click();
    await page.getByLabel("清单名称").fill("林业局逾期");
    await page.getByRole("button", { name: "保存" }).click();
    await page.goto(`${started.url}/tasks`);
    await page.getByRole("link", { name: "林业局逾期" }).click();
    await page.waitForURL(/overdue=true/);
    // The rows of before stand until the new ones are there.
    const rows = page.locator("tbody tr");
    await expect
      .poll(async () => (await rows.allInnerTexts()).every((row) => row.includes("县林业局")))
      .toBe(true);
    const shown = await rows.count();
    await page.getByRole("button", { name: "导出", exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "筛选结果导出为 CSV" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(lines[0]).toBe("\u{feff}编号,标题,单位,状态,牌,到期,到期时刻,现在等谁,进度,任务标识");
    expect(lines.length - 1).toBe(shown);
    for (const line of lines.slice(1)) expect(line).toContain("县林业局");
    const [workbook] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "筛选结果导出为 Excel" }).click(),
    ]);
    const [sheet] = readWorkbook(await readFile(await workbook.path()));
    expect((sheet?.rowCount ?? 0) - 2).toBe(shown);
    expect(sheet?.cell(3, 3).text).toBe("县林业局");
  });

  test("a refusal asks for its reason; an approval closes the task", async () => {
    await page.goto(`${started.url}/approvals?kind=closure`);
    const entries = page.locator(".inbox-entry");
    await entries.first().getByRole("button", { name: "不同意办结" }).click();
    await page.getByRole("button", { name: "确认不同意办结" }).click();
    await page.getByText("不同意的理由：必填").waitFor();
    await page.getByLabel(/^不同意的理由/).fill("验收单没有盖章，补齐再报。");
    const before = await entries.count();
    await page.getByRole("button", { name: "确认不同意办结" }).click();
    await page.getByText("已决定 1 件").waitFor();
    await expect.poll(() => entries.count()).toBe(before - 1);
    await page.getByLabel("全选可办的").check();
    await page.getByRole("button", { name: /^同意所选/ }).click();
    await page.getByRole("button", { name: "确认同意办结" }).click();
    await page.getByText(/^已决定 \d+ 件$/).waitFor();
  });

  test("four eyes are told, not only kept", async () => {
    await signIn(await freshTab(), started.url, started.county.keys.deputy);
    await page.goto(`${started.url}/tasks/${task(11).id}`);
    await page.getByText("为什么有些不能办").click();
    await page
      .getByText(/只有.*可以办|须回避/)
      .first()
      .waitFor();
  });
});

describe("a key", () => {
  test("that is revoked asks for another one over the page as it stands", async () => {
    const { api, keys } = started.county;
    const made = await api.call<{ id: string; key: string }>(adminKey, "POST", "/v1/keys", {
      name: "临时",
      person: "sup-office",
    });
    await signIn(await freshTab(), started.url, made.key);
    await page.goto(`${started.url}/matters/new`);
    await page.getByLabel(/^标题/).fill("写到一半的事项");
    await api.call(adminKey, "DELETE", `/v1/keys/${made.id}`);
    // What happens elsewhere makes the page ask again; without it the clock would, every half a minute.
    await api.post(keys.chief, task(9).id, "urged", {});
    await page.getByText(/密钥不再有效/).waitFor({ timeout: 45_000 });
    await page.getByLabel("访问密钥").fill(keys.office);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
    expect(await page.getByLabel(/^标题/).inputValue()).toBe("写到一半的事项");
  });
});

/** A tab without a key, in the place of the one before. */
async function freshTab(): Promise<Page> {
  await page.close();
  page = await started.browser.newPage();
  return page;
}
