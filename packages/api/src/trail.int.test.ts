import { ensureTenant, findTrail, silentLogger, type TrailEntry } from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../tests/harness/cloneDatabase.ts";
import { createTrail } from "./trail.ts";

let clone: ClonedDatabase;
let tenantId: number;
beforeAll(async () => {
  clone = await cloneDatabase({ max: 2 });
  tenantId = await ensureTenant(clone.database, { code: "530524", name: "昌宁县" }, 0);
});
afterAll(() => clone.drop());

const entryOf = (target: string, outcome = "unauthenticated"): TrailEntry => ({
  at: 0,
  kind: "refusal",
  actor: { key: null, person: null, unit: null },
  onBehalfOf: null,
  action: "getTasks",
  target,
  address: "192.0.2.1",
  outcome,
  detail: {},
});
const kept = () => {
  const what = { kind: null, action: null, target: null, outcome: null };
  const whoAndWhen = { key: null, person: null, from: null, until: null };
  return findTrail(clone.database, tenantId, { ...what, ...whoAndWhen }, null, 20_000);
};

test("what was taken and not yet written is written before the end, and a flood is counted instead of kept", async () => {
  const trail = createTrail({ database: clone.database, logger: silentLogger, gatherMs: 3_600_000 });
  for (let index = 0; index < 7_000; index += 1) trail.note(tenantId, entryOf(`/v1/tasks/${index}`));
  trail.note(tenantId, { ...entryOf("/v1/\ud800\u0000"), detail: { detail: "odd \u0000 text" } });
  for (let index = 0; index < 3; index += 1) trail.note(tenantId, entryOf("/v1/matters", "done"));
  expect(await kept()).toEqual([]);
  await trail.close();
  const rows = await kept();
  expect(rows.filter(({ outcome }) => outcome === "done").length).toBe(3);
  const refusals = rows.filter(({ outcome }) => outcome !== "done");
  expect(refusals.length).toBeLessThan(5_100);
  expect(refusals.reduce((sum, { detail }) => sum + Number(detail["count"] ?? 1), 0)).toBe(7_001);
});
