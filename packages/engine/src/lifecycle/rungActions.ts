import { type Calendar, dayOf, formatInstant, workdaysBetween } from "../time/calendar.ts";
import { type Clock, fireRung as fired, isMoved, overdueWorkdays, reprojectClock } from "../time/clock.ts";
import type { Ladder, Rung } from "../time/ladder.ts";
import type { Action } from "./action.ts";
import { roles } from "./caller.ts";
import { findClock, withClock } from "./clockActions.ts";
import type { NotifyEffect } from "./effects.ts";
import { dataOf } from "./eventData.ts";
import { reject } from "./rejection.ts";
import { stageOfClock } from "./stageActions.ts";
import { unarmed } from "./stages.ts";
import type { TaskEvent, TransitionContext } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";
import { waitingChanged } from "./workClockActions.ts";

/**
 * Fires one rung: never early, and once for (clock, generation, rung).
 *
 * What stands no longer (another generation, fired before, the clock held or done) is `not-accepted`; the sender drops it.
 */
const fireRung: Action = (state, event, context) => {
  const { clock: name, generation, rung: index } = dataOf(event, "rungFired");
  const clock = findClock(state, name);
  const projected = clock?.rungs.find(({ rung }) => rung === index);
  const rung = context.ladder.rungs[index];
  if (clock?.generation !== generation || projected === undefined || rung === undefined) {
    return stale(`Rung ${index} of the ${name} clock no longer stands.`);
  }
  if (projected.at > context.now) return stale(`Rung ${index} of the ${name} clock is not due yet.`);
  const say = (instant: number) => formatInstant(context.calendar.timeZone, instant);
  return {
    change: {
      clocks: withClock(state, fired(clock, index)),
      ...(rung.card === null ? {} : { card: rung.card }),
    },
    data: {
      clock: name,
      generation,
      rung: index,
      dueAt: say(clock.dueAt),
      at: say(projected.at),
      card: rung.card,
      propose: rung.propose,
      ...aboutStage(state, clock),
    },
    effects: rungNotices(state, clock, rung, context),
  };
};

const stale = (detail: string) => reject("not-accepted", detail);

/** Which stage a rung of the stage clock is about. */
function aboutStage(state: TaskState, clock: Clock): { readonly stage?: string } {
  const stage = stageOfClock(state, clock);
  return stage === null ? {} : { stage };
}

function rungNotices(state: TaskState, clock: Clock, rung: Rung, context: TransitionContext): NotifyEffect[] {
  if (rung.notify.length === 0) return [];
  const { calendar, now } = context;
  return [
    {
      kind: "notify",
      subject: "rungFired",
      roles: roles.filter((role) => rung.notify.includes(role)),
      persons: [],
      urgent: rung.urgent,
      climb: true,
      facts: {
        clock: clock.name,
        ...aboutStage(state, clock),
        card: rung.card,
        propose: rung.propose,
        dueAt: formatInstant(calendar.timeZone, clock.dueAt),
        workdaysLeft: workdaysLeft(calendar, now, clock.dueAt),
        overdueWorkdays: overdueWorkdays(clock, calendar, now),
      },
    },
  ];
}

const workdaysLeft = (calendar: Calendar, now: number, dueAt: number): number =>
  workdaysBetween(calendar, dayOf(calendar, now), dayOf(calendar, dueAt));

/** Projects the running clocks by the calendar as it now stands (time.md 3); `not-accepted` if that moves nothing. */
const reproject: Action = (state, event: TaskEvent, { calendar, ladder }) => {
  const { why } = dataOf(event, "projected");
  const say = (instant: number) => formatInstant(calendar.timeZone, instant);
  const moved: Record<string, unknown>[] = [];
  const project = (clock: Clock, by: Ladder, stage: string | null): Clock => {
    if (clock.state !== "running") return clock;
    const after = reprojectClock(clock, calendar, by);
    if (!isMoved(clock, after)) return clock;
    moved.push({
      name: clock.name,
      ...(stage === null ? {} : { stage }),
      from: say(clock.dueAt),
      to: say(after.dueAt),
      provisional: after.provisional,
      why,
    });
    return after;
  };
  const clocks = state.clocks.map((clock) => project(clock, ladder, stageOfClock(state, clock)));
  const stages = waitingChanged(state, (clock, name) => project(clock, unarmed, name));
  if (moved.length === 0) return stale("nothing moves");
  return { change: { clocks, ...stages }, data: { moved } };
};

/** The actions of the engine's own events about clocks. */
export const rungActions = { fireRung, reproject } as const satisfies Readonly<Record<string, Action>>;
