import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { signatureHeaders } from "./signature.ts";

const secret = `whsec_${Buffer.from("a secret of at least 24 bytes").toString("base64")}`;
const message = {
  id: "msg_1",
  secret,
  body: JSON.stringify({ type: "duban.task.accepted", 标题: "绿化荒山" }),
};

test("a signed message is accepted by the standardwebhooks library", () => {
  const headers = signatureHeaders(message, Date.now());
  expect(new Webhook(secret).verify(message.body, headers)).toEqual(JSON.parse(message.body));
});

test("a message with another body, id, secret or an old timestamp is not accepted", () => {
  const headers = signatureHeaders(message, Date.now());
  const other = `whsec_${Buffer.from("another secret of some length").toString("base64")}`;
  expect(() => new Webhook(secret).verify(`${message.body} `, headers)).toThrow();
  expect(() => new Webhook(secret).verify(message.body, { ...headers, "webhook-id": "msg_2" })).toThrow();
  expect(() => new Webhook(other).verify(message.body, headers)).toThrow();
  expect(() =>
    new Webhook(secret).verify(message.body, signatureHeaders(message, Date.now() - 600_000)),
  ).toThrow();
});

test("the signature is that of the specification's own example", () => {
  // https://github.com/standard-webhooks/standard-webhooks, tests of the reference libraries.
  const example = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    body: '{"test": 2432232314}',
  };
  expect(signatureHeaders(example, 1_614_265_330_000)["webhook-signature"]).toBe(
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  );
});

test("an empty secret signs nothing", () => {
  expect(() => signatureHeaders({ ...message, secret: "whsec_" }, Date.now())).toThrow("empty");
});
