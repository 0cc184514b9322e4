import { expect, test } from "vitest";
import {
  type Calendar,
  type DayKind,
  dayOf,
  formatDay,
  formatInstant,
  instantAt,
  isCovered,
  isTimeOfDay,
  isTimeZone,
  isWorkday,
  parseDay,
  parseInstant,
  workdayAfter,
  workdayBefore,
  workdayOnOrAfter,
  workdaysBetween,
} from "./calendar.ts";
import { chinaCalendar, chinaDays } from "./chinaCalendar.ts";
import { lastInstant } from "./day.ts";

const china = chinaCalendar("default", 1);
const plain: Calendar = { ...china, days: new Map() };

test("a day works from Monday to Friday and rests at the weekend, unless it is listed", () => {
  expect(isWorkday(plain, parseDay("2026-10-09"))).toBe(true);
  expect(isWorkday(plain, parseDay("2026-10-10"))).toBe(false);
  expect(isWorkday(plain, parseDay("2026-10-11"))).toBe(false);
  expect(isWorkday(plain, parseDay("2026-10-12"))).toBe(true);
});

test("a listed holiday rests on a weekday and a make-up day works at the weekend", () => {
  expect(isWorkday(china, parseDay("2026-10-07"))).toBe(false);
  expect(isWorkday(china, parseDay("2026-10-10"))).toBe(true);
});

test("the national list is that of the State Council, from 2004 on, over whole years", () => {
  const { days, coverage } = chinaDays();
  expect(formatDay(coverage.from)).toBe("2004-01-01");
  expect(formatDay(coverage.to)).toMatch(/^20\d\d-12-31$/);
  expect(coverage.to).toBeGreaterThanOrEqual(parseDay("2026-12-31"));
  expect(days.get(parseDay("2026-02-14"))).toBe("workday");
  expect(days.get(parseDay("2026-02-17"))).toBe("holiday");
  expect(workdaysBetween(china, parseDay("2025-12-31"), parseDay("2026-12-31"))).toBe(248);
});

test("a default calendar is in Shanghai, from nine to half past five", () => {
  expect(china).toMatchObject({
    timeZone: "Asia/Shanghai",
    dayStartsAt: "09:00",
    dayEndsAt: "17:30",
  });
});

test("the coverage holds its first and last date and nothing beyond", () => {
  const { from, to } = china.coverage;
  expect([from - 1, from, to, to + 1].map((day) => isCovered(china, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test("a date past the coverage falls back to weekends only", () => {
  expect(isWorkday(china, parseDay("2090-10-02"))).toBe(true);
  expect(isWorkday(china, parseDay("2090-10-01"))).toBe(false);
});

test("counting steps over the autumn holidays and takes the make-up Saturday", () => {
  const eve = parseDay("2026-09-30");
  expect(formatDay(workdayAfter(china, eve, 1))).toBe("2026-10-08");
  expect(formatDay(workdayAfter(china, eve, 3))).toBe("2026-10-10");
  expect(formatDay(workdayBefore(china, parseDay("2026-10-08"), 1))).toBe("2026-09-30");
  expect(formatDay(workdayOnOrAfter(china, parseDay("2026-10-03")))).toBe("2026-10-08");
  expect(workdayOnOrAfter(china, eve)).toBe(eve);
  expect(workdaysBetween(china, eve, parseDay("2026-10-10"))).toBe(3);
  expect(workdaysBetween(china, parseDay("2026-10-10"), eve)).toBe(0);
});

test("a hundred thousand working days are counted as exactly as one", () => {
  const start = parseDay("2026-08-01");
  let day = start;
  for (let left = 100_000; left > 0; left -= isWorkday(china, day) ? 1 : 0) {
    day += 1;
  }
  expect(workdayAfter(china, start, 100_000)).toBe(day);
  expect(workdaysBetween(china, start, day)).toBe(100_000);
});

test("thirty years without a working day are stepped over, not walked for ever", () => {
  const from = parseDay("2026-01-01");
  const days = new Map<number, DayKind>();
  for (let day = from; day < from + 30 * 365; day += 1) {
    days.set(day, "holiday");
  }
  const closed: Calendar = { ...plain, days };
  const next = workdayAfter(closed, from - 1, 1);
  expect(next).toBe(workdayOnOrAfter(plain, from + 30 * 365));
  expect(workdayBefore(closed, next, 1)).toBe(workdayBefore(plain, from, 1));
});

test("an instant is written with the offset of its zone, milliseconds only where there are some", () => {
  const instant = parseInstant("2026-07-08T09:30:00Z") ?? 0;
  expect(formatInstant("Asia/Shanghai", instant)).toBe("2026-07-08T17:30:00+08:00");
  expect(formatInstant("America/New_York", instant + 7)).toBe("2026-07-08T05:30:00.007-04:00");
  expect(formatInstant("UTC", instant)).toBe("2026-07-08T09:30:00+00:00");
});

test("an instant that its zone's clocks can't write in RFC 3339 is written in UTC", () => {
  expect(formatInstant("Asia/Shanghai", lastInstant)).toBe("9999-12-31T23:59:59.999Z");
  // Before 1901 Shanghai kept its local mean time, 8 h 5 min 43 s ahead.
  expect(formatInstant("Asia/Shanghai", parseInstant("1890-01-01T00:00:00Z") ?? 0)).toBe(
    "1890-01-01T00:00:00Z",
  );
});

test("a time of day that the clocks skip is as much later as they skip, one they show twice is the first", () => {
  const newYork: Calendar = { ...plain, timeZone: "America/New_York" };
  const spring = instantAt(newYork, parseDay("2026-03-08"), "02:30");
  expect(formatInstant("America/New_York", spring)).toBe("2026-03-08T03:30:00-04:00");
  const autumn = instantAt(newYork, parseDay("2026-11-01"), "01:30");
  expect(formatInstant("America/New_York", autumn)).toBe("2026-11-01T01:30:00-04:00");
});

test("a date that a zone left out is lived through a day later", () => {
  const apia: Calendar = { ...plain, timeZone: "Pacific/Apia" };
  const instant = instantAt(apia, parseDay("2011-12-30"), "17:30");
  expect(formatInstant("Pacific/Apia", instant)).toBe("2011-12-31T17:30:00+14:00");
  expect(formatDay(dayOf(apia, instant))).toBe("2011-12-31");
});

test("a time zone nobody knows and a time that is none are told from real ones", () => {
  expect(["Asia/Shanghai", "UTC", "Asia/Nowhere", ""].map(isTimeZone)).toEqual([true, true, false, false]);
  expect(["00:00", "23:59", "24:00", "9:00", "09:60", "09:00:00"].map(isTimeOfDay)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
