import { claimAttempt, claimNonce, ensureTenant } from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../tests/harness/cloneDatabase.ts";
import { createCleaning } from "./cleaning.ts";

let clone: ClonedDatabase;
beforeAll(async () => {
  clone = await cloneDatabase({ max: 1 });
});
afterAll(() => clone.drop());

const hourMs = 3_600_000;
const rule = { free: 5, firstPauseMs: 60_000, longestPauseMs: 900_000, forgottenAfterMs: 24 * hourMs };

test("old attempts and nonces of every county are forgotten once a minute, and what still counts is kept", async () => {
  const { database } = clone;
  const start = Date.parse("2026-03-02T10:00:00Z");
  let now = start;
  const clean = createCleaning({ database, machineNow: () => now });
  const counties = [
    await ensureTenant(database, { code: "default", name: "default" }, start),
    await ensureTenant(database, { code: "530525", name: "龙陵县" }, start),
  ];
  const left = async () => {
    const [row] = await database.raw<{ attempts: number; nonces: number }>(
      `select (select count(*) from sign_in_attempts)::integer as attempts,
        (select count(*) from signed_requests)::integer as nonces`,
    );
    return [row?.attempts, row?.nonces];
  };
  for (const tenantId of counties) {
    await claimAttempt(database, tenantId, "person:old", rule, start - 49 * hourMs);
    await claimAttempt(database, tenantId, "person:new", rule, start - hourMs);
    await claimNonce(database, tenantId, "key", "n-old", start - hourMs);
    await claimNonce(database, tenantId, "key", "n-new", start);
  }
  await clean();
  expect(await left()).toEqual([2, 2]);
  now += 59_000;
  await claimNonce(database, counties[0] ?? 0, "key", "n-late", start - hourMs);
  await clean();
  expect(await left()).toEqual([2, 3]);
  now += 1_000;
  await clean();
  expect(await left()).toEqual([2, 2]);
});
