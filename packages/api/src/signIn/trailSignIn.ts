import type { IncomingMessage } from "node:http";
import type { Api } from "../api.ts";
import { clientAddressOf } from "../clientAddress.ts";

/** Puts on the trail what somebody did at the door: a sign-in, a sign-out, another password. On disk when it resolves. */
export async function trailSignIn(
  api: Api,
  request: IncomingMessage,
  who: { readonly tenantId: number; readonly person: string },
  action: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await api.trail.record(who.tenantId, {
    at: await api.clock.read(),
    kind: "signIn",
    actor: { key: `account:${who.person}`, person: who.person, unit: null },
    onBehalfOf: null,
    action,
    target: who.person,
    address: clientAddressOf(request, api.browser.proxyCount),
    outcome: "done",
    detail,
  });
}
