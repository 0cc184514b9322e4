import {
  bodyOfCalendar,
  chinaCalendar,
  createEngine,
  type DutyTerms,
  findDuty,
  findOccurrences,
  findTasksOfMatter,
  invariant,
  isRejection,
  saveCalendarVersion,
  silentLogger,
} from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { at, type County, createCounty, matterOf } from "../harness/county.ts";

let clone: ClonedDatabase;
let county: County;

beforeAll(async () => {
  clone = await cloneDatabase({ max: 8 });
  county = await createCounty(clone.database);
});
afterAll(() => clone.drop());

const termsOf = (changes: Partial<DutyTerms> = {}): DutyTerms => ({
  title: "民情日记",
  rule: "FREQ=DAILY",
  startsOn: "2026-03-02",
  endsOn: null,
  time: null,
  adjust: "none",
  calendar: "default",
  matter: matterOf({ title: "民情日记", due: { workdays: 2 }, assist: ["lyj"] }),
  catchUp: 10,
  enabled: true,
  ...changes,
});

async function put(id: string, changes: Partial<DutyTerms> = {}) {
  const saved = await county.engine.saveDuty(county.callers.supervisor, id, termsOf(changes));
  invariant(!isRejection(saved), `not saved: ${JSON.stringify(saved)}`);
  return saved;
}

async function makeUpTo(text: string) {
  await county.clock.advanceTo(at(text));
  return county.engine.createDueOccurrences(county.tenantId, at(text), 100);
}

const occurrencesOf = (id: string) => findOccurrences(county.database, county.tenantId, id, null, 200);
const matterCount = async () => {
  const [row] = await county.database.raw<{ count: number }>(
    "select count(*)::integer as count from matters",
  );
  return row?.count ?? 0;
};

