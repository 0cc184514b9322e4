import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import {
  dayOf,
  formatDay,
  formatInstant,
  instantAt,
  isWorkday,
  parseDay,
  parseInstant,
  workdayAfter,
  workdayBefore,
  workdayOnOrAfter,
  workdaysBetween,
} from "./calendar.ts";
import { firstDay, firstInstant, lastDay, lastInstant } from "./day.ts";
import { almanacs, days, instants, zones } from "./oracle/arbitraries.ts";
import { dateOf, instantOf, works } from "./oracle/dayByDay.ts";

const anyDay = fc.integer({ min: firstDay, max: lastDay });
const anyInstant = fc.integer({ min: firstInstant, max: lastInstant });
const plain = (day: number) => Temporal.PlainDate.from("1970-01-01").add({ days: day });

test("every date of the years 0001 to 9999 is written and read as Temporal does it", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const text = plain(day).toString();
      expect(formatDay(day)).toBe(text);
      expect(parseDay(text)).toBe(day);
    }),
  );
});

test("an instant written in any zone reads back as the same instant", () => {
  fc.assert(
    fc.property(fc.oneof(anyInstant, instants), fc.constantFrom(...zones), (instant, zone) => {
      const text = formatInstant(zone, instant);
      expect(parseInstant(text)).toBe(instant);
      expect(Temporal.Instant.from(text).epochMilliseconds).toBe(instant);
    }),
    { numRuns: 500 },
  );
});

test("the date of an instant and the instant of a time of day are those of the zone, through every change of its clocks", () => {
  fc.assert(
    fc.property(almanacs, instants, days, (almanac, instant, day) => {
      const { calendar } = almanac;
      expect(formatDay(dayOf(calendar, instant))).toBe(dateOf(almanac, instant).toString());
      for (const time of [calendar.dayStartsAt, calendar.dayEndsAt]) {
        expect(instantAt(calendar, day, time)).toBe(instantOf(almanac, plain(day), time));
      }
    }),
    { numRuns: 1000 },
  );
});

test("the date changes at the very millisecond at which the zone's date does", () => {
  const calendars = fc.sample(almanacs, { numRuns: 40, seed: 1 });
  for (const almanac of calendars) {
    for (let day = 15_300; day < 15_360; day += 1) {
      const midnight = instantAt(almanac.calendar, day, "00:00");
      for (const instant of [midnight - 1, midnight]) {
        const text = formatDay(dayOf(almanac.calendar, instant));
        expect(text).toBe(dateOf(almanac, instant).toString());
      }
    }
  }
});

test("counting working days and finding the n-th agree with looking at one date after another", () => {
  fc.assert(
    fc.property(almanacs, days, fc.integer({ min: 1, max: 250 }), (almanac, day, count) => {
      const { calendar } = almanac;
      const isWorking = (date: number) => works(almanac, plain(date));
      expect(isWorkday(calendar, day)).toBe(isWorking(day));

      let after = day;
      let before = day;
      for (let left = count; left > 0; left -= isWorking(after) ? 1 : 0) {
        after += 1;
      }
      for (let left = count; left > 0; left -= isWorking(before) ? 1 : 0) {
        before -= 1;
      }
      expect(workdayAfter(calendar, day, count)).toBe(after);
      expect(workdayBefore(calendar, day, count)).toBe(before);
      expect(workdaysBetween(calendar, day, after)).toBe(count);
      expect(workdaysBetween(calendar, before - 1, day - 1)).toBe(count);
      expect(workdaysBetween(calendar, after, day)).toBe(0);

      let next = day;
      while (!isWorking(next)) {
        next += 1;
      }
      expect(workdayOnOrAfter(calendar, day)).toBe(next);
    }),
    { numRuns: 300 },
  );
});
