import { createHmac } from "node:crypto";
import { EngineError } from "@duban/engine";

/**
 * The headers that prove a message's origin and let its receiver drop repeats; Standard Webhooks 1.0.0, symmetric (v1).
 *
 * `id` is the same in every attempt. `sentAt` is the system's time in milliseconds and never the engine's clock: the
 * receiver compares it with his own, against replays. `secret` is `whsec_` and base64.
 */
export function signatureHeaders(
  message: { readonly id: string; readonly body: string; readonly secret: string },
  sentAt: number,
): Record<string, string> {
  const seconds = Math.floor(sentAt / 1_000);
  const signature = createHmac("sha256", keyOf(message.secret))
    .update(`${message.id}.${seconds}.${message.body}`)
    .digest("base64");
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${signature}`,
  };
}

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.length === 0) throw new EngineError("webhook-secret", "a webhook's secret is empty");
  return key;
}
