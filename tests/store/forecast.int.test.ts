import {
  bodyOfCalendar,
  calendarOf,
  chinaCalendar,
  createRung,
  type ForecastRung,
  findForecast,
  findHistory,
  type Instant,
  previewCalendar,
  type RungPlace,
  saveCalendarVersion,
  saveLadderVersion,
} from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { at, type County, createCounty } from "../harness/county.ts";

let clone: ClonedDatabase;
let county: County;
const tasks: string[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  county = await createCounty(clone.database);
  const rungs = [
    createRung({ at: { workdays: -2 }, card: "blue", notify: ["handler", "liaison"] }),
    createRung({ at: { workdays: 0 }, card: "yellow", notify: ["head"] }),
    createRung({ at: { workdays: 0 }, clock: "stage", notify: ["handler"] }),
    createRung({ at: { hours: 6 }, clock: "report", urgent: true, propose: "约谈" }),
  ];
  await saveLadderVersion(clone.database, county.tenantId, "rungs", { rungs }, await county.clock.read());
  for (let day = 1; day <= 12; day++) {
    const request = {
      ladder: "rungs",
      lead: day % 3 === 0 ? "lyj" : "nyj",
      due: { workdays: day },
      stages: [{ name: "设计", due: { days: day } }],
      reportEvery: { monthly: 10 + day },
    };
    for (const task of await county.createTasks(request)) tasks.push(task.id);
  }
});
afterAll(() => clone.drop());

async function forecastBy(pageSize: number, until: Instant, unit: string | null = null) {
  const all: ForecastRung[] = [];
  for (let after: RungPlace | null = null; ; ) {
    const { database, tenantId, clock } = county;
    const page = await findForecast(
      database,
      tenantId,
      { until, unit, access: { all: true } },
      after,
      pageSize,
      await clock.read(),
    );
    expect(page.rungs.length).toBeLessThanOrEqual(pageSize);
    all.push(...page.rungs);
    if (page.next === null) return all;
    after = page.next;
  }
}

const keyOf = (rung: { task: string; clock: unknown; generation: unknown; rung: unknown; at: unknown }) =>
  `${rung.at} ${rung.task} ${rung.clock} ${rung.generation} ${rung.rung}`;

async function recordedRungs() {
  const { database, tenantId } = county;
  const recorded = [];
  for (const task of tasks) {
    for (const { type, data, at } of await findHistory(database, tenantId, task, 0, 100)) {
      if (type === "rungFired") recorded.push({ task, ...data, at } as never as Parameters<typeof keyOf>[0]);
    }
  }
  return recorded.sort((one, other) => Number(one.at) - Number(other.at));
}

const until = at("2026-03-24T12:00:00+08:00");

