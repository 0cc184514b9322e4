import { expect, test } from "vitest";
import { createPasswordHasher } from "./passwordHasher.ts";

test("a password is kept as an argon2id hash of its own, and only the same password fits it, however its letters are composed", async () => {
  const hasher = createPasswordHasher();
  const [one, other] = await Promise.all([
    hasher.hash("café under the hill"),
    hasher.hash("café under the hill"),
  ]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(await hasher.verify(one, "cafe\u0301 under the hill")).toBe(true);
  expect(await hasher.verify(one, "cafe under the hill")).toBe(false);
});

test("where there is no hash nothing fits, not even what is compared with instead", async () => {
  const hasher = createPasswordHasher();
  expect(await hasher.verify(null, "nobody has this password")).toBe(false);
});

test("a flood is turned away rather than queued without end, and what was queued is done", async () => {
  const hasher = createPasswordHasher();
  const all = Array.from({ length: 70 }, () => hasher.verify("not a hash", "x").catch(() => "failed"));
  expect(hasher.hasRoom()).toBe(false);
  expect(await Promise.all(all)).toEqual(Array.from({ length: 70 }, () => "failed"));
  expect(hasher.hasRoom()).toBe(true);
});
