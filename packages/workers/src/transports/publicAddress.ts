import { type LookupAddress, lookup as resolve } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** What a refused connection says; its message names the address, never what stands behind it. */
export class ForbiddenAddress extends Error {
  override readonly name = "ForbiddenAddress";
  readonly code = "forbidden-address";
}

// All that is handed out to the public Internet so far; ipaddr.js counts what it has no name for as unicast, among
// it ::7f00:1, the old IPv4-compatible form of 127.0.0.1.
const globalUnicast = ipaddr.parseCIDR("2000::/3");

/**
 * True only for an address of the public Internet: never for one of this host, of a private or provider's network, of
 * a link or a group, nor for one that wraps such an address (mapped, translated, 6to4, Teredo). Text that is no
 * address is not public.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  return address.kind() === "ipv4" || address.match(globalUnicast);
}

/**
 * A name look-up for sockets that yields public addresses or fails: a name with one forbidden address is refused whole.
 *
 * The socket connects to the very address that was judged, so a name that changes between check and use (DNS
 * rebinding) gains nothing. Sockets don't look up literal addresses: those must be judged before, by `isPublicAddress`.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, []);
    const forbidden = addresses.find(({ address }) => !isPublicAddress(address));
    if (forbidden) {
      return callback(
        new ForbiddenAddress(`${hostname} is at ${forbidden.address}, not a public address`),
        [],
      );
    }
    const [first] = addresses;
    if (options.all === true || first === undefined) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

/**
 * Why a URL cannot be a webhook's, in a sentence; undefined if it can.
 *
 * It must be https without a user or password in it. `allowPrivate` also lets http and forbidden addresses pass. A
 * host name is judged later, when it is looked up to connect.
 */
export function webhookUrlProblem(text: string, allowPrivate: boolean): string | undefined {
  if (!URL.canParse(text)) return "not a URL";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "neither https nor http";
  if (url.username !== "" || url.password !== "") return "a user or password stands in the URL";
  if (allowPrivate) return undefined;
  if (url.protocol !== "https:") return "not https";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(host) && !isPublicAddress(host)) return `${host} is not a public address`;
  return undefined;
}
