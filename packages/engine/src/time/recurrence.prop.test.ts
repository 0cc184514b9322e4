import fc from "fast-check";
import { expect, test } from "vitest";
import type { Instant } from "./calendar.ts";
import {
  type Clock,
  fireRung,
  holdClock,
  isClockRefusal,
  meetClock,
  nextRungAt,
  reprojectClock,
  resumeClock,
  startClock,
  takeTurn,
} from "./clock.ts";
import type { Ladder } from "./ladder.ts";
import { almanacs, deadlines, instants, ladders, recurrences } from "./oracle/arbitraries.ts";
import { type Almanac, nextByDays, rungsByDays } from "./oracle/dayByDay.ts";
import { dueByRecurrence, type Recurrence } from "./recurrence.ts";

test("an occurrence is where walking the dates finds it, and lies after what it was asked with", () => {
  fc.assert(
    fc.property(almanacs, recurrences, instants, (almanac, recurrence, after) => {
      const due = dueByRecurrence(almanac.calendar, recurrence, after);
      expect(due).toEqual(nextByDays(almanac, recurrence, after));
      expect(due.dueAt).toBeGreaterThan(after);
    }),
    { numRuns: 1000 },
  );
});

/** What the oracle remembers of a report clock: which instants count for nothing any more, never a projection. */
interface Story {
  generation: number;
  startedAt: Instant;
  /** The next occurrence is asked for after this. */
  after: Instant;
  /** Reports up to here are counted; null: none is. */
  countedUpTo: Instant | null;
  ranOnAt: Instant;
  heldAt: Instant | null;
  dueAt: Instant;
  fired: number[];
}

const kinds = ["report", "report", "report", "hold", "resume", "resume", "fire", "reproject"] as const;
const steps = fc.array(
  fc.record({
    waitMs: fc.oneof(
      fc.constant(0),
      fc.nat(12 * 24 * 2).map((half) => half * 1_800_000),
    ),
    kind: fc.constantFrom(...kinds),
    almanac: almanacs,
  }),
  { maxLength: 14 },
);

function tell(
  told: Story,
  kind: (typeof kinds)[number],
  almanac: Almanac,
  recurrence: Recurrence,
  now: Instant,
) {
  const isRunning = told.heldAt === null;
  if (kind === "report" && isRunning && (told.countedUpTo === null || now > told.countedUpTo)) {
    const after = Math.max(told.dueAt, now);
    const generation = told.generation + 1;
    Object.assign(told, { generation, startedAt: now, after, countedUpTo: after, ranOnAt: now, fired: [] });
  } else if (kind === "hold" && isRunning) {
    told.heldAt = now;
  } else if (kind === "resume" && told.heldAt !== null) {
    const wasLate = told.heldAt > told.dueAt;
    if (!wasLate && now > told.after) Object.assign(told, { after: now, countedUpTo: null });
    Object.assign(told, { heldAt: null, ranOnAt: now });
    if (wasLate) return;
  } else if (kind !== "reproject" || !isRunning) {
    return;
  }
  if (told.heldAt === null) told.dueAt = nextByDays(almanac, recurrence, told.after).dueAt;
}

test("a report clock led through any story is due, and fires, as walking the dates says", () => {
  fc.assert(
    fc.property(
      almanacs,
      reportLadders(),
      recurrences,
      instants,
      steps,
      (first, ladder, recurrence, startedAt, story) => {
        let almanac = first;
        let now = startedAt;
        let clock = begun(
          startClock({ ...setting(almanac, ladder), deadline: recurrence, now, generation: 1 }),
        );
        const { dueAt } = nextByDays(almanac, recurrence, now);
        const told: Story = {
          generation: 1,
          startedAt: now,
          after: now,
          countedUpTo: null,
          ranOnAt: now,
          heldAt: null,
          dueAt,
          fired: [],
        };
        for (const { waitMs, kind, almanac: next } of story) {
          now += waitMs;
          if (kind === "reproject") almanac = next;
          clock = lead(clock, kind, almanac, ladder, now, told);
          tell(told, kind, almanac, recurrence, now);
          const { generation, fired } = told;
          expect(clock).toMatchObject({ generation, dueAt: told.dueAt, fired });
          const rungs = rungsByDays(almanac, ladder, { name: "report", ...told }, told.ranOnAt);
          expect(clock.rungs).toEqual(told.heldAt === null ? rungs : []);
        }
      },
    ),
    { numRuns: 600 },
  );
});

const reportLadders = () =>
  ladders.map((ladder) => ({
    ...ladder,
    rungs: ladder.rungs.map((rung) => ({ ...rung, clock: "report" as const })),
  }));
const setting = ({ calendar }: Almanac, ladder: Ladder) => ({ name: "report" as const, calendar, ladder });

function begun(clock: Clock | { readonly kind: string }): Clock {
  if (!("basis" in clock)) throw new Error("a recurrence is always after its start");
  return clock;
}

function lead(
  clock: Clock,
  kind: (typeof kinds)[number],
  { calendar }: Almanac,
  ladder: Ladder,
  now: Instant,
  told: Story,
): Clock {
  switch (kind) {
    case "report":
      return meetClock(clock, calendar, ladder, now);
    case "hold":
      return holdClock(clock, calendar, now);
    case "resume":
      return resumeClock(clock, calendar, ladder, now);
    case "reproject":
      return reprojectClock(clock, calendar, ladder);
    case "fire": {
      const at = nextRungAt(clock);
      const rung = clock.rungs[0]?.rung;
      if (at === null || at > now || rung === undefined) return clock;
      told.fired = [...told.fired, rung];
      return fireRung(clock, rung);
    }
  }
}

test("a deadline that waits its turn is due as if armed from its start, and fires nothing before its turn", () => {
  const waits = fc.nat(60 * 24).map((hours) => hours * 3_600_000);
  fc.assert(
    fc.property(
      almanacs,
      ladders,
      deadlines,
      instants,
      waits,
      waits,
      (almanac, ladder, deadline, now, one, two) => {
        const { calendar } = almanac;
        const unarmed = { ...ladder, rungs: [] };
        const terms = { name: "finish" as const, calendar, deadline, now, generation: 1 };
        const armed = startClock({ ...terms, ladder });
        const waiting = startClock({ ...terms, ladder: unarmed });
        fc.pre(!isClockRefusal(armed) && !isClockRefusal(waiting));
        const pausedAt = now + one;
        const turnAt = pausedAt + two;
        const paused = (clock: Clock, rungs: Ladder) =>
          resumeClock(holdClock(clock, calendar, pausedAt), calendar, rungs, pausedAt + two / 2);
        const turned = takeTurn(paused(waiting, unarmed), paused(armed, ladder), calendar, ladder, turnAt);
        const asArmed = paused(armed, ladder);
        expect(turned).toMatchObject({
          generation: 2,
          dueAt: asArmed.dueAt,
          provisional: asArmed.provisional,
        });
        expect(turned.rungs).toEqual(
          asArmed.rungs.map(({ rung, at }) => ({ rung, at: Math.max(at, turnAt) })),
        );
        expect(reprojectClock(turned, calendar, ladder)).toEqual(turned);
      },
    ),
    { numRuns: 500 },
  );
});
