import { createDatabase, createEngine, type Engine, findClocks, silentLogger } from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { type County, createCounty, eventOf } from "../harness/county.ts";

let clone: ClonedDatabase;
let county: County;
let elsewhere: Engine;
const otherPools: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  county = await createCounty(clone.database);
  // A pool of its own is what another process has.
  const database = createDatabase(clone.url, { max: 4, logger: silentLogger });
  otherPools.push(database);
  elsewhere = createEngine({
    database,
    clock: county.clock,
    logger: silentLogger,
    lanes: 2,
    queueLimit: 100,
  });
});
afterAll(async () => {
  for (const pool of otherPools) await pool.close();
  await clone.drop();
});

async function sendBy(engine: Engine, event: Parameters<typeof eventOf>[0]) {
  const outcomes = engine.submit(county.callers.unit, [eventOf(event)]);
  if ("overloaded" in outcomes) throw new Error("the engine is overloaded");
  return (await Promise.all(outcomes))[0];
}

describe("tasks kept in memory", () => {
  it("are read again where another process has changed them: the two together make one dense history", async () => {
    const [task] = await county.createTasks();
    const id = task?.id ?? "";
    const progress = (percent: number) => ({
      type: "progressed" as const,
      task: id,
      data: { progress: percent },
    });
    const engines = [
      county.engine,
      elsewhere,
      county.engine,
      county.engine,
      elsewhere,
      elsewhere,
      county.engine,
    ];
    const seen = [await sendBy(elsewhere, { type: "accepted", task: id })];
    for (const [index, engine] of engines.entries()) seen.push(await sendBy(engine, progress(index + 1)));
    expect(seen.map((outcome) => outcome?.status)).toEqual(seen.map(() => "applied"));
    expect(seen.map((outcome) => outcome?.revision)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    await sendBy(elsewhere, { type: "submitted", task: id, data: { result: "完成" } });
    expect(await sendBy(county.engine, progress(99))).toMatchObject({ status: "rejected", revision: 10 });
    const clocks = await findClocks(county.database, county.tenantId, [id]);
    expect(clocks.map(({ name, state }) => [name, state])).toEqual([
      ["sign", "done"],
      ["finish", "held"],
    ]);
  });
});
