import { describe, expect, test } from "vitest";
import { formatDay, parseDay } from "../time/calendar.ts";
import { datesBetween, isRuleFault, nextDate, parseRule, type Rule } from "./rule.ts";

function ruleOf(text: string): Rule {
  const rule = parseRule(text);
  if (isRuleFault(rule)) throw new Error(rule.fault);
  return rule;
}

const dates = (text: string, startsOn: string, upTo: string) =>
  datesBetween(ruleOf(text), parseDay(startsOn), parseDay(startsOn) - 1, parseDay(upTo)).map(formatDay);

describe("a rule", () => {
  test.each([
    ["FREQ=WEEKLY;BYDAY=FR", "2026-03-02", "2026-03-20", ["2026-03-06", "2026-03-13", "2026-03-20"]],
    ["RRULE:FREQ=WEEKLY", "2026-03-04", "2026-03-18", ["2026-03-04", "2026-03-11", "2026-03-18"]],
    ["freq=monthly;bymonthday=-1", "2026-01-15", "2026-03-31", ["2026-01-31", "2026-02-28", "2026-03-31"]],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "2026-01-01",
      "2026-02-28",
      ["2026-01-30", "2026-02-27"],
    ],
    [
      "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25",
      "2026-01-01",
      "2026-08-01",
      ["2026-01-25", "2026-04-25", "2026-07-25"],
    ],
    ["FREQ=MONTHLY", "2026-01-31", "2026-05-31", ["2026-01-31", "2026-03-31", "2026-05-31"]],
    ["FREQ=DAILY;COUNT=3", "2026-03-02", "2026-12-31", ["2026-03-02", "2026-03-03", "2026-03-04"]],
    ["FREQ=DAILY;UNTIL=20260303", "2026-03-02", "2026-12-31", ["2026-03-02", "2026-03-03"]],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", "2033-01-01", ["2028-02-29", "2032-02-29"]],
  ])("%s from %s comes round where the standard says", (text, startsOn, upTo, expected) => {
    expect(dates(text, startsOn, upTo)).toEqual(expected);
  });

  test("keeps its step however long it has run", () => {
    for (const text of [
      "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR",
      "FREQ=DAILY;INTERVAL=11",
      "FREQ=WEEKLY;INTERVAL=2",
    ]) {
      const rule = ruleOf(text);
      const startsOn = parseDay("2026-03-04");
      const whole = datesBetween(rule, startsOn, startsOn - 1, startsOn + 700);
      for (let after = startsOn - 2; after < startsOn + 600; after++) {
        expect(nextDate(rule, startsOn, after)).toBe(whole.find((day) => day > after));
      }
    }
  });

  test("that has ended has no next date", () => {
    const startsOn = parseDay("2026-03-02");
    expect(nextDate(ruleOf("FREQ=DAILY;COUNT=2"), startsOn, startsOn + 1)).toBeNull();
    expect(nextDate(ruleOf("FREQ=DAILY;UNTIL=20260303T000000Z"), startsOn, startsOn + 1)).toBeNull();
    expect(nextDate(ruleOf("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"), startsOn, startsOn)).toBeNull();
  });

  test.each([
    "",
    "FREQ=HOURLY",
    "INTERVAL=2",
    "FREQ=DAILY;BYHOUR=9",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;FREQ=DAILY",
    "FREQ=DAILY;UNTIL=20260230",
    "FREQ=DAILY;COUNT=2;UNTIL=20260301",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=2MO",
    "FREQ=WEEKLY;BYMONTHDAY=3",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    "FREQ=MONTHLY;BYWEEKNO=3",
    "FREQ=MONTHLY;BYSETPOS=1",
    "DTSTART:20260301\nRRULE:FREQ=DAILY",
  ])("%j is refused with its fault", (text) => {
    expect(parseRule(text)).toEqual({ fault: expect.any(String) });
  });
});
