import { findClocks, findHistory, findTaskRows, tasksOf } from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { at, type County, createCounty, eventOf, matterOf } from "../harness/county.ts";

let clone: ClonedDatabase;
let county: County;

beforeAll(async () => {
  clone = await cloneDatabase();
  county = await createCounty(clone.database);
});
afterAll(() => clone.drop());

async function stored(id: string) {
  const { database, tenantId } = county;
  const [task] = tasksOf(
    await findTaskRows(database, tenantId, [id]),
    await findClocks(database, tenantId, [id]),
  );
  return task;
}

describe("applying a batch", () => {
  it("stores a matter with all its tasks, numbered in the year, clocks armed", async () => {
    const [lead, assist] = await county.createTasks({ assist: ["lyj"] });
    expect(lead?.number).toMatch(/^督〔2026〕\d+号$/);
    expect(assist?.role).toBe("assist");
    expect(await stored(lead?.id ?? "")).toEqual(lead);
    expect(await stored(assist?.id ?? "")).toEqual(assist);
    expect(lead?.clocks.find((clock) => clock.name === "finish")?.dueAt).toBe(
      at("2026-03-16T17:30:00+08:00"),
    );
  });

  it("takes a task from assigned to closed, its history dense and its stored state what the history says", async () => {
    const [task] = await county.createTasks();
    const id = task?.id ?? "";
    const { unit, inspector, supervisor } = county.callers;
    const steps = [
      [unit, "accepted", {}],
      [unit, "progressed", { progress: 40, note: "已整地" }],
      [unit, "submitted", { result: "完成" }],
      [inspector, "passed", { findings: "属实" }],
      [supervisor, "closureApproved", {}],
    ] as const;
    for (const [caller, type, data] of steps) {
      expect(await county.send(caller, { type, task: id, data })).toMatchObject({ status: "applied" });
    }
    const history = await findHistory(county.database, county.tenantId, id, 0, 100);
    expect(history.map((event) => event.type)).toEqual([
      "assigned",
      "accepted",
      "progressed",
      "submitted",
      "passed",
      "closureApproved",
    ]);
    expect(history.map((event) => event.revision)).toEqual([1, 2, 3, 4, 5, 6]);
    const task2 = await stored(id);
    expect(task2).toMatchObject({ state: "closed", revision: 6, progress: 40 });
    expect(task2?.clocks.every((clock) => clock.state === "done" && clock.rungs.length === 0)).toBe(true);
  });

  it("answers a repeat as duplicate with its first revision, and other content under the same id as id-reused", async () => {
    const [task] = await county.createTasks();
    const event = eventOf({ type: "accepted", task: task?.id ?? "" });
    const send = async (what: typeof event) => {
      const outcomes = county.engine.submit(county.callers.unit, [what, what]);
      return Promise.all(Array.isArray(outcomes) ? outcomes : []);
    };
    expect(await send(event)).toMatchObject([
      { status: "applied", revision: 2 },
      { status: "duplicate", revision: 2 },
    ]);
    expect(await send(event)).toMatchObject([{ status: "duplicate", revision: 2 }, { status: "duplicate" }]);
    const other = { ...event, fingerprint: Buffer.from("other") };
    expect(await send(other)).toMatchObject([
      { status: "rejected", rejection: { kind: "id-reused" } },
      { status: "rejected" },
    ]);
  });

  it("lets one bad event in a batch harm no other", async () => {
    const tasks = await Promise.all([county.createTasks(), county.createTasks()]);
    const [one, two] = tasks.map(([task]) => task?.id ?? "");
    const outcomes = county.engine.submit(county.callers.unit, [
      eventOf({ type: "accepted", task: one ?? "" }),
      eventOf({ type: "passed", task: one ?? "", data: { findings: "x" } }),
      eventOf({ type: "accepted", task: "00000000-0000-7000-8000-000000000000" }),
      eventOf({ type: "accepted", task: two ?? "", expectedRevision: 7 }),
      eventOf({ type: "accepted", task: two ?? "" }),
    ]);
    expect(await Promise.all(Array.isArray(outcomes) ? outcomes : [])).toMatchObject([
      { status: "applied" },
      { status: "rejected", rejection: { kind: "forbidden" } },
      { status: "rejected", rejection: { kind: "unknown-task" } },
      { status: "rejected", rejection: { kind: "stale-revision", extra: { revision: 1 } } },
      { status: "applied" },
    ]);
  });

  it("creates a matter once under an Idempotency-Key, also when asked twice at once", async () => {
    const ask = (fingerprint: string) =>
      county.engine.createMatter(county.callers.supervisor, matterOf(), (matter) => ({ id: matter.id }), {
        key: "once",
        fingerprint: Buffer.from(fingerprint),
      });
    const [one, two] = await Promise.all([ask("a"), ask("a")]);
    expect(one).toMatchObject({ status: "created" });
    expect(two).toMatchObject({ status: "repeated" });
    expect("answer" in two && two.answer).toEqual("answer" in one && one.answer);
    expect(await ask("b")).toMatchObject({ status: "rejected", rejection: { kind: "id-reused" } });
  });

  it("refuses a matter whole when a unit is unknown or a clock can't be armed, and spends no number on it", async () => {
    const refused = async (request: Parameters<typeof matterOf>[0]) =>
      county.engine.createMatter(county.callers.supervisor, matterOf(request), () => ({}), null);
    expect(await refused({ assist: ["nobody"] })).toMatchObject({ rejection: { kind: "unknown-unit" } });
    expect(await refused({ due: { on: "2026-03-01" } })).toMatchObject({
      rejection: { kind: "invalid-deadline" },
    });
    const [one] = await county.createTasks();
    await refused({ ladder: "none" });
    const [two] = await county.createTasks();
    const ordinal = (number = "") => Number(/〕(\d+)号/.exec(number)?.[1]);
    expect(ordinal(two?.number)).toBe(ordinal(one?.number) + 1);
  });
});

