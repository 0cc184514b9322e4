import chineseDays from "chinese-days";
import { expect, test } from "vitest";
import { expectedDue } from "./dueOn.ts";
import {
  countWorkdays,
  dateOf,
  dayOf,
  dayOfInstant,
  instantOf,
  isWorkday,
  rfc3339,
  workdayFrom,
} from "./year2013.ts";

const year = Array.from({ length: 365 }, (_, index) => dayOf("2013-01-01") + index);

test("the demo's own list of 2013 is the State Council's as the chinese-days package carries it", () => {
  const ours = year.filter(isWorkday).map(dateOf);
  const theirs = year.map(dateOf).filter((date) => chineseDays.isWorkday(date));
  expect(ours).toEqual(theirs);
});

test("going on so many working days and counting them agree", () => {
  const from = dayOf("2013-02-08");
  for (let n = 1; n <= 40; n += 1) {
    const to = workdayFrom(from, n);
    expect(isWorkday(to)).toBe(true);
    expect(countWorkdays(from, to)).toBe(n);
  }
  expect(dateOf(workdayFrom(dayOf("2013-02-16"), -1))).toBe("2013-02-08");
});

test("instants are the county's, eight hours ahead of UTC", () => {
  const at = instantOf(dayOf("2013-08-31"), "23:30");
  expect(rfc3339(at)).toBe("2013-08-31T23:30:00+08:00");
  expect(dateOf(dayOfInstant(at))).toBe("2013-08-31");
});

test("deadlines of every kind fall due by the calendar of 2013", () => {
  const started = instantOf(dayOf("2013-01-10"), "09:30");
  const due = (deadline: Parameters<typeof expectedDue>[0]) => rfc3339(expectedDue(deadline, started));
  // Over the Spring Festival, with 16 and 17 February worked in its place.
  expect(due({ workdays: 24 })).toBe("2013-02-18T17:30:00+08:00");
  expect(due({ days: 30 })).toBe("2013-02-16T17:30:00+08:00");
  expect(due({ on: "2013-08-31" })).toBe("2013-08-31T17:30:00+08:00");
  expect(due({ month: "2013-02" })).toBe("2013-02-28T17:30:00+08:00");
  expect(due({ at: "2013-08-28T12:00:00+08:00" })).toBe("2013-08-28T12:00:00+08:00");
});
