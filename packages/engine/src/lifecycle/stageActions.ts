import {
  type Clock,
  endClock,
  isClockRefusal,
  meetClock,
  restartClock,
  startClock,
  takeTurn,
} from "../time/clock.ts";
import { type Action, nothing } from "./action.ts";
import { findClock, withClock } from "./clockActions.ts";
import { dataOf } from "./eventData.ts";
import { type Rejection, reject } from "./rejection.ts";
import { findCurrentStage, isClock, stageSaid, startStage } from "./stages.ts";
import type { StageProgress, TaskState } from "./taskState.ts";

/**
 * Starts the deadlines of all stages; the first is at work and has the stage clock, the others wait unarmed.
 *
 * One that can't be due after the start refuses the whole task (time.md 6).
 */
const startStages: Action = (state, _event, context) => {
  const stages: StageProgress[] = [];
  let clocks = state.clocks;
  for (const [place, terms] of state.terms.stages.entries()) {
    const clock = startStage(terms, null, place === 0, context);
    if (isClockRefusal(clock)) {
      return reject(clock.kind, `The stage "${terms.name}" can't be started. ${clock.detail}`);
    }
    if (place === 0) clocks = [...clocks, clock];
    stages.push(place === 0 ? { state: "current" } : { state: "waiting", clock });
  }
  return stages.length === 0 ? nothing : { change: { stages, clocks } };
};

/**
 * Starts what is not met anew: relative deadlines afresh, fixed dates while they are to come. A stage whose date has passed is
 * skipped, and the record says so; the first of the others is at work, in the next generation of the stage clock.
 */
const restartStages: Action = (state, _event, context) => {
  const before = findClock(state, "stage");
  if (before === undefined) return nothing;
  const stages: StageProgress[] = [];
  const skipped: string[] = [];
  let current: Clock | null = null;
  for (const [place, terms] of state.terms.stages.entries()) {
    const stage = state.stages[place];
    if (stage === undefined || stage.state === "met" || stage.state === "skipped") {
      if (stage !== undefined) stages.push(stage);
      continue;
    }
    const clock = startStage(terms, before, current === null, context);
    if (!isClock(clock)) {
      skipped.push(terms.name);
      stages.push({ state: "skipped", at: context.now });
    } else {
      stages.push(current === null ? { state: "current" } : { state: "waiting", clock });
      current ??= clock;
    }
  }
  const clock = current ?? endClock(before, context.now);
  return {
    change: { stages, clocks: withClock(state, clock) },
    ...(skipped.length === 0 ? {} : { data: { skippedStages: skipped } }),
  };
};

/** Meets the stage that a report of progress names, which must be the one at work; the next one's turn comes. */
const meetStage: Action = (state, event, context) => {
  const { stage: named } = dataOf(event, "progressed");
  if (named === undefined) return nothing;
  const current = findCurrentStage(state);
  const before = findClock(state, "stage");
  if (current?.name !== named || before === undefined) return notCurrent(named, current?.name);
  const { calendar, ladder, now } = context;
  const stages = [...state.stages];
  stages[current.place] = { state: "met", at: now };
  const place = stages.findIndex(({ state }) => state === "waiting");
  const next = stages[place];
  const name = state.terms.stages[place]?.name;
  if (next?.state !== "waiting" || name === undefined) {
    return { change: { stages, clocks: withClock(state, endClock(before, now)) }, data: { nextStage: null } };
  }
  const clock = takeTurn(next.clock, before, calendar, ladder, now);
  stages[place] = { state: "current" };
  return {
    change: { stages, clocks: withClock(state, clock) },
    data: { nextStage: stageSaid(name, clock, context) },
  };
};

function notCurrent(named: string, current: string | undefined): Rejection {
  const detail =
    current === undefined
      ? `"${named}" is no stage at work: the task has none, or none is left.`
      : `"${named}" is not the stage at work; that is "${current}".`;
  return reject("invalid-event", detail, { errors: [{ pointer: "/data/stage", detail }] });
}

const startReport: Action = (state, _event, { calendar, ladder, now }) => {
  const deadline = state.terms.reportEvery;
  if (deadline === null) return nothing;
  const clock = startClock({ name: "report", calendar, ladder, deadline, now, generation: 1 });
  if (isClockRefusal(clock)) return reject(clock.kind, `The report clock can't be started. ${clock.detail}`);
  return { change: { clocks: withClock(state, clock) } };
};

const restartReport: Action = (state, _event, { calendar, ladder, now }) => {
  const deadline = state.terms.reportEvery;
  const clock = findClock(state, "report");
  if (clock === undefined || deadline === null) return nothing;
  const restarted = restartClock(clock, calendar, ladder, deadline, now);
  if (isClockRefusal(restarted)) return reject(restarted.kind, restarted.detail);
  return { change: { clocks: withClock(state, restarted) } };
};

/** Any progress is a report. One in a period that is reported on already leaves the very same clock. */
const meetReport: Action = (state, _event, { calendar, ladder, now }) => {
  const clock = findClock(state, "report");
  if (clock === undefined) return nothing;
  const met = meetClock(clock, calendar, ladder, now);
  return met === clock ? nothing : { change: { clocks: withClock(state, met) } };
};

/** The actions of the clocks that a task may have beside sign and finish: of its stages, and of its reports. */
export const stageActions = {
  startStages,
  restartStages,
  meetStage,
  startReport,
  restartReport,
  meetReport,
} as const satisfies Readonly<Record<string, Action>>;

/** What a rung of the stage clock is about: the stage at work; null for any other clock. */
export const stageOfClock = (state: TaskState, clock: Clock): string | null =>
  clock.name === "stage" ? (findCurrentStage(state)?.name ?? null) : null;
