import fc from "fast-check";
import { expect, test } from "vitest";
import type { Instant } from "./calendar.ts";
import {
  type Clock,
  endClock,
  extendClock,
  fireRung,
  holdClock,
  isClockRefusal,
  isMoved,
  isOverdue,
  nextRungAt,
  overdueWorkdays,
  reprojectClock,
  restartClock,
  resumeClock,
  startClock,
} from "./clock.ts";
import type { Deadline, Due, Remainder } from "./deadline.ts";
import type { Ladder } from "./ladder.ts";
import { almanacs, deadlines, instants, ladders } from "./oracle/arbitraries.ts";
import {
  type Almanac,
  dueByDays,
  lateByDays,
  remainderByDays,
  resumedByDays,
  rungsByDays,
} from "./oracle/dayByDay.ts";

/** What the oracle remembers of a clock: how its due came about, never a projection of rungs. */
interface Story {
  state: "running" | "held" | "done";
  generation: number;
  deadline: Deadline;
  from: Instant;
  startedAt: Instant;
  due: Due;
  stoppedAt: Instant | null;
  remaining: Remainder | null;
  resumed: { remaining: Remainder; at: Instant } | null;
  ranOnAt: Instant;
  fired: number[];
}

type Step =
  | { readonly kind: "hold" | "resume" | "end" | "fire" }
  | { readonly kind: "extend" | "restart"; readonly deadline: Deadline }
  | { readonly kind: "reproject"; readonly almanac: Almanac };

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: "hold" as const }) },
  { weight: 4, arbitrary: fc.constant({ kind: "resume" as const }) },
  { weight: 4, arbitrary: fc.constant({ kind: "fire" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "end" as const }) },
  { weight: 2, arbitrary: deadlines.map((deadline) => ({ kind: "extend" as const, deadline })) },
  { weight: 1, arbitrary: deadlines.map((deadline) => ({ kind: "restart" as const, deadline })) },
  { weight: 2, arbitrary: almanacs.map((almanac) => ({ kind: "reproject" as const, almanac })) },
);

const hourMs = 3_600_000;
const timedSteps = fc.array(
  fc.tuple(
    fc.nat(30 * 24 * 2).map((half) => half * (hourMs / 2)),
    steps,
  ),
  {
    maxLength: 12,
  },
);

test("a clock led through any story shows at every step what walking the dates says", () => {
  fc.assert(
    fc.property(
      almanacs,
      ladders,
      deadlines,
      instants,
      timedSteps,
      (firstAlmanac, ladder, deadline, startedAt, story) => {
        let almanac = firstAlmanac;
        let now = startedAt;
        const begun = startClock({ ...setting(almanac, ladder), deadline, now, generation: 1 });
        const told = begin(almanac, deadline, now, 1);
        if (isClockRefusal(begun)) {
          expect(told.due.dueAt).toBeLessThanOrEqual(now);
          return;
        }
        let clock: Clock = begun;
        expectTold(clock, told, almanac, ladder, now);
        for (const [elapsedMs, step] of story) {
          now += elapsedMs;
          almanac = step.kind === "reproject" ? step.almanac : almanac;
          clock = lead(clock, step, almanac, ladder, now);
          tell(told, step, almanac, ladder, now);
          expectTold(clock, told, almanac, ladder, now);
        }
      },
    ),
    { numRuns: 1500 },
  );
});

