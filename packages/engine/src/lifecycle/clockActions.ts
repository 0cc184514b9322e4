import { formatInstant } from "../time/calendar.ts";
import {
  type Clock,
  type ClockName,
  endClock,
  extendClock,
  isClockRefusal,
  restartClock,
  startClock,
} from "../time/clock.ts";
import type { Deadline } from "../time/deadline.ts";
import { type Action, nothing, type Outcome } from "./action.ts";
import { dataOf } from "./eventData.ts";
import { type Rejection, reject } from "./rejection.ts";
import type { TransitionContext } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";

/** The sign clock's measure where a fixed date to sign by has passed when a task is handed to another unit (time.md 7). */
const defaultSignWithin: Deadline = { workdays: 1 };

/** Finds a task's clock of that name. */
export const findClock = (state: TaskState, name: ClockName): Clock | undefined =>
  state.clocks.find((clock) => clock.name === name);

/** A task's clocks with that one in the place of its namesake, the others untouched. */
export function withClock(state: TaskState, clock: Clock): readonly Clock[] {
  return findClock(state, clock.name) === undefined
    ? [...state.clocks, clock]
    : state.clocks.map((other) => (other.name === clock.name ? clock : other));
}

const isRelative = (deadline: Deadline): boolean => "workdays" in deadline || "days" in deadline;

function start(name: ClockName, deadlineOf: (state: TaskState) => Deadline): Action {
  return (state, _event, { calendar, ladder, now }) => {
    const deadline = deadlineOf(state);
    const clock = startClock({
      name,
      calendar,
      ladder,
      deadline,
      now,
      generation: 1,
    });
    if (isClockRefusal(clock))
      return reject(clock.kind, `The ${name} clock can't be started. ${clock.detail}`);
    return { change: { clocks: withClock(state, clock) } };
  };
}

/** Changes the clock of that name; time/ leaves a clock as it is where its state doesn't allow the change. */
function change(name: ClockName, changed: (clock: Clock, context: TransitionContext) => Clock): Action {
  return (state, _event, context) => {
    const clock = findClock(state, name);
    if (clock === undefined) return nothing;
    return { change: { clocks: withClock(state, changed(clock, context)) } };
  };
}

const end = (clock: Clock, { now }: TransitionContext): Clock => endClock(clock, now);

/** The task under a new finish deadline: the clock as it now runs, the terms, and the card cleared. */
function underNewDue(state: TaskState, clock: Clock, due: Deadline): Outcome {
  return {
    change: {
      clocks: withClock(state, clock),
      terms: due === state.terms.due ? state.terms : { ...state.terms, due },
      card: "none",
    },
  };
}

/** A new generation of the finish clock: by the event's `due` if it brings one, else by the terms while they can be kept. */
const restartFinish: Action = (state, event, { calendar, ladder, now }) => {
  const clock = findClock(state, "finish");
  if (clock === undefined) return nothing;
  const { due } = dataOf(event, "reassigned", "reopened", "lookbackFailed");
  const deadline = due ?? state.terms.due;
  const restarted = restartClock(clock, calendar, ladder, deadline, now);
  if (!isClockRefusal(restarted)) return underNewDue(state, restarted, deadline);
  return reject(
    restarted.kind,
    due === undefined && !isRelative(deadline)
      ? `The date agreed before has passed; give a new "due". ${restarted.detail}`
      : restarted.detail,
  );
};

const restartSign: Action = (state, _event, { calendar, ladder, now }) => {
  const clock = findClock(state, "sign");
  if (clock === undefined) return nothing;
  const agreed = restartClock(clock, calendar, ladder, state.terms.signWithin, now);
  const restarted = isClockRefusal(agreed)
    ? restartClock(clock, calendar, ladder, defaultSignWithin, now)
    : agreed;
  if (isClockRefusal(restarted)) return reject(restarted.kind, restarted.detail);
  return { change: { clocks: withClock(state, restarted) } };
};

/** Grants the extension asked for, or another one if the answer says so; past the agreed number a leader alone can. */
const extendFinish: Action = (state, event, { calendar, ladder, now }) => {
  const clock = findClock(state, "finish");
  const asked = state.request?.due ?? null;
  const deadline = dataOf(event, "extensionGranted").due ?? asked;
  if (clock === undefined || deadline === null || state.request === null) return nothing;
  const spent = state.extensions >= state.terms.maxExtensions;
  if (spent && !event.roles.includes("leader")) return tooMany(state);
  const from = deadline === asked ? state.request.at : now;
  const extended = extendClock(clock, calendar, ladder, deadline, from, now);
  if (isClockRefusal(extended)) return reject(extended.kind, extended.detail);
  const outcome = underNewDue(state, extended, deadline);
  const counted = {
    change: { ...outcome.change, extensions: state.extensions + 1 },
  };
  return spent ? { ...counted, data: { override: true } } : counted;
};

const tooMany = (state: TaskState): Rejection =>
  reject(
    "invalid-deadline",
    `The deadline has been extended ${state.extensions} of ${state.terms.maxExtensions} times; only a supervisor who is a leader too can grant more.`,
  );

/**
 * The actions that move clocks: the start and end of the sign clock, the start of the finish clock, and new generations of both.
 *
 * Every due instant is worked out by time/; what it refuses is refused here as `invalid-deadline`.
 */
export const clockActions = {
  startSign: start("sign", (state) => state.terms.signWithin),
  startFinish: start("finish", (state) => state.terms.due),
  endSign: change("sign", end),
  restartSign,
  restartFinish,
  extendFinish,
} as const satisfies Readonly<Record<string, Action>>;

/** The instant a running clock is due, as people read it; null for any other. */
export function dueText(state: TaskState, name: ClockName, timeZone: string): string | null {
  const clock = findClock(state, name);
  return clock?.state === "running" ? formatInstant(timeZone, clock.dueAt) : null;
}