describe("recurring duties", () => {
  it("make their matters at their hours, numbered with the others and by nobody's hand", async () => {
    const saved = await put("weekly", { rule: "FREQ=WEEKLY;BYDAY=TU", endsOn: "2026-03-10" });
    expect(saved).toMatchObject({
      version: 1,
      nextOn: "2026-03-03",
      nextAt: at("2026-03-03T09:00:00+08:00"),
    });
    expect(await county.engine.nextDueAt(county.tenantId)).toBe(saved.nextAt);
    expect(await makeUpTo("2026-03-03T08:59:59+08:00")).toMatchObject({ created: 0 });
    expect(await makeUpTo("2026-03-03T09:00:00+08:00")).toEqual({ created: 1, skipped: 0, more: false });
    const [occurrence] = await occurrencesOf("weekly");
    expect(occurrence).toMatchObject({ on: "2026-03-03", state: "created", version: 1, reason: null });
    expect(occurrence?.number).toMatch(/^督〔2026〕\d+号$/);
    const tasks = await findTasksOfMatter(county.database, county.tenantId, occurrence?.matter ?? "");
    expect(tasks.map(({ unit, state }) => [unit, state])).toEqual([
      ["nyj", "assigned"],
      ["lyj", "assigned"],
    ]);
    await makeUpTo("2026-03-10T09:00:00+08:00");
    expect(await findDuty(county.database, county.tenantId, "weekly")).toMatchObject({
      nextOn: null,
      nextAt: null,
    });
  });

  it("make a date's matter once, however many processes are at it", async () => {
    await put("raced", { startsOn: "2026-03-12" });
    await county.clock.advanceTo(at("2026-03-14T12:00:00+08:00"));
    const before = await matterCount();
    const { database, clock, tenantId } = county;
    const engines = [1, 2, 3, 4].map(() =>
      createEngine({ database, clock, logger: silentLogger, lanes: 1, queueLimit: 100 }),
    );
    const upTo = await clock.read();
    const outcomes = await Promise.all(
      engines.map((engine) => engine.createDueOccurrences(tenantId, upTo, 100)),
    );
    expect(outcomes.reduce((sum, { created }) => sum + created, 0)).toBe(3);
    expect(await matterCount()).toBe(before + 3);
    const dates = (await occurrencesOf("raced")).map(({ on }) => on);
    expect(dates).toEqual(["2026-03-14", "2026-03-13", "2026-03-12"]);
  });

  it("are still due, whole, after a transaction that broke before its end", async () => {
    await put("broken", { startsOn: "2026-03-15", endsOn: "2026-03-15" });
    await county.clock.advanceTo(at("2026-03-15T09:00:00+08:00"));
    const before = await matterCount();
    await county.database.raw(
      "alter table duty_occurrences add constraint broken check (occurs_on <> '2026-03-15')",
    );
    const upTo = await county.clock.read();
    const { engine, tenantId } = county;
    await expect(engine.createDueOccurrences(tenantId, upTo, 100)).rejects.toThrow("broken");
    expect(await matterCount()).toBe(before);
    await county.database.raw("alter table duty_occurrences drop constraint broken");
    await engine.createDueOccurrences(tenantId, upTo, 100);
    expect((await occurrencesOf("broken")).map(({ state }) => state)).toEqual(["created"]);
  });

  it("make up for what was missed within catchUp, and record what they skip with the reason", async () => {
    await put("raced", { enabled: false });
    await put("missed", { startsOn: "2026-03-16", catchUp: 2 });
    expect(await makeUpTo("2026-03-20T12:00:00+08:00")).toMatchObject({ created: 2, skipped: 3 });
    const occurrences = await occurrencesOf("missed");
    expect(occurrences.map(({ on, state }) => [on, state])).toEqual([
      ["2026-03-20", "created"],
      ["2026-03-19", "created"],
      ["2026-03-18", "skipped"],
      ["2026-03-17", "skipped"],
      ["2026-03-16", "skipped"],
    ]);
    expect(occurrences.at(-1)?.reason).toContain("missed while nothing ran");
  });

  it("begin an edited version with today, after what was due under the old one, and never repeat a date", async () => {
    await county.clock.advanceTo(at("2026-03-21T10:00:00+08:00"));
    await put("missed", { rule: "FREQ=DAILY;INTERVAL=2", startsOn: "2026-03-21", time: "08:00" });
    const [latest] = await occurrencesOf("missed");
    expect(latest).toMatchObject({ on: "2026-03-21", version: 1, state: "created" });
    expect(await findDuty(county.database, county.tenantId, "missed")).toMatchObject({
      version: 2,
      nextOn: "2026-03-23",
      nextAt: at("2026-03-23T08:00:00+08:00"),
    });
  });

  it("are refused where their matter could not be, and nothing is put", async () => {
    const { engine, callers, database, tenantId } = county;
    const refused = (changes: Partial<DutyTerms>) =>
      engine.saveDuty(callers.supervisor, "no", termsOf(changes));
    expect(await refused({ matter: matterOf({ lead: "nobody" }) })).toMatchObject({ kind: "unknown-unit" });
    expect(await refused({ matter: matterOf({ ladder: "none" }) })).toMatchObject({ kind: "unknown-ladder" });
    expect(await refused({ calendar: "none" })).toMatchObject({ kind: "unknown-calendar" });
    expect(await findDuty(database, tenantId, "no")).toBeUndefined();
  });

  it("follow an edited calendar: what rests from now on is moved before it comes", async () => {
    await put("missed", { enabled: false });
    await put("moved", { rule: "FREQ=WEEKLY;BYDAY=WE", adjust: "next-workday" });
    const { database, tenantId, engine, clock } = county;
    const national = bodyOfCalendar(chinaCalendar("default", 1));
    const body = { ...national, days: { ...national.days, "2026-03-25": "holiday" as const } };
    await saveCalendarVersion(database, tenantId, "default", body, await clock.read());
    for (let more = true; more; ) ({ more } = await engine.reprojectDeadlines(tenantId, 100));
    expect(await findDuty(database, tenantId, "moved")).toMatchObject({
      nextOn: "2026-03-25",
      nextAt: at("2026-03-26T09:00:00+08:00"),
    });
  });

  it("put anew while one waits for the working day it was moved to, keep it waiting, or say that it was skipped", async () => {
    await put("waits", { rule: "FREQ=WEEKLY;BYDAY=SA", startsOn: "2026-03-28", adjust: "next-workday" });
    await county.clock.advanceTo(at("2026-03-29T10:00:00+08:00"));
    const renamed = await put("waits", {
      title: "改了名",
      rule: "FREQ=WEEKLY;BYDAY=SA",
      startsOn: "2026-03-28",
      adjust: "next-workday",
    });
    expect(renamed).toMatchObject({ nextOn: "2026-03-28", nextAt: at("2026-03-30T09:00:00+08:00") });
    const changed = await put("waits", { rule: "FREQ=WEEKLY;BYDAY=WE", startsOn: "2026-03-28" });
    expect(changed.nextOn).toBe("2026-04-01");
    expect(await occurrencesOf("waits")).toMatchObject([
      { on: "2026-03-28", version: 2, state: "skipped", reason: expect.stringContaining("put anew") },
    ]);
    await put("waits", { enabled: false });
  });
});
