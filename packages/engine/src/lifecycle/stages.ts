import { formatInstant } from "../time/calendar.ts";
import { type Clock, isClockRefusal, restartClock, startClock } from "../time/clock.ts";
import type { ClockRefusal } from "../time/deadline.ts";
import type { Ladder } from "../time/ladder.ts";
import type { TransitionContext } from "./taskEvent.ts";
import type { StageTerms, TaskState } from "./taskState.ts";

/** The ladder of a deadline that runs without being armed. */
export const unarmed: Ladder = { id: "", version: 0, rungs: [] };

/** The stage that is at work: its name and place, undefined where there are none or none is left. */
export function findCurrentStage(
  state: Pick<TaskState, "stages" | "terms">,
): { readonly name: string; readonly place: number } | undefined {
  const place = state.stages.findIndex((stage) => stage.state === "current");
  const terms = state.terms.stages[place];
  return terms === undefined ? undefined : { name: terms.name, place };
}

/** The deadline of a stage that starts now; armed only if it is the one at work, which then follows `before` if there is one. */
export function startStage(
  { due }: StageTerms,
  before: Clock | null,
  isCurrent: boolean,
  { calendar, ladder, now }: TransitionContext,
): Clock | ClockRefusal {
  const rungs = isCurrent ? ladder : unarmed;
  if (isCurrent && before !== null) return restartClock(before, calendar, rungs, due, now);
  return startClock({ name: "stage", calendar, ladder: rungs, deadline: due, now, generation: 1 });
}

/** What a record says of the stage whose turn has come. */
export const stageSaid = (name: string, clock: Clock, { calendar }: TransitionContext) => ({
  name,
  dueAt: formatInstant(calendar.timeZone, clock.dueAt),
});

/** Tells a clock from a refusal. */
export const isClock = (value: Clock | ClockRefusal): value is Clock => !isClockRefusal(value);
