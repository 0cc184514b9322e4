import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Caller, claimNonce, findKeyHolder, type KeyHolder, scopeInForce } from "@duban/engine";
import type { Api } from "./api.ts";
import { callerOf, isInOverlap, isKeyGood } from "./keyRing.ts";
import { isProblem, type Problem } from "./problem.ts";
import { readBodyAhead } from "./readBody.ts";

/**
 * Requests signed by a key that never travels itself.
 *
 *     Authorization: DUBAN-HMAC-SHA256 key=<id>, timestamp=<unix seconds>, nonce=<16 to 64 letters>, signature=<hex>
 *
 * The signature is HMAC-SHA256, keyed with the whole text of the key, over
 *
 *     <timestamp> \n <nonce> \n <METHOD> \n <path with its query> \n <the body as it is sent>
 *
 * A time more than five minutes off is not believed; within them each nonce is good once, in whichever process it comes.
 */
export interface SignedRequest {
  readonly keyId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

export const signatureScheme = "DUBAN-HMAC-SHA256";
const pattern =
  /^DUBAN-HMAC-SHA256 +key=([0-9A-Za-z]{1,64}), *timestamp=(\d{1,12}), *nonce=([\w-]{16,64}), *signature=([0-9a-f]{64})$/i;

// Clocks of departments' servers are off by minutes; a captured request is worth nothing after so long anyway.
const windowMs = 5 * 60_000;

/** Reads the header; undefined if it is another's. */
export function parseSignedRequest(header: string | undefined): SignedRequest | undefined {
  const [, keyId, timestamp, nonce, signature] = pattern.exec(header ?? "") ?? [];
  if (keyId === undefined || timestamp === undefined || nonce === undefined || signature === undefined) {
    return undefined;
  }
  return { keyId, timestamp, nonce, signature };
}

/** What is signed; for the two sides to have it from one place. */
export function signatureOf(
  secret: string,
  { timestamp, nonce }: Pick<SignedRequest, "timestamp" | "nonce">,
  request: { readonly method: string; readonly path: string; readonly body: Uint8Array },
): string {
  return createHmac("sha256", secret)
    .update(`${timestamp}\n${nonce}\n${request.method}\n${request.path}\n`)
    .update(request.body)
    .digest("hex");
}

/** Where the sealed secret of a key belongs: it opens for no other. */
export const keyPurpose = (tenantId: number, id: string): string => `key/${tenantId}/${id}`;

/** Who signed the request; undefined if nobody did whose signature counts; the problem of a body that can't be read. */
export async function findSigner(
  request: IncomingMessage,
  signed: SignedRequest,
  api: Pick<Api, "database" | "clock" | "secrets" | "sessions" | "keys">,
): Promise<Caller | Problem | undefined> {
  const body = await readBodyAhead(request);
  if (isProblem(body)) return body;
  const machineNow = api.sessions.now();
  const sentAt = Number(signed.timestamp) * 1000;
  if (Math.abs(machineNow - sentAt) > windowMs) return undefined;
  const [holder, now] = await Promise.all([findKeyHolder(api.database, signed.keyId), api.clock.read()]);
  if (holder === undefined || !holder.signed || !isKeyGood(holder, now)) return undefined;
  const sealed = [holder.sealedSecret, isInOverlap(holder, now) ? holder.previousSealed : null];
  const secrets = sealed.filter((one) => one !== null).map((one) => open(api, holder, one));
  const what = { method: request.method ?? "", path: pathOf(request), body };
  const given = Buffer.from(signed.signature.toLowerCase());
  const isRight = secrets.some((secret) =>
    timingSafeEqual(given, Buffer.from(signatureOf(secret, signed, what))),
  );
  // The nonce is taken last: who can't sign must not use up another's.
  if (!isRight || !(await claimNonce(api.database, holder.tenantId, holder.id, signed.nonce, machineNow))) {
    return undefined;
  }
  api.keys.noteUsed(holder);
  return callerOf(holder, await scopeInForce(api.database, holder.tenantId, holder.scope));
}

const open = (api: Pick<Api, "secrets">, { tenantId, id }: KeyHolder, sealed: Buffer): string =>
  api.secrets.open(sealed, keyPurpose(tenantId, id)).toString("utf8");

/** The path as it was sent: Express may have shortened the other. */
const pathOf = (request: IncomingMessage & { readonly originalUrl?: string }): string =>
  request.originalUrl ?? request.url ?? "";
