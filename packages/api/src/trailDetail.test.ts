import { expect, test } from "vitest";
import { trailDetail } from "./trailDetail.ts";

test("what is a secret by its name is taken out at any depth, and what only sounds like one stays", () => {
  const body = {
    name: "赵",
    code: "nyj",
    password: "p1",
    newPassword: "p2",
    steps: [{ totpCode: "p3", clientSecret: "p4", Token: "p5", key: "p6", apiKey: "p7", keyId: "dk1" }],
    contacts: { authorization: { deep: "p8" } },
  };
  const kept = JSON.stringify(trailDetail(body));
  expect(kept).not.toMatch(/p\d/);
  expect(kept).toContain("nyj");
  expect(kept).toContain("dk1");
});

test("a large body is kept as its size, and none as nothing", () => {
  expect(trailDetail(Array.from({ length: 2_000 }, () => "昌宁"))).toEqual({ body: { bytes: 18_001 } });
  expect(trailDetail(undefined)).toEqual({});
});
