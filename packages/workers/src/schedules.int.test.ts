import { findHistory, findOccurrences, invariant, isRejection, silentLogger } from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../tests/harness/cloneDatabase.ts";
import { at, type County, createCounty, matterOf } from "../../../tests/harness/county.ts";
import { createDeadlines } from "./deadlines.ts";
import { createDuties } from "./duties.ts";
import { createWorkerStats } from "./workerStats.ts";

let clone: ClonedDatabase;
let county: County;

beforeAll(async () => {
  clone = await cloneDatabase();
  county = await createCounty(clone.database);
});
afterAll(() => clone.drop());

test("a drain makes what duties have due, by several workers at once too, and wakes next for what comes", async () => {
  const { engine, database, clock, callers, tenantId } = county;
  const saved = await engine.saveDuty(callers.supervisor, "daily", {
    title: "日清",
    rule: "FREQ=DAILY",
    startsOn: "2026-03-03",
    endsOn: null,
    time: null,
    adjust: "none",
    calendar: "default",
    matter: matterOf(),
    catchUp: 10,
    enabled: true,
  });
  invariant(!isRejection(saved), "the duty is put");
  const signal = new AbortController().signal;
  const workers = [1, 2].map(() =>
    createDeadlines({ engine, database, clock, signal, stats: createWorkerStats() }),
  );
  expect(await workers[0]?.nextWakeAt()).toBe(at("2026-03-03T09:00:00+08:00"));
  await clock.advanceTo(at("2026-03-05T12:00:00+08:00"));
  await Promise.all(workers.map((worker) => worker.drain()));
  const occurrences = await findOccurrences(database, tenantId, "daily", null, 10);
  expect(occurrences.map(({ on, state }) => [on, state])).toEqual([
    ["2026-03-05", "created"],
    ["2026-03-04", "created"],
    ["2026-03-03", "created"],
  ]);
  expect(await engine.nextDueAt(tenantId)).toBeGreaterThan((await clock.read()) - 1);
});

test("on a manual clock a task stands still until the clock is moved or a sweep comes by: a ring sends no notice", async () => {
  const nobody = () => undefined;
  const duties = createDuties({
    ...county,
    logger: silentLogger,
    stats: createWorkerStats(),
    deliveries: { deliver: () => Promise.resolve(0), close: () => Promise.resolve() },
    doorbell: {
      onCommitted: nobody,
      ringRelay: nobody,
      ringDeliveries: nobody,
      wakeAt: nobody,
      wakeAgainAt: nobody,
      close: nobody,
    },
    signal: new AbortController().signal,
  });
  const [task] = await county.createTasks();
  const types = async () =>
    (await findHistory(county.database, county.tenantId, task?.id ?? "", 0, 10)).map(({ type }) => type);
  await duties.onRing.deadlines({});
  await duties.onRing.relay({});
  expect(await types()).toEqual(["assigned"]);
  await duties.sweep();
  expect(await types()).toContain("noticeSent");
});
