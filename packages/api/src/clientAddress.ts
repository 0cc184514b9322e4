import type { IncomingMessage } from "node:http";

/**
 * Where a request came from: the other end of the connection, or, behind `proxyCount` proxies of one's own, what the outermost of
 * them saw. What a sender himself writes into X-Forwarded-For stands further left and is never believed.
 */
export function clientAddressOf(request: IncomingMessage, proxyCount: number): string | null {
  const connected = request.socket.remoteAddress ?? null;
  if (proxyCount === 0) return connected;
  const given = request.headers["x-forwarded-for"] ?? "";
  const seen = (Array.isArray(given) ? given.join(",") : given).split(",").map((one) => one.trim());
  return seen.at(-proxyCount) || connected;
}

/** Where a request came from and what the browser calls itself, as it is kept with a session. */
export function originOf(
  request: IncomingMessage,
  proxyCount: number,
): { readonly address: string | null; readonly agent: string | null } {
  const agent = request.headers["user-agent"]?.slice(0, 300) ?? null;
  return { address: clientAddressOf(request, proxyCount), agent };
}
