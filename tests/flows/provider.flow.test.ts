import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { silentLogger } from "@duban/engine";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { type Browser, openBrowserAt } from "./browser.ts";
import { type Flow, startFlow } from "./flow.ts";
import { type OidcProvider, passProvider, startOidcProvider } from "./oidcProvider.ts";

let flow: Flow;
let provider: OidcProvider;
let aheadMs = 0;

/** A port that is free just now: the provider must know where it sends people back to before we listen there. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeAll(async () => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  provider = await startOidcProvider([`${origin}/v1/session/provider/callback`]);
  flow = await startFlow(
    {
      PORT: String(port),
      DUBAN_PUBLIC_URL: origin,
      DUBAN_OIDC_ISSUER: provider.issuer,
      DUBAN_OIDC_CLIENT_ID: provider.clientId,
      DUBAN_OIDC_CLIENT_SECRET: provider.clientSecret,
    },
    silentLogger,
    () => Date.now() + aheadMs,
  );
  await flow.admin.call("POST", "/v1/accounts", { person: "p-handler", password: false });
});
afterAll(async () => {
  await flow.stop();
  await provider.stop();
});

/** From our sign-in page to the provider and back, without the last step: the address it sends the browser to. */
async function comeBack(browser: Browser, person: string): Promise<string> {
  const { ways } = (await browser.call("GET", "/v1/session")).body;
  const sent = await browser.call("GET", ways.provider.path);
  expect([sent.status, ways.provider.name]).toEqual([303, "统一身份认证"]);
  const back = await passProvider(sent.headers.get("location") ?? "", person);
  return back.slice(flow.url.length);
}

const stageOf = async (browser: Browser) => (await browser.call("GET", "/v1/session")).body.session?.stage;

it("whom the provider names by the claim is signed in, if he has an account here, and is told of as himself", async () => {
  const browser = openBrowserAt(flow.url);
  const done = await browser.call("GET", await comeBack(browser, "p-handler"));
  expect([done.status, done.headers.get("location")]).toEqual([303, "/"]);
  expect([await stageOf(browser), browser.cookies.has("duban-provider")]).toEqual(["whole", false]);
  expect((await browser.call("GET", "/v1/me")).body).toMatchObject({
    key: { id: "account:p-handler" },
    unit: "nyj",
  });
});

it("whoever has no account, a locked one, or only somebody's name is not let in, and the trail says so", async () => {
  await flow.admin.call("POST", "/v1/accounts", { person: "p-head" });
  await flow.admin.call("PUT", "/v1/accounts/p-head", { locked: true, reason: "调离" });
  for (const person of ["p-nobody", "p-head", "赵"]) {
    const browser = openBrowserAt(flow.url);
    const refused = await browser.call("GET", await comeBack(browser, person));
    expect([refused.headers.get("location"), await stageOf(browser)]).toEqual(["/?signin=failed", undefined]);
  }
  const auditor = await flow.client({ roles: ["auditor"] });
  // Refusals are gathered for a second before they are written.
  const refused = await eventually(async () => {
    const { body } = await auditor.call("GET", "/v1/trail?action=getProviderCallback&kind=refusal");
    return body.items.length === 3 && body.items;
  });
  expect(refused.map(({ target }: { target: string }) => target).sort()).toEqual([
    "p-head",
    "p-nobody",
    "赵",
  ]);
});

it("what comes back is good once, only in the browser that left, only with its own state, and only for ten minutes", async () => {
  const browser = openBrowserAt(flow.url);
  const back = await comeBack(browser, "p-handler");
  const elsewhere = openBrowserAt(flow.url);
  const failed = async (who: Browser, path: string) =>
    (await who.call("GET", path)).headers.get("location") === "/?signin=failed";
  expect(await failed(elsewhere, back)).toBe(true);
  const kept = new Map(browser.cookies);
  expect(await failed(browser, back.replace(/state=[^&]+/, "state=forged"))).toBe(true);
  const restore = () => {
    for (const [name, value] of kept) browser.cookies.set(name, value);
  };
  restore();
  expect(await failed(browser, back)).toBe(false);
  expect(await stageOf(browser)).toBe("whole");
  browser.cookies.clear();
  restore();
  expect(await failed(browser, back)).toBe(true);
  const late = await comeBack(browser, "p-handler");
  aheadMs += 11 * 60_000;
  expect(await failed(browser, late)).toBe(true);
});
