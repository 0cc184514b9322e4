import { invariant, parseInstant } from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Flow, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/ladders/default", { rungs: [{ at: { workdays: 0 }, card: "yellow" }] });
});
afterAll(() => flow.stop());

type Json = Record<string, unknown>;
const dutyOf = (changes: Json = {}) => ({
  title: "民情恳谈",
  rule: "FREQ=WEEKLY;BYDAY=TU,FR",
  startsOn: "2026-03-02",
  matter: { title: "民情恳谈", source: { kind: "other" }, lead: "nyj", due: { workdays: 1 } },
  ...changes,
});
const put = (id: string, changes: Json = {}) =>
  flow.supervisor.call("PUT", `/v1/duties/${id}`, dutyOf(changes));
const occurrencesOf = async (id: string, query = "") =>
  (await flow.unit.call("GET", `/v1/duties/${id}/occurrences${query}`)).body;

test("a duty is put in force in versions, and shows what comes next", async () => {
  const { status, body } = await put("talk", { time: "08:30" });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: "talk",
    version: 1,
    adjust: "none",
    catchUp: 10,
    enabled: true,
    next: { on: "2026-03-03", at: "2026-03-03T08:30:00+08:00" },
    upcoming: [
      { on: "2026-03-03" },
      { on: "2026-03-06" },
      { on: "2026-03-10" },
      { on: "2026-03-13" },
      { on: "2026-03-17" },
    ],
  });
  expect((await flow.unit.call("GET", "/v1/duties/talk")).body).toEqual(body);
  expect((await put("talk")).body).toMatchObject({ version: 2, next: { at: "2026-03-03T09:00:00+08:00" } });
  const { body: list } = await flow.unit.call("GET", "/v1/duties");
  expect(list.items.map(({ id }: Json) => id)).toEqual(["talk"]);
});

test("as the clock moves its matters are made at their instants, and their rungs fire in between", async () => {
  await flow.advance("2026-03-06T12:00:00+08:00");
  const { items } = await occurrencesOf("talk");
  expect(items.map(({ on, at, state, recordedAt }: Json) => [on, at === recordedAt, state])).toEqual([
    ["2026-03-06", true, "created"],
    ["2026-03-03", true, "created"],
  ]);
  const page = await occurrencesOf("talk", "?limit=1");
  expect(page.items).toEqual(items.slice(0, 1));
  expect((await occurrencesOf("talk", `?cursor=${page.next}`)).items).toEqual(items.slice(1));
  const { body: matter } = await flow.unit.call("GET", `/v1/matters/${items[1].matter}`);
  expect(matter).toMatchObject({ number: items[1].number, duty: { id: "talk", on: "2026-03-03" } });
  expect(matter.createdAt).toBe("2026-03-03T09:00:00+08:00");
  const { body: events } = await flow.unit.call("GET", `/v1/tasks/${matter.tasks[0].id}/events`);
  const fired = events.items.find(({ type }: Json) => type === "rungFired");
  expect(fired.recordedAt).toBe("2026-03-04T17:30:00+08:00");
});

test("what came while nothing ran is made up for within catchUp, and what was not is recorded with the reason", async () => {
  const alone = await startFlow({ DUBAN_PARTS: "api" });
  try {
    const daily = dutyOf({ rule: "FREQ=DAILY", catchUp: 2 });
    await alone.supervisor.call("PUT", "/v1/duties/daily", daily);
    const later = parseInstant("2026-03-06T12:00:00+08:00");
    invariant(later !== undefined, "an instant");
    await alone.duban.clock.advanceTo(later);
    await alone.advance("2026-03-06T12:00:01+08:00");
    const { body } = await alone.unit.call("GET", "/v1/duties/daily/occurrences");
    expect(body.items.map(({ on, state }: Json) => [on, state])).toEqual([
      ["2026-03-06", "created"],
      ["2026-03-05", "created"],
      ["2026-03-04", "skipped"],
      ["2026-03-03", "skipped"],
      ["2026-03-02", "skipped"],
    ]);
    expect(body.items[4].reason).toContain("missed");
  } finally {
    await alone.stop();
  }
});

test.each([
  [{ rule: "FREQ=HOURLY" }, "/rule"],
  [{ rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }, "/rule"],
  [{ endsOn: "2026-03-01" }, "/rule"],
  [{ time: "24:00" }, "/time"],
  [{ adjust: "sideways" }, "/adjust"],
  [{ matter: { ...dutyOf().matter, due: { on: "2026-12-31" } } }, "/matter/due"],
  [{ matter: { ...dutyOf().matter, lead: undefined } }, "/matter/lead"],
] as const)("a duty is refused for what is wrong with it: %j", async (changes, pointer) => {
  const { status, body } = await put("faulty", changes);
  expect([status, body.type]).toEqual([400, "urn:duban:problem:invalid-request"]);
  expect(body.errors.map((error: Json) => error.pointer)).toContain(pointer);
  expect((await flow.unit.call("GET", "/v1/duties/faulty")).body.type).toBe("urn:duban:problem:unknown-duty");
});

test("a duty is a supervisor's to put, and its units must be known", async () => {
  expect((await flow.unit.call("PUT", "/v1/duties/talk", dutyOf())).status).toBe(403);
  const { status } = await put("faulty", { matter: { ...dutyOf().matter, lead: "nobody" } });
  expect(status).toBe(404);
  expect((await flow.unit.call("GET", "/v1/duties/faulty/occurrences")).status).toBe(404);
});
