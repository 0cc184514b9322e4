import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { verifyWebhook } from "./webhook.ts";

const secret = `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`;
const sentAt = new Date("2013-07-01T02:00:00Z");
const body = JSON.stringify({
  type: "duban.task.closed",
  timestamp: sentAt.toISOString(),
  data: { unit: "县林业局" },
});
const signature = new Webhook(secret).sign("msg_1", sentAt, body);
const headers = {
  "webhook-id": "msg_1",
  "webhook-timestamp": String(sentAt.getTime() / 1000),
  "webhook-signature": signature,
};
const nowMs = sentAt.getTime() + 1000;

test("a delivery signed by the standardwebhooks library is verified and read", () => {
  const verified = verifyWebhook(secret, { headers, body }, { nowMs });
  expect(verified).toEqual({ id: "msg_1", timestampMs: sentAt.getTime(), payload: JSON.parse(body) });
});

test("one matching signature among several is enough, while a secret is being changed", () => {
  const several = { ...headers, "webhook-signature": `v1,AAAA v1a,xyz ${signature}` };
  expect(verifyWebhook(secret, { headers: several, body }, { nowMs })?.id).toBe("msg_1");
});

test("a changed body, id, time, secret or version is not verified", () => {
  expect(verifyWebhook(secret, { headers, body: `${body} ` }, { nowMs })).toBeUndefined();
  expect(
    verifyWebhook(secret, { headers: { ...headers, "webhook-id": "msg_2" }, body }, { nowMs }),
  ).toBeUndefined();
  const later = { ...headers, "webhook-timestamp": "1372644001" };
  expect(verifyWebhook(secret, { headers: later, body }, { nowMs })).toBeUndefined();
  expect(verifyWebhook("whsec_b3RoZXI=", { headers, body }, { nowMs })).toBeUndefined();
  const v2 = { ...headers, "webhook-signature": signature.replace("v1,", "v2,") };
  expect(verifyWebhook(secret, { headers: v2, body }, { nowMs })).toBeUndefined();
});

test("a delivery older than five minutes is not verified, unless the receiver says so", () => {
  const late = nowMs + 300_000;
  expect(verifyWebhook(secret, { headers, body }, { nowMs: late })).toBeUndefined();
  expect(verifyWebhook(secret, { headers, body }, { nowMs: late, toleranceMs: Infinity })?.id).toBe("msg_1");
});

test("a delivery without its headers is not verified", () => {
  expect(verifyWebhook(secret, { headers: {}, body }, { nowMs })).toBeUndefined();
});
