import {
  createRung,
  findCalendar,
  findDefinition,
  findHistory,
  findLadder,
  findTasks,
  invariant,
  isRejection,
  replay,
  saveLadderVersion,
} from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { at, type County, createCounty } from "../harness/county.ts";

let clone: ClonedDatabase;
let county: County;

beforeAll(async () => {
  clone = await cloneDatabase();
  county = await createCounty(clone.database);
  const rungs = [
    createRung({ at: { workdays: 0 }, clock: "stage", card: "yellow", notify: ["handler"] }),
    createRung({ at: { workdays: 1 }, clock: "report", card: "blue", notify: ["head"] }),
  ];
  await saveLadderVersion(clone.database, county.tenantId, "extras", { rungs }, await county.clock.read());
});
afterAll(() => clone.drop());

async function stored(id: string) {
  const [task] = await findTasks(county.database, county.tenantId, [id]);
  invariant(task !== undefined, "the task is stored");
  return task;
}

async function fireUpTo(text: string) {
  const { clock, engine, tenantId } = county;
  await clock.advanceTo(at(text));
  for (let more = true; more; ) ({ more } = await engine.fireDueRungs(tenantId, await clock.read(), 100));
}

describe("stages and reports in the store", () => {
  it("come back as they were agreed, fire the rungs of their clocks, and replay to the stored state", async () => {
    const { unit } = county.callers;
    const [task] = await county.createTasks({
      ladder: "extras",
      due: { workdays: 20 },
      stages: [
        { name: "设计", due: { workdays: 3 } },
        { name: "施工", due: { workdays: 8 } },
      ],
      reportEvery: { weekly: 5 },
    });
    invariant(task !== undefined, "a task was made");
    expect(await stored(task.id)).toEqual(task);
    expect(task.clocks.map(({ name }) => name)).toEqual(["sign", "stage", "report", "finish"]);
    await county.send(unit, { type: "accepted", task: task.id });
    await fireUpTo("2026-03-05T18:00:00+08:00");
    expect(await stored(task.id)).toMatchObject({ card: "yellow" });
    const data = { note: "设计完成", stage: "设计" };
    await county.send(unit, { type: "progressed", task: task.id, data });
    await fireUpTo("2026-03-17T18:00:00+08:00");
    const history = await findHistory(county.database, county.tenantId, task.id, 0, 100);
    expect(
      history.map(({ type, data }) => [
        type,
        data.clock ?? null,
        data.stage ?? null,
        data.generation ?? null,
      ]),
    ).toEqual([
      ["assigned", null, null, null],
      ["accepted", null, null, null],
      ["rungFired", "stage", "设计", 1],
      ["progressed", null, "设计", null],
      // The report of 5 March met the one due on the 6th; that of the 13th was missed.
      ["rungFired", "stage", "施工", 2],
      ["rungFired", "report", null, 2],
    ]);
    expect(await stored(task.id)).toMatchObject({
      card: "blue",
      stages: [{ state: "met" }, { state: "current" }],
    });
    expect(await replayed(task.id)).toEqual(await stored(task.id));
  });

  it("refuse a matter whole where a stage can't be due after the start", async () => {
    await expect(
      county.createTasks({ stages: [{ name: "设计", due: { on: "2026-01-05" } }] }),
    ).rejects.toThrow("invalid-deadline");
    await expect(county.createTasks({ reportEvery: { weekly: 9 } })).rejects.toThrow("invalid-deadline");
  });
});

async function replayed(id: string) {
  const { database, tenantId } = county;
  const task = await stored(id);
  const history = await findHistory(database, tenantId, id, 0, 100);
  const ladder = await findLadder(
    database,
    database,
    tenantId,
    task.terms.ladder.id,
    task.terms.ladder.version,
  );
  invariant(ladder !== undefined, "a ladder is never gone");
  const steps = [];
  for (const event of history) {
    const calendar = await findCalendar(database, database, tenantId, "default", event.calendarVersion);
    invariant(calendar !== undefined, "a calendar is never gone");
    const { type, data, roles, actor: by } = event;
    steps.push({
      event: { type, data, by, roles, at: event.at },
      context: { now: event.recordedAt, calendar, ladder },
    });
  }
  const state = replay(findDefinition, steps);
  invariant(!isRejection(state), "the history replays");
  return state;
}
