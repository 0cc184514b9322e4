import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { chooseLedger, faultyLedger } from "./ledgerFile.ts";
import { programme, type SeededCounty } from "./seedCounty.ts";
import { type SeededDocuments, seedDocuments } from "./seedDocuments.ts";

/**
 * Every screen of the console, once. The pictures in docs/console are taken of these (`npm run screenshots`), and axe and the
 * widths are tried on these (accessible.e2e.test.ts): a screen that is added here has both.
 *
 * `path`: where it is, in the county after a month. `as`: who looks; left out, the supervisor. `prepare`: what is done first,
 * by names in either language.
 */
export interface Screen {
  readonly name: string;
  readonly path: string | ((county: SeededCounty) => Promise<string>);
  readonly as?: Viewer;
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Nobody yet; somebody with an account; or by the key of the supervisor, the auditor, the administrator, or a unit's handler. */
export type Viewer = "nobody" | "account" | "chief" | "auditor" | "admin" | "handler";

const task = (query: string) => firstOf(`/v1/tasks?${query}`, "/tasks");

const firstOf =
  (path: string, page: string) =>
  async ({ api, keys }: SeededCounty) => {
    const { items } = await api.call<{ items: readonly { id: string }[] }>(keys.chief, "GET", path);
    if (items[0] === undefined) throw new Error(`the county has nothing at ${path}`);
    return `${page}/${items[0].id}`;
  };

const seeded = (page: keyof SeededDocuments) => async (county: SeededCounty) =>
  (await seedDocuments(county))[page];

/** After the documents are there; the list alone does not say of which one. */
const withDocuments = (path: string) => async (county: SeededCounty) => {
  await seedDocuments(county);
  return path;
};

const press = (name: RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();

const letterOf = (query: string) => async (county: SeededCounty) => {
  const path = await task(query)(county);
  const { items } = await county.api.call<{ items: readonly { revision: number }[] }>(
    county.keys.chief,
    "GET",
    `/v1${path}/letters`,
  );
  return `${path}/letters/${items.at(-1)?.revision}`;
};

async function previewLedger(page: Page): Promise<void> {
  await chooseLedger(page, await readFile(faultyLedger));
  await page.locator("#import-rows").waitFor();
}

async function fillMatter(page: Page): Promise<void> {
  await page.getByLabel(/^(标题|Title)/).fill("耈街彝族苗族乡村级活动场所修缮");
  await page.getByRole("spinbutton", { name: /^(办结期限|Deadline)/ }).fill("20");
  await page.locator(".preview strong").first().waitFor();
}

async function tickAndUrge(page: Page): Promise<void> {
  const ticks = page.getByRole("checkbox", { name: /^(选中|Select) 督/ });
  await ticks.nth(0).check();
  await ticks.nth(1).check();
  await press(/^(催办|Urge)$/)(page);
  await page.locator("dialog[open]").waitFor();
}

async function refuseClosure(page: Page): Promise<void> {
  await press(/^(不同意办结|Refuse closure)$/)(page);
  await page.locator("dialog[open]").waitFor();
}

async function openHousehold(page: Page): Promise<void> {
  await page.locator("tbody button").first().click();
  await page.locator("dialog[open]").waitFor();
}

export const screens: readonly Screen[] = [
  { name: "sign-in", path: "/", as: "nobody" },
  { name: "overview", path: "/" },
  { name: "overview-unit", path: "/", as: "handler" },
  { name: "tasks", path: "/tasks?state=open" },
  { name: "tasks-overdue", path: "/tasks?overdue=true" },
  { name: "tasks-many", path: "/tasks?state=open", prepare: tickAndUrge },
  { name: "task-overdue", path: task("overdue=true&state=inProgress") },
  { name: "task-request", path: task("request=extension"), prepare: press(/^(催办|Urge)$/) },
  { name: "task-inspected", path: task("state=inspected"), prepare: press(/^(不同意办结|Refuse closure)$/) },
  { name: "task-suspended", path: task("state=suspended") },
  { name: "task-closed", path: task("state=closed") },
  {
    name: "task-figures",
    path: task("state=inProgress&unit=530524101&words=荒山"),
    as: "handler",
    prepare: press(/^(报进展|Report progress)$/),
  },
  { name: "matter", path: firstOf("/v1/matters", "/matters") },
  { name: "approvals", path: "/approvals" },
  { name: "approvals-requests", path: "/approvals?tab=requests" },
  { name: "approvals-refuse", path: "/approvals", prepare: refuseClosure },
  { name: "new-matter", path: "/matters/new", prepare: fillMatter },
  {
    name: "programmes",
    path: "/programmes",
    prepare: async (page) => {
      await press(/^(看事项|Show matters)$/)(page);
      await page.locator(".tree summary").first().click();
    },
  },
  { name: "programme-edit", path: `/define-programme/${encodeURIComponent(programme)}` },
  { name: "imports", path: "/imports", prepare: previewLedger },
  { name: "coverage", path: "/coverage?from=2026-01-01" },
  { name: "households", path: "/households" },
  { name: "household", path: "/households", prepare: openHousehold },
  { name: "inspections", path: "/inspections" },
  { name: "funds", path: "/funds" },
  {
    name: "bulletins",
    path: withDocuments("/documents/bulletins"),
    prepare: press(/^(起草通报|Draft a bulletin)$/),
  },
  { name: "bulletin-draft", path: seeded("draft") },
  { name: "letters", path: "/documents/letters" },
  { name: "letter", path: letterOf("overdue=true&state=inProgress") },
  { name: "exemplar", path: seeded("exemplar") },
  { name: "burden", path: "/burden/asked?unit=530524101" },
  { name: "burden-complaints", path: "/burden/complaints" },
  { name: "burden-measures", path: "/burden/measures" },
  { name: "diagnosis", path: "/diagnosis" },
  { name: "forecast", path: "/forecast?until=2026-04-08" },
  { name: "audit", path: "/audit", as: "auditor" },
  { name: "account", path: "/account", as: "account" },
  { name: "admin-calendars", path: "/admin/calendars", as: "admin" },
  { name: "admin-ladders", path: "/admin/ladders", as: "admin" },
  { name: "admin-duties", path: "/admin/duties", as: "admin", prepare: press(/^(修改|Edit) /) },
  { name: "admin-units", path: "/admin/units", as: "admin" },
  { name: "admin-people", path: "/admin/people", as: "admin" },
  { name: "admin-accounts", path: "/admin/accounts", as: "admin" },
  { name: "admin-keys", path: "/admin/keys", as: "admin" },
  { name: "not-found", path: "/nowhere/at/all" },
];
