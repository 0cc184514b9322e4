import type { IncomingMessage } from "node:http";
import type { Caller, SessionHolder } from "@duban/engine";
import type { Api } from "./api.ts";
import { clientAddressOf } from "./clientAddress.ts";
import { isProblem, type Problem, problem } from "./problem.ts";
import { findSigner, parseSignedRequest } from "./signedRequest.ts";
import { crossSiteFault } from "./signIn/crossSite.ts";
import { readSessionToken, type SessionToken } from "./signIn/sessionCookie.ts";
import { callerOfSession } from "./signIn/sessions.ts";

const bearer = /^bearer +([\x21-\x7e]{1,512})$/i;

/** What of the API it takes to know who asks. */
export type Door = Pick<Api, "keys" | "sessions" | "limits" | "browser" | "database" | "clock" | "secrets">;

/**
 * Who asks, by the key of the request, by a signature with it, or by the session in its cookie, within what that may ask for; or `unauthenticated`, or
 * `too-many-requests`. A key goes before a cookie.
 *
 * No key, a malformed one, an unknown one, a revoked one and a wrong secret get one and the same answer; so do a session that was
 * ended and one past its limits.
 */
export async function authenticate(request: IncomingMessage, door: Door): Promise<Caller | Problem> {
  if (request.headers.authorization === undefined) {
    const cookie = readSessionToken(request, door.browser);
    if (cookie !== undefined) return bySession(request, cookie, door);
  }
  const token = bearer.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) return bySignature(request, door);
  const caller = door.keys.findFresh(token) ?? (await lookUp(request, token, door));
  if (isProblem(caller)) return caller;
  return (await door.limits.takeRequest(caller.key)) ?? caller;
}

async function lookUp(request: IncomingMessage, token: string, door: Door): Promise<Caller | Problem> {
  const { keys, limits } = door;
  const address = clientAddressOf(request, door.browser.proxyCount) ?? "";
  // Somebody else's wrong keys must not shut out those who share his address and whose key was good before.
  const blocked = keys.isKnown(token) ? undefined : await limits.findBlocked(address);
  if (blocked !== undefined) return blocked;
  const caller = await keys.authenticate(token);
  if (caller !== undefined) return caller;
  await limits.takeFailure(address);
  return unauthenticated();
}

async function bySignature(request: IncomingMessage, door: Door): Promise<Caller | Problem> {
  const signed = parseSignedRequest(request.headers.authorization);
  if (signed === undefined) return unauthenticated();
  const address = clientAddressOf(request, door.browser.proxyCount) ?? "";
  const blocked = await door.limits.findBlocked(address);
  if (blocked !== undefined) return blocked;
  const caller = await findSigner(request, signed, door);
  if (caller === undefined) {
    await door.limits.takeFailure(address);
    return unauthenticated();
  }
  return isProblem(caller) ? caller : ((await door.limits.takeRequest(caller.key)) ?? caller);
}

async function bySession(
  request: IncomingMessage,
  cookie: SessionToken,
  door: Door,
): Promise<Caller | Problem> {
  const session = await findSession(request, cookie, door);
  if (session === undefined) return unauthenticated();
  const foreign = crossSiteFault(request, cookie.token, door.browser.publicOrigin);
  if (foreign !== undefined) return foreign;
  if (session.stage !== "whole") {
    const detail = "the sign-in is not complete: GET /v1/session says what is still wanted";
    return problem("sign-in-incomplete", detail, { extra: { stage: session.stage } });
  }
  const caller = callerOfSession(session);
  return (await door.limits.takeRequest(caller.key)) ?? caller;
}

/** The session of the cookie in a request, in whatever stage it is. */
export async function findSession(
  request: IncomingMessage,
  cookie: SessionToken | undefined,
  { sessions }: Pick<Api, "sessions">,
): Promise<SessionHolder | undefined> {
  if (cookie === undefined) return undefined;
  // A page that looks again by itself, while nobody is at it, says so: it must not keep its session alive.
  return sessions.find(cookie, request.headers["x-duban-unattended"] === undefined);
}

/** The answer to who is not known. */
export const unauthenticated = (): Problem =>
  problem("unauthenticated", "send a valid key as Authorization: Bearer <key>, or sign in", {
    headers: { "www-authenticate": 'Bearer realm="duban"' },
  });
