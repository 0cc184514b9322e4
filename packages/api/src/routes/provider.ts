import { findAccountSecrets } from "@duban/engine";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import { clientAddressOf, originOf } from "../clientAddress.ts";
import { operation } from "../operation.ts";
import { problem, retryLater } from "../problem.ts";
import { callbackPath, providerCookie, providerPath, providerSeconds } from "../signIn/provider.ts";
import { type Cookies, readCookie, setCookie, setSessionCookie } from "../signIn/sessionCookie.ts";
import { beginSession } from "../signIn/signIn.ts";
import { trailSignIn } from "../signIn/trailSignIn.ts";

const none = () => problem("unknown-route", "no identity provider is configured here");
const goTo = (location: string, cookies: readonly string[]): Answer => ({
  status: 303,
  body: {},
  headers: { location, "set-cookie": cookies },
});
const forgetFlow = (cookies: Cookies) =>
  setCookie(cookies, providerCookie, "", { maxAgeSeconds: 0, sameSite: "Lax" });

const getProvider = operation({
  method: "get",
  path: providerPath,
  id: "getProvider",
  summary: "Go to the county's identity provider to sign in; for browsers",
  tag: "sign-in",
  allowed: "everyone",
  reads: "own",
  answers: [{ status: 303, description: "To the provider." }],
  problems: ["unknown-route"],
  async handle({ api }) {
    if (api.provider === undefined) return none();
    try {
      const { url, sealed } = await api.provider.begin();
      // Lax: the way back is a navigation from the provider's site.
      const maxAgeSeconds = providerSeconds;
      return goTo(url, [setCookie(api.browser, providerCookie, sealed, { maxAgeSeconds, sameSite: "Lax" })]);
    } catch (error) {
      api.logger.error({ err: error }, "the identity provider cannot be reached");
      return retryLater("unavailable", "the identity provider cannot be reached", 30);
    }
  },
});

const getProviderCallback = operation({
  method: "get",
  path: callbackPath,
  id: "getProviderCallback",
  summary: "Come back from the county's identity provider; for browsers",
  description: "Ends at the console, signed in, or at its sign-in page with `?signin=failed`.",
  tag: "sign-in",
  allowed: "everyone",
  reads: "own",
  query: z.looseObject({}),
  answers: [{ status: 303, description: "To the console." }],
  problems: ["unknown-route"],
  async handle({ api, request }) {
    if (api.provider === undefined) return none();
    const path = "originalUrl" in request ? String(request.originalUrl) : (request.url ?? "");
    const from = new URL(path, api.browser.publicOrigin ?? "http://localhost");
    let person: string | null = null;
    try {
      person = await api.provider.finish(from, readCookie(request, api.browser, providerCookie) ?? "");
      const account = await findAccountSecrets(api.database, api.homeTenantId, person);
      // By the id alone: a name would let whoever may choose his own at the provider be somebody else here.
      if (account?.person !== person) throw new Error("nobody here has an account under that id");
      if (account.lockedAt !== null) throw new Error("the account is locked");
      const origin = originOf(request, api.browser.proxyCount);
      const signedIn = await beginSession(api, account, "provider", origin);
      await trailSignIn(api, request, signedIn, "getProviderCallback", { way: "provider" });
      return goTo("/", [setSessionCookie(api.browser, signedIn.token), forgetFlow(api.browser)]);
    } catch (error) {
      api.logger.warn({ err: error }, "a sign-in by the identity provider failed");
      api.trail.note(api.homeTenantId, {
        at: await api.clock.read(),
        kind: "refusal",
        actor: { key: null, person: null, unit: null },
        onBehalfOf: null,
        action: "getProviderCallback",
        target: person?.slice(0, 200) ?? null,
        address: clientAddressOf(request, api.browser.proxyCount),
        outcome: "unauthenticated",
        detail: { detail: error instanceof Error ? error.message.slice(0, 300) : "failed" },
      });
      return goTo("/?signin=failed", [forgetFlow(api.browser)]);
    }
  },
});

export const providerOperations = [getProvider, getProviderCallback];
