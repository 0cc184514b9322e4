import { createEngine, findHistory, invariant, silentLogger } from "@duban/engine";
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

it("a storm keeps to one transaction while an event waits, and takes all its lanes when none does", async () => {
  const { database, clock, callers, tenantId } = county;
  let underWay = 0;
  let most = 0;
  const counted: typeof database = {
    ...database,
    transaction: (work) =>
      database.transaction(async (tx) => {
        underWay += 1;
        most = Math.max(most, underWay);
        try {
          return await work(tx);
        } finally {
          underWay -= 1;
        }
      }),
  };
  const engine = createEngine({ database: counted, clock, logger: silentLogger, lanes: 1, queueLimit: 10 });
  /** Fires the storm of what 24 new tasks have due on a day at 17:30. */
  const stormOf = async (day: string) => {
    await Promise.all(Array.from({ length: 24 }, () => county.createTasks({ due: { on: day } })));
    const due = at(`${day}T17:30:00+08:00`);
    await clock.advanceTo(due - 1);
    for (let more = true; more; ) ({ more } = await county.engine.fireDueRungs(tenantId, due - 1, 100));
    await clock.advanceTo(due);
    most = 0;
    const { signal } = new AbortController();
    return { fired: await engine.fireStorm(tenantId, due, 3, { lanes: 3, signal }), most };
  };
  const [held] = await county.createTasks({ due: { on: "2026-07-01" } });
  const submitted = await database.transaction(async (tx) => {
    await tx.raw("select from tasks where id = $1 for update", [held?.id]);
    const outcomes = engine.submit(callers.unit, [eventOf({ type: "accepted", task: held?.id ?? "" })]);
    invariant(Array.isArray(outcomes), "the engine is not overloaded");
    // The event's own transaction, which waits for the lock, and one of the storm's.
    expect(await stormOf("2026-05-20")).toEqual({ fired: 24, most: 2 });
    return outcomes;
  });
  expect(await Promise.all(submitted)).toMatchObject([{ status: "applied" }]);
  expect(await stormOf("2026-05-22")).toEqual({ fired: 24, most: 3 });
});
