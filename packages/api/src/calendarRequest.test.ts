import { expect, test } from "vitest";
import { calendarBodyOf } from "./calendarRequest.ts";
import { calendarRequestSchema } from "./schemas/time.ts";

const bodyOf = (request: unknown) => calendarBodyOf(calendarRequestSchema.parse(request));

test("an empty request is the national calendar with the default hours", () => {
  const body = bodyOf({});
  expect(body).toMatchObject({ timeZone: "Asia/Shanghai", dayStartsAt: "09:00", dayEndsAt: "17:30" });
  expect(body.days).toMatchObject({ "2026-10-01": "holiday", "2026-10-10": "workday" });
  expect(body.coverage.to >= "2026-12-31").toBe(true);
});

test("days are added to the national list, or change it, however they are written", () => {
  for (const request of [
    { days: { "2026-10-01": "workday", "2026-12-24": "holiday" } },
    { days: [{ date: "2026-10-01", kind: "workday" }], holidays: ["2026-12-24"] },
    { workdays: ["2026-10-01"], holidays: ["2026-12-24"] },
  ]) {
    expect(bodyOf(request).days).toMatchObject({
      "2026-10-01": "workday",
      "2026-10-02": "holiday",
      "2026-12-24": "holiday",
    });
  }
});

test("with a coverage the list is the caller's own and whole, unless national is asked for", () => {
  const coverage = { from: "2027-01-01", to: "2027-12-31" };
  expect(bodyOf({ coverage, holidays: ["2027-01-01"] })).toMatchObject({
    coverage,
    days: { "2027-01-01": "holiday" },
  });
  expect(Object.keys(bodyOf({ coverage }).days)).toEqual([]);
  expect(bodyOf({ coverage: { first: "2027-01-01", last: "2027-12-31" } }).coverage).toEqual(coverage);
  expect(bodyOf({ coverage, national: true }).days["2026-10-01"]).toBe("holiday");
  expect(bodyOf({ national: false }).coverage).toEqual({ from: "0001-01-01", to: "0001-01-01" });
});

test("what a calendar is shown as can be put again, and is the same", () => {
  const shown = { id: "default", version: 3, ...bodyOf({ holidays: ["2026-12-24"] }) };
  expect(bodyOf(shown)).toEqual(bodyOf({ holidays: ["2026-12-24"] }));
  expect(bodyOf({ days: [{ date: "2026-12-24", kind: "holiday", name: "平安夜" }] }).days["2026-12-24"]).toBe(
    "holiday",
  );
});

test("hours that end before they begin, and coverage that does, are refused", () => {
  for (const request of [
    { dayStartsAt: "18:00" },
    { dayStartsAt: "09:00", dayEndsAt: "09:00" },
    { coverage: { from: "2027-01-02", to: "2027-01-01" } },
    { timeZone: "Mars" },
    { dayEndsAt: "24:00" },
  ]) {
    expect(calendarRequestSchema.safeParse(request).success).toBe(false);
  }
});
