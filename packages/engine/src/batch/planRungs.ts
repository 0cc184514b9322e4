import { createHash } from "node:crypto";
import { invariant } from "../errors.ts";
import { engineParty } from "../lifecycle/caller.ts";
import { findDefinition } from "../lifecycle/definition.ts";
import { isRejection } from "../lifecycle/rejection.ts";
import type { TaskEvent, TransitionContext } from "../lifecycle/taskEvent.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import { transition } from "../lifecycle/transition.ts";
import type { Instant } from "../time/calendar.ts";
import type { ClockName } from "../time/clock.ts";
import { type BatchDraft, type EventIdentity, ladderKey } from "./batchDraft.ts";

/** The source under which the engine records its own events; a sender from outside may not use it. */
export const engineSource = "urn:duban:engine";

/** A rung that is due: what it is claimed by, and its instant. */
export interface DueRung {
  readonly task: string;
  readonly clock: ClockName;
  readonly generation: number;
  readonly rung: number;
  readonly at: Instant;
  /** Its place among the clock's rungs: those gathered at a resumption share one instant and keep their order. */
  readonly place: number;
}

/** The rungs of a task due by `upTo`, in no order across clocks. */
export function dueRungsOf(state: TaskState, upTo: Instant): DueRung[] {
  const due: DueRung[] = [];
  for (const clock of state.clocks) {
    for (const [place, { rung, at }] of clock.rungs.entries()) {
      if (at > upTo) break;
      due.push({ task: state.id, clock: clock.name, generation: clock.generation, rung, at, place });
    }
  }
  return due;
}

/** In order of their instants; at one instant by task, clock and place, so that two runs agree. */
export function inOrder(rungs: readonly DueRung[]): DueRung[] {
  return [...rungs].sort(
    (one, other) =>
      one.at - other.at ||
      compare(one.task, other.task) ||
      compare(other.clock, one.clock) ||
      one.place - other.place,
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/**
 * Fires rungs, each once: its identity is (task, clock, generation, rung), so what was recorded before cannot be again.
 * Answers how many were recorded.
 */
export function planRungs(draft: BatchDraft, rungs: readonly DueRung[], now: Instant): number {
  let fired = 0;
  for (const { task, clock, generation, rung, at } of inOrder(rungs)) {
    const id = `rung/${task}/${clock}/${generation}/${rung}`;
    const event: TaskEvent = {
      type: "rungFired",
      data: { clock, generation, rung },
      by: engineParty,
      roles: [],
      at,
    };
    if (planOwn(draft, task, event, engineIdentity(id), now)) fired += 1;
  }
  return fired;
}

/** Identity of an event of the engine's own; its id already says all of its content. */
export const engineIdentity = (id: string): EventIdentity => ({
  source: engineSource,
  id,
  fingerprint: createHash("sha256").update(id).digest(),
});

/**
 * Records an event of the engine's own if the lifecycle takes it; what no longer stands is dropped and answers false.
 */
export function planOwn(
  draft: BatchDraft,
  task: string,
  event: TaskEvent,
  identity: EventIdentity,
  now: Instant,
): boolean {
  const state = draft.task(task);
  if (state === undefined || draft.known(identity.source, identity.id) !== undefined) return false;
  const context = contextOf(draft, state, now);
  const taken = transition(definitionOf(state), state, event, context);
  if (isRejection(taken)) return false;
  draft.record(event, identity, taken, context.calendar);
  return true;
}

/** What a transition of this task may look at. A task's time never runs back, whatever the clock does. */
export function contextOf(draft: BatchDraft, state: TaskState, now: Instant): TransitionContext {
  const calendar = draft.loaded.calendars.get(state.terms.calendar);
  const ladder = draft.loaded.ladders.get(ladderKey(state.terms.ladder));
  invariant(calendar !== undefined, `calendar ${state.terms.calendar} is gone`);
  invariant(ladder !== undefined, `ladder ${state.terms.ladder.id} is gone`);
  return { now: Math.max(now, state.updatedAt), calendar, ladder };
}

export function definitionOf(state: TaskState) {
  const definition = findDefinition(state.definition);
  invariant(definition !== undefined, `no definition ${state.definition.id} ${state.definition.version}`);
  return definition;
}
