import { type Clock, endClock, holdClock, resumeClock } from "../time/clock.ts";
import type { Action } from "./action.ts";
import { unarmed } from "./stages.ts";
import type { TransitionContext } from "./taskEvent.ts";
import type { StageProgress, TaskState } from "./taskState.ts";

/** Changes every clock of the work alike: finish, stage and report, and the deadlines of stages that wait their turn. */
function changeWork(changed: (clock: Clock, context: TransitionContext) => Clock): Action {
  return (state, _event, context) => ({
    change: {
      clocks: state.clocks.map((clock) => (clock.name === "sign" ? clock : changed(clock, context))),
      ...waitingChanged(state, (clock) => changed(clock, { ...context, ladder: unarmed })),
    },
  });
}

/** The stages with what waits among them changed; nothing at all where none waits, so that the object stays the same. */
export function waitingChanged(
  { stages, terms }: TaskState,
  changed: (clock: Clock, name: string) => Clock,
): { readonly stages?: readonly StageProgress[] } {
  if (!stages.some(({ state }) => state === "waiting")) return {};
  return {
    stages: stages.map((stage, place) =>
      stage.state === "waiting"
        ? { ...stage, clock: changed(stage.clock, terms.stages[place]?.name ?? "") }
        : stage,
    ),
  };
}

const end = (clock: Clock, { now }: TransitionContext): Clock => endClock(clock, now);

/** The actions on all clocks of the work at once: it is held, runs on, ends; `endClocks` ends the sign clock too. */
export const workClockActions = {
  holdWork: changeWork((clock, { calendar, now }) => holdClock(clock, calendar, now)),
  resumeWork: changeWork((clock, { calendar, ladder, now }) => resumeClock(clock, calendar, ladder, now)),
  endWork: changeWork(end),
  endClocks: (state, _event, context) => ({
    change: {
      clocks: state.clocks.map((clock) => end(clock, context)),
      ...waitingChanged(state, (clock) => end(clock, context)),
    },
  }),
} as const satisfies Readonly<Record<string, Action>>;