describe("rungs", () => {
  it("cannot be kept from firing by an event that takes their id: the engine's source is refused", async () => {
    const [task] = await county.createTasks();
    const id = task?.id ?? "";
    const event = {
      type: "accepted",
      task: id,
      source: "urn:duban:engine",
      id: `rung/${id}/sign/1/0`,
    } as const;
    expect(await county.send(county.callers.unit, event)).toMatchObject({
      status: "rejected",
      rejection: { kind: "invalid-event" },
    });
  });

  it("fire once, in order, with card, notices and record, and meet an event before the event does", async () => {
    const [task] = await county.createTasks({ due: { workdays: 5 } });
    const id = task?.id ?? "";
    await county.send(county.callers.unit, { type: "accepted", task: id });
    const { clock, engine, tenantId } = county;
    await clock.advanceTo(at("2026-03-12T18:00:00+08:00"));
    // The workers have not run: the event itself meets the card that the passed deadline gave.
    await county.send(county.callers.unit, { type: "progressed", task: id, data: { note: "补报" } });
    const history = await findHistory(county.database, tenantId, id, 2, 100);
    expect(history.map((event) => [event.type, event.data.at ?? null])).toEqual([
      ["rungFired", "2026-03-04T09:00:00+08:00"],
      ["rungFired", "2026-03-09T17:30:00+08:00"],
      ["rungFired", "2026-03-12T17:30:00+08:00"],
      ["progressed", null],
    ]);
    expect(history[0]?.data.notified).toEqual([
      { person: "p-handler", role: "handler" },
      { person: "p-liaison", role: "liaison" },
    ]);
    expect((await stored(id))?.card).toBe("orange");
    let more = true;
    while (more) ({ more } = await engine.fireDueRungs(tenantId, await clock.read(), 100));
    const again = await findHistory(county.database, tenantId, id, 0, 100);
    expect(again.filter((event) => event.type === "rungFired")).toHaveLength(3);
  });

  it("of one instant are a storm, and tell nobody before the last has fired: one message a person", async () => {
    const { clock, engine, tenantId, database } = county;
    await clock.advanceTo(at("2026-03-12T18:00:00+08:00"));
    for (let more = true; more; ) ({ more } = await engine.fireDueRungs(tenantId, await clock.read(), 100));
    await Promise.all(Array.from({ length: 7 }, () => county.createTasks({ due: { on: "2026-03-13" } })));
    await clock.advanceTo(at("2026-03-13T17:30:00+08:00"));
    const before = await engine.fireDueRungs(tenantId, at("2026-03-13T17:29:59+08:00"), 100);
    expect(before).toMatchObject({ more: false, storm: null });
    const first = await engine.fireDueRungs(tenantId, await clock.read(), 5);
    // Five tasks were claimed; one of them may have two clocks due.
    expect(first).toMatchObject({ more: true, storm: at("2026-03-13T17:30:00+08:00") });
    expect(first.fired).toBeGreaterThanOrEqual(5);
    expect(await engine.sendDueNotices(tenantId, await clock.read(), 1000)).toEqual({ sent: 0, more: false });
    for (let more = true; more; ) ({ more } = await engine.fireDueRungs(tenantId, await clock.read(), 5));
    const monday = at("2026-03-16T09:00:00+08:00");
    for (let more = true; more; ) ({ more } = await engine.sendDueNotices(tenantId, monday, 4));
    const rows = await database.raw<{ person: string; messages: number; notices: number }>(
      `select person, count(distinct message_id)::integer as messages, count(*)::integer as notices
       from notices where created_at = $1 and subject = 'rungFired' group by person`,
      ["2026-03-13T17:30:00+08:00"],
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.messages).toBe(1);
      expect(row.notices).toBeGreaterThanOrEqual(7);
    }
  });

  it("leave one message a person for all that waits overnight", async () => {
    const { clock, engine, tenantId, database } = county;
    const [task] = await county.createTasks({ due: { workdays: 3 } });
    await clock.advanceTo(at("2026-03-16T20:00:00+08:00"));
    await county.send(county.callers.supervisor, { type: "urged", task: task?.id ?? "" });
    await county.send(county.callers.supervisor, { type: "urged", task: task?.id ?? "" });
    for (let more = true; more; ) ({ more } = await engine.fireDueRungs(tenantId, await clock.read(), 100));
    for (let more = true; more; )
      ({ more } = await engine.sendDueNotices(tenantId, await clock.read(), 1000));
    await clock.advanceTo(at("2026-03-17T09:00:00+08:00"));
    for (let more = true; more; ) ({ more } = await engine.fireDueRungs(tenantId, await clock.read(), 100));
    let more = true;
    while (more) ({ more } = await engine.sendDueNotices(tenantId, await clock.read(), 3));
    const rows = await database.raw<{ person: string; messages: number }>(
      "select person, count(distinct message_id)::integer as messages from notices where sent_at = $1 group by person",
      ["2026-03-17T09:00:00+08:00"],
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.messages === 1)).toBe(true);
    expect(await engine.nextDueAt(tenantId)).toBeGreaterThan(await clock.read());
  });

  it("of a storm fire once each in several lanes, and what somebody held meanwhile is found by the next call", async () => {
    const { clock, engine, tenantId, database } = county;
    const due = "2026-04-10T17:30:00+08:00";
    const made = await Promise.all(
      Array.from({ length: 12 }, () => county.createTasks({ due: { on: "2026-04-10" } })),
    );
    await clock.advanceTo(at("2026-04-10T17:29:59+08:00"));
    for (let more = true; more; ) ({ more } = await engine.fireDueRungs(tenantId, await clock.read(), 100));
    await clock.advanceTo(at(due));
    const ids = made.flat().map((task) => (typeof task === "string" ? task : task.id));
    const storm = () =>
      engine.fireStorm(tenantId, at(due), 3, { lanes: 3, signal: new AbortController().signal });
    const held = await database.transaction(async (tx) => {
      await tx.raw("select from tasks where id = $1 for update", [ids[5]]);
      return storm();
    });
    const rest = await storm();
    expect(rest).toBeGreaterThanOrEqual(1);
    expect(await storm()).toBe(0);
    const [recorded] = await database.raw<{ rungs: number; ids: number; tasks: number }>(
      `select count(*)::integer as rungs, count(distinct event_id)::integer as ids, count(distinct task_id)::integer as tasks
       from events where type = 'rungFired' and at = $1 and task_id = any($2)`,
      [due, ids],
    );
    expect(recorded).toEqual({ rungs: held + rest, ids: held + rest, tasks: ids.length });
  });
});
