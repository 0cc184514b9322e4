import { expect, test } from "vitest";
import { adminKeyId, createAdminToken, createToken, hashToken, keyIdOf } from "./keyToken.ts";

test("a token tells its id, and holds a secret of its own", () => {
  const [one, other] = [createToken(), createToken()];
  expect(one.token).toMatch(/^dk_[0-9A-Za-z]{16}_[0-9A-Za-z]{43}$/);
  expect(keyIdOf(one.token)).toBe(one.id);
  expect(one.id).not.toBe(other.id);
  expect(one.hash).toEqual(hashToken(one.token));
});

test("a text of another form is the administrator's or nobody's", () => {
  expect(keyIdOf(createAdminToken())).toBe(adminKeyId);
  expect(keyIdOf("whatever the operator chose")).toBe(adminKeyId);
});
