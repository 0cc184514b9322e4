import type { IncomingMessage } from "node:http";
import type { Caller } from "@duban/engine";
import type { KeyRing } from "./keyRing.ts";
import { isProblem, type Problem, problem } from "./problem.ts";
import type { RateLimits } from "./rateLimits.ts";

const bearer = /^bearer +([\x21-\x7e]{1,512})$/i;

/**
 * Who asks, by the key of the request, within what the key may ask for; or `unauthenticated`, or `too-many-requests`.
 *
 * No key, a malformed one, an unknown one, a revoked one and a wrong secret get one and the same answer.
 */
export async function authenticate(
  request: IncomingMessage,
  keys: KeyRing,
  limits: RateLimits,
): Promise<Caller | Problem> {
  const token = bearer.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) return unauthenticated();
  const caller = keys.findFresh(token) ?? (await lookUp(request, token, keys, limits));
  if (isProblem(caller)) return caller;
  return (await limits.takeRequest(caller.key)) ?? caller;
}

async function lookUp(
  request: IncomingMessage,
  token: string,
  keys: KeyRing,
  limits: RateLimits,
): Promise<Caller | Problem> {
  const address = request.socket.remoteAddress ?? "";
  // Somebody else's wrong keys must not shut out those who share his address and whose key was good before.
  const blocked = keys.isKnown(token) ? undefined : await limits.findBlocked(address);
  if (blocked !== undefined) return blocked;
  const caller = await keys.authenticate(token);
  if (caller !== undefined) return caller;
  await limits.takeFailure(address);
  return unauthenticated();
}

const unauthenticated = (): Problem =>
  problem("unauthenticated", "send a valid key as Authorization: Bearer <key>", {
    headers: { "www-authenticate": 'Bearer realm="duban"' },
  });