test("projecting again by the same calendar moves nothing, whatever the clock has been through", () => {
  fc.assert(
    fc.property(
      almanacs,
      ladders,
      deadlines,
      instants,
      timedSteps,
      (almanac, ladder, deadline, startedAt, story) => {
        let now = startedAt;
        const begun = startClock({ ...setting(almanac, ladder), deadline, now, generation: 1 });
        fc.pre(!isClockRefusal(begun));
        let clock = begun;
        for (const [elapsedMs, step] of story) {
          now += elapsedMs;
          if (step.kind !== "reproject") {
            clock = lead(clock, step, almanac, ladder, now);
          }
          const again = reprojectClock(clock, almanac.calendar, ladder);
          expect(again).toEqual(clock);
          expect(isMoved(clock, again)).toBe(false);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("a clock that is kept as JSON runs on as the clock itself does", () => {
  fc.assert(
    fc.property(
      almanacs,
      ladders,
      deadlines,
      instants,
      timedSteps,
      (almanac, ladder, deadline, startedAt, story) => {
        let now = startedAt;
        const begun = startClock({ ...setting(almanac, ladder), deadline, now, generation: 1 });
        fc.pre(!isClockRefusal(begun));
        let clock = begun;
        let kept = begun;
        for (const [elapsedMs, step] of story) {
          now += elapsedMs;
          const current = step.kind === "reproject" ? step.almanac : almanac;
          clock = lead(clock, step, current, ladder, now);
          kept = lead(JSON.parse(JSON.stringify(kept)) as Clock, step, current, ladder, now);
          expect(kept).toEqual(clock);
        }
      },
    ),
    { numRuns: 200 },
  );
});

function setting({ calendar }: Almanac, ladder: Ladder) {
  return { name: "finish" as const, calendar, ladder };
}

function lead(clock: Clock, step: Step, { calendar }: Almanac, ladder: Ladder, now: Instant): Clock {
  switch (step.kind) {
    case "hold":
      return holdClock(clock, calendar, now);
    case "resume":
      return resumeClock(clock, calendar, ladder, now);
    case "end":
      return endClock(clock, now);
    case "fire": {
      const at = nextRungAt(clock);
      return at !== null && at <= now ? fireRung(clock, clock.rungs[0]?.rung ?? -1) : clock;
    }
    case "reproject":
      return reprojectClock(clock, calendar, ladder);
    default: {
      const next =
        step.kind === "extend"
          ? extendClock(clock, calendar, ladder, step.deadline, now, now)
          : restartClock(clock, calendar, ladder, step.deadline, now);
      return isClockRefusal(next) ? clock : next;
    }
  }
}

function begin(almanac: Almanac, deadline: Deadline, now: Instant, generation: number): Story {
  return {
    state: "running",
    generation,
    deadline,
    from: now,
    startedAt: now,
    due: dueByDays(almanac, deadline, now),
    stoppedAt: null,
    remaining: null,
    resumed: null,
    ranOnAt: now,
    fired: [],
  };
}

/** Leads the oracle's story one step on, in place. */
function tell(told: Story, step: Step, almanac: Almanac, ladder: Ladder, now: Instant): void {
  const isRunning = told.state === "running";
  if (step.kind === "hold" && isRunning) {
    told.remaining = remainderByDays(almanac, told.deadline, told.due.dueAt, now);
    Object.assign(told, { state: "held", stoppedAt: now });
  } else if (step.kind === "resume" && told.state === "held") {
    tellResumed(told, almanac, now);
  } else if (step.kind === "end" && told.state !== "done") {
    Object.assign(told, { state: "done", remaining: null, stoppedAt: told.stoppedAt ?? now });
  } else if (step.kind === "fire" && isRunning) {
    const next = waiting(told, almanac, ladder)[0];
    if (next !== undefined && next.at <= now) {
      told.fired.push(next.rung);
    }
  } else if (step.kind === "reproject" && isRunning) {
    told.due =
      told.resumed === null
        ? dueByDays(almanac, told.deadline, told.from)
        : resumedByDays(almanac, told.deadline, told.resumed.remaining, told.resumed.at);
  } else if (step.kind === "extend" || step.kind === "restart") {
    const next = begin(almanac, step.deadline, now, told.generation + 1);
    const isLater = step.kind === "restart" || (isRunning && next.due.dueAt > told.due.dueAt);
    if (next.due.dueAt > now && isLater) {
      Object.assign(told, next);
    }
  }
}

function tellResumed(told: Story, almanac: Almanac, now: Instant): void {
  const wasLate = (told.stoppedAt ?? 0) > told.due.dueAt;
  if (!wasLate && told.remaining !== null) {
    told.resumed = { remaining: told.remaining, at: now };
    told.due = resumedByDays(almanac, told.deadline, told.remaining, now);
  }
  Object.assign(told, { state: "running", remaining: null, stoppedAt: null, ranOnAt: now });
}

function waiting(told: Story, almanac: Almanac, ladder: Ladder) {
  const { startedAt, fired, due } = told;
  return rungsByDays(almanac, ladder, { name: "finish", dueAt: due.dueAt, startedAt, fired }, told.ranOnAt);
}

function expectTold(clock: Clock, told: Story, almanac: Almanac, ladder: Ladder, now: Instant): void {
  const { state, generation, startedAt, remaining, stoppedAt, fired, due } = told;
  expect(clock).toMatchObject({
    state,
    generation,
    startedAt,
    remaining,
    stoppedAt,
    fired,
    ...due,
  });
  const isRunning = state === "running";
  // What is shown of rungs and lateness rests on the calendar of the last projection; it is the current one in this story.
  expect(clock.rungs).toEqual(isRunning ? waiting(told, almanac, ladder) : []);
  expect(isOverdue(clock, now)).toBe(isRunning && now > due.dueAt);
  expect(overdueWorkdays(clock, almanac.calendar, now)).toBe(
    isRunning ? lateByDays(almanac, due.dueAt, now) : 0,
  );
}
