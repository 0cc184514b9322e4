import { findHistory, invariant } from "@duban/engine";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { at, type County, createCounty, eventOf } from "../harness/county.ts";

let clone: ClonedDatabase;
let county: County;

beforeAll(async () => {
  clone = await cloneDatabase();
  county = await createCounty(clone.database);
});
afterAll(() => clone.drop());

it("a rung that one event of a batch brings to fire and the next one meets tells everybody it is to tell", async () => {
  const { engine, clock, callers, database, tenantId } = county;
  const [task] = await county.createTasks({ due: { workdays: 10 } });
  const id = task?.id ?? "";
  await county.send(callers.unit, { type: "accepted", task: id });
  await county.send(callers.unit, { type: "suspensionRequested", task: id, data: { reason: "雨季" } });
  // An hour before the blue rung; after the resumption its place lies an hour back, so it fires at the resumption.
  await clock.advanceTo(at("2026-03-11T08:00:00+08:00"));
  await county.send(callers.supervisor, { type: "suspensionGranted", task: id });
  await clock.advanceTo(at("2026-03-20T10:00:00+08:00"));
  const submitted = engine.submit(callers.unit, [
    eventOf({ type: "resumed", task: id }),
    eventOf({ type: "progressed", task: id, data: { note: "又动工" } }),
  ]);
  invariant(Array.isArray(submitted), "the engine is not overloaded");
  await Promise.all(submitted);
  const history = await findHistory(database, tenantId, id, 0, 100);
  expect(history.slice(-3).map(({ type }) => type)).toEqual(["resumed", "rungFired", "progressed"]);
  expect(history.at(-2)?.data).toMatchObject({
    card: "blue",
    notified: [
      { person: "p-handler", role: "handler" },
      { person: "p-liaison", role: "liaison" },
    ],
    climbed: [],
  });
});
