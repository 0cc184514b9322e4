import type { Page } from "playwright-core";
import type { Screen, Viewer } from "./screens.ts";
import type { SeededCounty } from "./seedCounty.ts";
import { adminKey } from "./serverApi.ts";
import { fillPassword } from "./signIn.ts";

/** A page that goes from screen to screen, as whoever each of them is for. */
export interface Viewing {
  /** Shows a screen and answers once nothing on it is on its way any more. */
  show(screen: Screen): Promise<void>;
}

/** What the tests' own account signs in with; made by `openAccount`. */
const password = "昌宁的茶山有七层梯田";
const person = "sup-office";

/** Begins with nobody signed in. */
export async function startViewing(page: Page, url: string, county: SeededCounty): Promise<Viewing> {
  let viewer: Viewer = "nobody";
  let auditorKey: string | undefined;
  const keyOf = async (as: Viewer): Promise<string> => {
    if (as === "admin") return adminKey;
    if (as === "handler") return county.handlerKeys.get("530524101") ?? "";
    if (as !== "auditor") return county.keys.chief;
    const asked = { name: "审计", unit: "xwb", roles: ["auditor"] };
    auditorKey ??= (await county.api.call<{ key: string }>(adminKey, "POST", "/v1/keys", asked)).key;
    return auditorKey;
  };
  const become = async (as: Viewer) => {
    if (as === viewer) return;
    viewer = as;
    await page.evaluate(() => sessionStorage.clear());
    await page.context().clearCookies();
    if (as === "account") await signInWithPassword(page, url, county);
    else if (as !== "nobody") {
      const key = await keyOf(as);
      // As the form keeps it: what the form itself does is tried elsewhere.
      await page.evaluate((kept) => sessionStorage.setItem("duban.key", kept), key);
      await page.reload();
      await page.locator(".identity").waitFor();
    } else await page.reload();
  };
  await page.goto(url);
  return {
    async show({ path, as = "chief", prepare }) {
      await become(as);
      const address = typeof path === "string" ? path : await path(county);
      // Within the page, as a link leads: reading all scripts anew for every screen would take half of the time.
      await page.evaluate((to) => history.pushState(null, "", to), `${address}`);
      await settle(page);
      await prepare?.(page);
      await settle(page);
    },
  };
}

/** Waits until the page has its heading and nothing on it is still on its way. */
export async function settle(page: Page): Promise<void> {
  await page.locator("h1, dialog[open] h2").first().waitFor();
  // Two frames later: what has just come may have asked for more. No function of its own has a name in there: it is sent as text.
  await page.waitForFunction(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await new Promise((resolve) => setTimeout(resolve, 60));
    return document.querySelector(".loading, [aria-busy=true], .ant-btn-loading") === null;
  });
}

/** Signs in by name and password; the first time the account is made and its first password changed. */
async function signInWithPassword(page: Page, url: string, { api }: SeededCounty): Promise<void> {
  await page.goto(url);
  const made = await api
    .call<{ password: string }>(adminKey, "POST", "/v1/accounts", { person })
    .catch(() => undefined);
  await fillPassword(page, person, made?.password ?? password);
  if (made !== undefined) {
    await page.getByLabel(/^(初始密码|First password)$/).fill(made.password);
    await page.getByLabel(/^(新密码|New password)$/).fill(password);
    await page.getByLabel(/^(再输一遍新密码|New password again)$/).fill(password);
    await page.getByRole("button", { name: /^(修改密码|Change the password)$/ }).click();
  }
  await page.locator(".identity").waitFor();
}
