import { describe, expect, test } from "vitest";
import {
  findDay,
  findLastDayOfMonth,
  firstDay,
  formatDay,
  lastDay,
  lastInstant,
  parseDay,
  parseInstant,
} from "./day.ts";

test("dates are days since 1970-01-01, from the year 0001 to the year 9999", () => {
  expect(parseDay("1970-01-01")).toBe(0);
  expect(parseDay("0001-01-01")).toBe(firstDay);
  expect(parseDay("9999-12-31")).toBe(lastDay);
  expect(formatDay(firstDay)).toBe("0001-01-01");
  expect(formatDay(lastDay)).toBe("9999-12-31");
});

test.each([
  "2026-02-29",
  "2026-13-01",
  "2026-00-10",
  "2026-04-31",
  "0000-01-01",
  "2026-1-1",
  "20260101",
  " 2026-01-01",
  "2026-01-01Z",
  "",
])('the text "%s" is not a date', (text) => {
  expect(findDay(text)).toBeUndefined();
  expect(() => parseDay(text)).toThrow(RangeError);
});

test("a leap year has its 29 February, by the centuries too", () => {
  expect(findDay("2028-02-29")).toBeDefined();
  expect(findDay("2000-02-29")).toBeDefined();
  expect(findDay("2100-02-29")).toBeUndefined();
});

test("the last date of a month is that of its length", () => {
  expect(findLastDayOfMonth("2026-02")).toBe(parseDay("2026-02-28"));
  expect(findLastDayOfMonth("2028-02")).toBe(parseDay("2028-02-29"));
  expect(findLastDayOfMonth("2026-12")).toBe(parseDay("2026-12-31"));
  expect(findLastDayOfMonth("2026-13")).toBeUndefined();
  expect(findLastDayOfMonth("2026-1")).toBeUndefined();
  expect(findLastDayOfMonth("0000-01")).toBeUndefined();
});

describe("an instant from outside", () => {
  test.each([
    ["1970-01-01T00:00:00Z", 0],
    ["1970-01-01T08:00:00+08:00", 0],
    ["1969-12-31t19:00:00-05:00", 0],
    ["1970-01-01T00:00:00.5z", 500],
    ["1970-01-01T00:00:00.123987Z", 123],
    ["1970-01-01T00:00:60-00:00", 60_000],
    ["9999-12-31T23:59:59.999Z", lastInstant],
  ])("%s is understood", (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  test.each([
    "2026-10-08T17:30:00",
    "2026-10-08",
    "2026-10-08 17:30:00Z",
    "2026-10-08T17:30Z",
    "2026-10-08T24:00:00Z",
    "2026-10-08T17:60:00Z",
    "2026-10-08T17:30:61Z",
    "2026-10-08T17:30:00+24:00",
    "2026-10-08T17:30:00+08:60",
    "2026-10-08T17:30:00+0800",
    "2026-02-30T17:30:00Z",
    "0001-01-01T00:00:00+08:00",
    "9999-12-31T23:59:59-08:00",
    "10000-01-01T00:00:00Z",
  ])("%s is refused", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
