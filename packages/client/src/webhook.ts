import { createHmac, timingSafeEqual } from "node:crypto";

/** A delivery as it arrived: header names in lower case, the body as the very bytes that came. */
export interface ReceivedDelivery {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** A delivery that was signed by who knows the secret; `id` is the same at every attempt of the same message. */
export interface VerifiedDelivery {
  readonly id: string;
  readonly timestampMs: number;
  readonly payload: unknown;
}

export interface VerifyOptions {
  /** How far from `nowMs` a timestamp may be, default five minutes; Infinity where the server's clock is a manual one. */
  readonly toleranceMs?: number;
  readonly nowMs?: number;
}

/**
 * Checks a delivery by Standard Webhooks 1.0.0 and answers what it holds; undefined if the signature doesn't match or is
 * out of time.
 *
 * A verified message may still be one that came before: keep `id` and drop what you have.
 */
export function verifyWebhook(
  secret: string,
  delivery: ReceivedDelivery,
  options: VerifyOptions = {},
): VerifiedDelivery | undefined {
  const {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures,
  } = delivery.headers;
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof signatures !== "string")
    return undefined;
  const timestampMs = Number(timestamp) * 1000;
  const apartMs = Math.abs((options.nowMs ?? Date.now()) - timestampMs);
  if (!(apartMs <= (options.toleranceMs ?? 300_000))) return undefined;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${delivery.body}`).digest();
  // Several signatures, one for each secret, while a secret is being changed.
  const matches = signatures.split(" ").some((signature) => isSame(signature, expected));
  return matches ? { id, timestampMs, payload: JSON.parse(delivery.body) as unknown } : undefined;
}

function isSame(signature: string, expected: Buffer): boolean {
  const [version, encoded] = signature.split(",");
  if (version !== "v1" || encoded === undefined) return false;
  const given = Buffer.from(encoded, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
