import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { hashToken } from "../keyToken.ts";

/** What a session's cookie holds, taken apart. The county is in it since the id alone does not say which one. */
export interface SessionToken {
  readonly token: string;
  readonly tenantId: number;
  readonly id: string;
}

/** A new session's token: 256 random bits behind the id, of which only `hash` is kept. */
export function createSessionToken(tenantId: number): SessionToken & { readonly hash: Buffer } {
  const id = randomBytes(12).toString("base64url");
  const token = `${tenantId}.${id}.${randomBytes(32).toString("base64url")}`;
  return { token, tenantId, id, hash: hashToken(token) };
}

const tokenPattern = /^([1-9]\d{0,8})\.([\w-]{16})\.[\w-]{43}$/;

/** Reads a token; undefined for a text of another form. */
export function parseSessionToken(token: string): SessionToken | undefined {
  const [, tenantId, id] = tokenPattern.exec(token) ?? [];
  return tenantId === undefined || id === undefined ? undefined : { token, tenantId: Number(tenantId), id };
}

/**
 * The names and attributes of our cookies. Over TLS they are `Secure` and carry the `__Host-` prefix, which ties them to this
 * host and path (RFC 6265bis, 4.1.3); without TLS a browser would not keep such a cookie.
 */
export interface Cookies {
  readonly isSecure: boolean;
}

const nameOf = (cookies: Cookies, name: string) => (cookies.isSecure ? `__Host-${name}` : name);
const sessionName = "duban-session";

/** The cookie of that name in a request. */
export function readCookie(request: IncomingMessage, cookies: Cookies, name: string): string | undefined {
  const wanted = nameOf(cookies, name);
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** A `Set-Cookie` that only our own pages send along, and no script reads. Without a life it ends with the browser. */
export function setCookie(
  cookies: Cookies,
  name: string,
  value: string,
  options: { readonly maxAgeSeconds?: number; readonly sameSite?: "Strict" | "Lax" } = {},
): string {
  const { maxAgeSeconds, sameSite = "Strict" } = options;
  return [
    `${nameOf(cookies, name)}=${value}`,
    "Path=/",
    "HttpOnly",
    `SameSite=${sameSite}`,
    ...(cookies.isSecure ? ["Secure"] : []),
    ...(maxAgeSeconds === undefined ? [] : [`Max-Age=${maxAgeSeconds}`]),
  ].join("; ");
}

/** The session token in a request, if there is one of the right form. */
export function readSessionToken(request: IncomingMessage, cookies: Cookies): SessionToken | undefined {
  const value = readCookie(request, cookies, sessionName);
  return value === undefined ? undefined : parseSessionToken(value);
}

/** Hands a session to the browser. */
export const setSessionCookie = (cookies: Cookies, token: string): string =>
  setCookie(cookies, sessionName, token);

/** Takes it back. */
export const clearSessionCookie = (cookies: Cookies): string =>
  setCookie(cookies, sessionName, "", { maxAgeSeconds: 0 });

/** The token that a page sends with every write: made from the session's own, so that it is good with that session only. */
export const crossSiteTokenOf = (token: string): string =>
  createHmac("sha256", token).update("duban cross-site token").digest("base64url");

/** Whether that is the session's token for writes. */
export function isCrossSiteToken(given: unknown, token: string): boolean {
  if (typeof given !== "string") return false;
  const [one, other] = [Buffer.from(given), Buffer.from(crossSiteTokenOf(token))];
  return one.length === other.length && timingSafeEqual(one, other);
}
