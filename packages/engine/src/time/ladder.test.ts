import { expect, test } from "vitest";
import { formatInstant, type Instant, parseInstant } from "./calendar.ts";
import { chinaCalendar } from "./chinaCalendar.ts";
import { firstInstant, lastInstant } from "./day.ts";
import { createRung, type Ladder, projectRungs, type RungTerms, rungInstant } from "./ladder.ts";

const calendar = chinaCalendar("default", 1);
const at = (local: string): Instant => parseInstant(`${local}:00+08:00`) ?? 0;
const due = at("2026-10-08T17:30");
const standsAt = (terms: RungTerms, dueAt = due) =>
  formatInstant("Asia/Shanghai", rungInstant(calendar, createRung(terms), dueAt)).slice(0, 16);
const ladderOf = (...terms: readonly RungTerms[]): Ladder => ({
  id: "test",
  version: 1,
  rungs: terms.map(createRung),
});

test("of a rung only its place is required: the rest is the finish clock, no card, nobody to notify", () => {
  expect(createRung({ at: { workdays: -3 } })).toEqual({
    at: { workdays: -3 },
    clock: "finish",
    card: null,
    notify: [],
    urgent: false,
    propose: null,
    time: null,
  });
});

test("zero of any unit is the due instant itself, even where the rung names a time", () => {
  const midnight = at("2026-10-04T00:00");
  for (const place of [{ workdays: 0 }, { days: 0 }, { hours: 0 }]) {
    expect(standsAt({ at: place, time: "12:00" }, midnight)).toBe("2026-10-04T00:00");
  }
});

test("a rung of working days before the due stands at the start of the n-th working day before its date", () => {
  expect(standsAt({ at: { workdays: -1 } })).toBe("2026-09-30T09:00");
  expect(standsAt({ at: { workdays: -3 } })).toBe("2026-09-28T09:00");
});

test("a rung of working days after the due stands at the end of the n-th working day after its date", () => {
  expect(standsAt({ at: { workdays: 2 } })).toBe("2026-10-10T17:30");
  expect(standsAt({ at: { workdays: 3 } })).toBe("2026-10-12T17:30");
});

test("a rung of days counts every day, working or not", () => {
  expect(standsAt({ at: { days: -4 } })).toBe("2026-10-04T09:00");
  expect(standsAt({ at: { days: 3 } })).toBe("2026-10-11T17:30");
});

test("a rung with a time stands at that time", () => {
  expect(standsAt({ at: { workdays: -1 }, time: "15:00" })).toBe("2026-09-30T15:00");
  expect(standsAt({ at: { days: 3 }, time: "08:15" })).toBe("2026-10-11T08:15");
});

test("a rung of hours stands exactly so many hours from the due, by day or night", () => {
  expect(standsAt({ at: { hours: 36 } })).toBe("2026-10-10T05:30");
  expect(standsAt({ at: { hours: -24 } })).toBe("2026-10-07T17:30");
});

test("a rung beyond the years 0001 to 9999 stands at their end", () => {
  const rung = (place: RungTerms["at"]) => rungInstant(calendar, createRung({ at: place }), due);
  expect(rung({ days: 1e9 })).toBe(lastInstant);
  expect(rung({ workdays: 1e9 })).toBe(lastInstant);
  expect(rung({ hours: 1e12 })).toBe(lastInstant);
  expect(rung({ days: -1e9 })).toBe(firstInstant);
  expect(rung({ workdays: -1e9 })).toBe(firstInstant);
});

test("rungs fire in the order of their instants, those of one instant in the order of the ladder", () => {
  const ladder = ladderOf(
    { at: { workdays: 2 } },
    { at: { hours: 0 } },
    { at: { days: 0 } },
    { at: { workdays: -1 } },
  );
  const projected = projectRungs(calendar, ladder, "finish", due, at("2026-09-01T10:00"), []);
  expect(projected.map(({ rung }) => rung)).toEqual([3, 1, 2, 0]);
});

test("a clock has only the rungs of its own name", () => {
  const ladder = ladderOf({ at: { hours: 0 }, clock: "sign" }, { at: { hours: 0 } });
  expect(projectRungs(calendar, ladder, "sign", due, 0, [])).toEqual([{ rung: 0, at: due }]);
  expect(projectRungs(calendar, ladder, "finish", due, 0, [])).toEqual([{ rung: 1, at: due }]);
  expect(projectRungs(calendar, ladder, "report", due, 0, [])).toEqual([]);
});

test("a rung whose instant falls before the generation started does not fire, one at that very instant does", () => {
  const ladder = ladderOf({ at: { workdays: -1 } });
  const stands = at("2026-09-30T09:00");
  expect(projectRungs(calendar, ladder, "finish", due, stands, [])).toEqual([{ rung: 0, at: stands }]);
  expect(projectRungs(calendar, ladder, "finish", due, stands + 1, [])).toEqual([]);
});

test("a rung that has fired is not projected again", () => {
  const ladder = ladderOf({ at: { hours: 0 } }, { at: { hours: 1 } });
  const projected = projectRungs(calendar, ladder, "finish", due, 0, [0]);
  expect(projected.map(({ rung }) => rung)).toEqual([1]);
});
