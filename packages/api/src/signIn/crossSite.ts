import type { IncomingMessage } from "node:http";
import { type Problem, problem } from "../problem.ts";
import { isCrossSiteToken } from "./sessionCookie.ts";

/** The header that carries a session's token for writes. */
export const crossSiteHeader = "x-duban-csrf";

const reading = new Set(["GET", "HEAD"]);

/**
 * What is wrong with a request that came with a cookie, if another site may have sent it; undefined if nothing is.
 *
 * A browser sends the cookie whoever made it send; the token it does not know unless it is our page. `Sec-Fetch-Site` and `Origin`
 * are looked at beside it, where the browser sends them: neither can be set by a page.
 */
export function crossSiteFault(
  request: IncomingMessage,
  token: string,
  publicOrigin: string | null,
): Problem | undefined {
  if (reading.has(request.method ?? "")) return undefined;
  return (
    foreignFault(request, publicOrigin) ??
    (isCrossSiteToken(request.headers[crossSiteHeader], token)
      ? undefined
      : problem("cross-site", `send the session's csrfToken as ${crossSiteHeader}`))
  );
}

/** Whether the browser says that another site sent it; for calls that need no session, such as signing in. */
export function foreignFault(request: IncomingMessage, publicOrigin: string | null): Problem | undefined {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") {
    return problem("cross-site", "only pages of this server may send this");
  }
  const { origin, host } = request.headers;
  if (origin === undefined) return undefined;
  const isOurs = origin === publicOrigin || (URL.canParse(origin) && new URL(origin).host === host);
  return isOurs ? undefined : problem("cross-site", "only pages of this server may send this");
}
