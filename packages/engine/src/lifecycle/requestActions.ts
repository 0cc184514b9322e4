import { formatInstant } from "../time/calendar.ts";
import { isOverdue } from "../time/clock.ts";
import { isClockRefusal, planDue } from "../time/deadline.ts";
import type { Action } from "./action.ts";
import { findClock } from "./clockActions.ts";
import { dataOf } from "./eventData.ts";
import { reject } from "./rejection.ts";

/** Asks for more time: before the due instant, and for a later one (time.md 10). The clock runs on meanwhile. */
const askExtension: Action = (state, event, { calendar, now }) => {
  const { due, reason } = dataOf(event, "extensionRequested");
  const finish = findClock(state, "finish");
  const planned = planDue(calendar, due, now);
  if (isClockRefusal(planned)) return reject(planned.kind, planned.detail);
  const asked = planned.dueAt;
  const say = (instant: number) => formatInstant(calendar.timeZone, instant);
  if (finish !== undefined && isOverdue(finish, now)) {
    return reject(
      "invalid-deadline",
      `The task was due at ${say(finish.dueAt)}; more time is asked for before that.`,
    );
  }
  if (finish !== undefined && asked <= finish.dueAt) {
    return reject(
      "invalid-deadline",
      `The deadline asked for, ${say(asked)}, is not after the present one, ${say(finish.dueAt)}.`,
    );
  }
  const request = {
    kind: "extension",
    reason,
    due,
    dueAt: asked,
    by: event.by,
    at: now,
  } as const;
  return { change: { request } };
};

const askSuspension: Action = (_state, event, { now }) => {
  const { reason } = dataOf(event, "suspensionRequested");
  const request = {
    kind: "suspension",
    reason,
    due: null,
    dueAt: null,
    by: event.by,
    at: now,
  } as const;
  return { change: { request } };
};

/** The actions of what a unit asks for beside the work; `clearRequest` serves the answer and the lapse alike. */
export const requestActions = {
  askExtension,
  askSuspension,
  clearRequest: () => ({ change: { request: null } }),
} as const satisfies Readonly<Record<string, Action>>;
