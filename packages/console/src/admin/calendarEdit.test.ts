import { expect, test } from "vitest";
import { type CalendarBody, datesOf, edited, toggled, worksOn } from "./calendarEdit.ts";

const calendar: CalendarBody = {
  timeZone: "Asia/Shanghai",
  dayStartsAt: "09:00",
  dayEndsAt: "17:30",
  coverage: { from: "2026-01-01", to: "2026-12-31" },
  days: { "2026-10-01": "holiday", "2026-10-10": "workday" },
};

test("a day turns into its opposite, and back to what it was", () => {
  const once = toggled(calendar, {}, "2026-10-09");
  expect(once).toEqual({ "2026-10-09": "holiday" });
  expect(toggled(calendar, once, "2026-10-09")).toEqual({});
  expect(toggled(calendar, {}, "2026-10-11")).toEqual({ "2026-10-11": "workday" });
});

test("a listed day is taken off the list, and then works by its weekday", () => {
  const { days } = edited(calendar, toggled(calendar, {}, "2026-10-01"));
  expect(days).toEqual({ "2026-10-10": "workday" });
  expect(worksOn(days, "2026-10-01")).toBe(true);
});

test("what is not edited stays as it stands", () => {
  expect(edited(calendar, {})).toEqual(calendar);
});

test("a month has its days, in leap years too", () => {
  expect(datesOf("2028-02")).toHaveLength(29);
  expect(datesOf("2026-12").at(-1)).toBe("2026-12-31");
});