describe("the forecast", () => {
  it("is the same whatever the size of its pages, in the order of the instants", async () => {
    const whole = await forecastBy(1_000, until);
    expect(whole.length).toBeGreaterThan(30);
    for (const size of [1, 3, 7]) expect(await forecastBy(size, until)).toEqual(whole);
    expect(whole.map((rung) => rung.at)).toEqual(
      whole.map((rung) => rung.at).sort((one, other) => one - other),
    );
  });

  it("says whom each rung would tell, and who is told instead where nobody holds the role", async () => {
    const whole = await forecastBy(1_000, until);
    const blue = (unit: string) => whole.find((rung) => rung.card === "blue" && rung.unit === unit);
    expect(blue("nyj")?.notify).toEqual([
      { role: "handler", reached: "handler", persons: ["p-handler"] },
      { role: "liaison", reached: "liaison", persons: ["p-liaison"] },
    ]);
    expect(blue("lyj")?.notify[0]).toEqual({
      role: "handler",
      reached: "supervisor",
      persons: ["p-supervisor"],
    });
    expect(whole.find((rung) => rung.clock === "report")).toMatchObject({
      urgent: true,
      propose: "约谈",
      notify: [],
    });
    expect(whole.find((rung) => rung.clock === "stage")).toMatchObject({ stage: "设计" });
  });

  it("says when they are told: in the next working hours where a rung fires outside them", async () => {
    const whole = await forecastBy(1_000, until);
    const due = whole.filter(
      (rung) => rung.card === "yellow" && rung.dueAt === at("2026-03-06T17:30:00+08:00"),
    );
    expect(due.length).toBeGreaterThan(0);
    for (const { tellsAt } of due) expect(tellsAt).toBe(at("2026-03-09T09:00:00+08:00"));
    for (const rung of whole) {
      if (rung.notify.length === 0) expect(rung.tellsAt).toBeNull();
      else expect(rung.tellsAt).toBeGreaterThanOrEqual(rung.at);
    }
  });

  it("of one unit is what the whole says of its tasks", async () => {
    const whole = await forecastBy(1_000, until);
    expect(await forecastBy(2, until, "lyj")).toEqual(whole.filter((rung) => rung.unit === "lyj"));
    expect(await forecastBy(2, until, "nobody")).toEqual([]);
  });

  it("lists first what was missed while no worker ran, and is what then fires", async () => {
    const { clock, engine, tenantId } = county;
    const before = await forecastBy(1_000, until);
    expect(before.some((rung) => rung.missed)).toBe(false);
    await clock.advanceTo(at("2026-03-12T12:00:00+08:00"));
    const after = await forecastBy(5, until);
    expect(after.map(keyOf)).toEqual(before.map(keyOf));
    const missed = after.filter((rung) => rung.missed);
    expect(missed).toEqual(after.slice(0, missed.length));
    expect(missed.length).toBeGreaterThan(5);
    await clock.advanceTo(until);
    for (let more = true; more; ) ({ more } = await engine.fireDueRungs(tenantId, until, 7));
    expect((await recordedRungs()).map(keyOf)).toEqual(before.map(keyOf).sort(byInstant));
    expect(await forecastBy(5, until)).toEqual([]);
  });
});

const byInstant = (one: string, other: string) => Number(one.split(" ")[0]) - Number(other.split(" ")[0]);

describe("the preview of a calendar", () => {
  it("names the deadlines that putting it in force then moves, from and to, and changes nothing", async () => {
    const { database, tenantId, engine, clock } = county;
    const [task] = await county.createTasks({
      due: { workdays: 5 },
      stages: [
        { name: "设计", due: { workdays: 3 } },
        { name: "施工", due: { workdays: 4 } },
      ],
    });
    const id = task?.id ?? "";
    const national = bodyOfCalendar(chinaCalendar("default", 1));
    const body = { ...national, days: { ...national.days, "2026-03-26": "holiday" as const } };
    const edited = calendarOf("default", 0, body);
    const preview = await previewCalendar(database, tenantId, edited, 1_000, { all: true });
    expect(preview.total).toBe(preview.moved.length);
    const mine = preview.moved.filter((moved) => moved.task === id);
    expect(mine.map(({ clock: name, stage, to }) => [name, stage, new Date(to).toISOString()])).toEqual([
      ["stage", "设计", "2026-03-30T09:30:00.000Z"],
      ["finish", null, "2026-04-01T09:30:00.000Z"],
      ["stage", "施工", "2026-03-31T09:30:00.000Z"],
    ]);
    expect(await previewCalendar(database, tenantId, edited, 1, { all: true })).toEqual({
      moved: [preview.moved[0]],
      total: preview.total,
    });
    expect(
      await previewCalendar(database, tenantId, calendarOf("other", 0, body), 10, { all: true }),
    ).toEqual({
      moved: [],
      total: 0,
    });
    await saveCalendarVersion(database, tenantId, "default", body, await clock.read());
    for (let more = true; more; ) ({ more } = await engine.reprojectDeadlines(tenantId, 3));
    const history = await findHistory(database, tenantId, id, 0, 100);
    const projected = history.find(({ type }) => type === "projected");
    expect(projected?.data.moved).toMatchObject(
      mine.map(({ clock: name, to }) => ({ name, to: shanghai(to) })),
    );
    expect(await previewCalendar(database, tenantId, edited, 10, { all: true })).toEqual({
      moved: [],
      total: 0,
    });
  });
});

const shanghai = (instant: Instant) =>
  `${new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
