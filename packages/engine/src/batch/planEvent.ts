import type { EventOutcome, IncomingEvent } from "../engine.ts";
import { authorise } from "../lifecycle/authorise.ts";
import { type Caller, partyOf } from "../lifecycle/caller.ts";
import { mayActAt } from "../lifecycle/deputation.ts";
import { isRejection, type Rejection, reject } from "../lifecycle/rejection.ts";
import type { Right } from "../lifecycle/standing.ts";
import type { TaskEvent } from "../lifecycle/taskEvent.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import { transition } from "../lifecycle/transition.ts";
import type { Instant } from "../time/calendar.ts";
import type { BatchDraft } from "./batchDraft.ts";
import { contextOf, definitionOf, dueRungsOf, engineSource, planRungs } from "./planRungs.ts";
import { unitFault } from "./unitFault.ts";

/** An event from outside with who sends it. */
export interface EventItem {
  readonly caller: Caller;
  readonly event: IncomingEvent;
}

/**
 * Plans one event: what becomes of it, and through the draft what it changes; rejected, it changes nothing.
 *
 * In this order: the source must be the sender's own; a repeat is a `duplicate` whatever has happened since (`id-reused` with other content); the task must
 * exist; the rungs of it that are due fire first, so that what the event meets does not depend on how busy the workers
 * are; then `stale-revision`, `forbidden`, `unknown-unit`, `unit-not-valid`, and what the lifecycle says. What the event itself makes due fires
 * after it.
 */
export function planEvent(draft: BatchDraft, { caller, event }: EventItem, now: Instant): EventOutcome {
  const before = draft.task(event.task);
  if (event.source === engineSource) return rejected(event, before, borrowedSource);
  const known = draft.known(event.source, event.id);
  if (known !== undefined) {
    if (!known.fingerprint.equals(event.fingerprint)) {
      return rejected(event, before, reject("id-reused", "this source has used this id for another event"));
    }
    return { status: "duplicate", task: known.task_id, revision: known.revision, state: known.state };
  }
  if (before === undefined) return rejected(event, before, reject("unknown-task", "there is no such task"));
  planRungs(draft, dueRungsOf(before, now), now);
  const state = draft.task(event.task) ?? before;
  const right = allow(draft, state, { caller, event }, now);
  if (isRejection(right)) return rejected(event, state, right);
  const context = contextOf(draft, state, now);
  const taskEvent = taskEventOf(caller, event, right, context.now);
  const taken = transition(definitionOf(state), state, taskEvent, context);
  if (isRejection(taken)) return rejected(event, state, taken);
  draft.record(taskEvent, event, taken, context.calendar);
  // What stood before a resumption fires at the resumption (time.md 8), not when a worker comes by.
  planRungs(draft, dueRungsOf(taken.state, context.now), context.now);
  return { status: "applied", task: state.id, revision: taken.state.revision, state: taken.state.state };
}

// Under the engine's own source somebody could take the id of a rung, and the rung would never fire.
const borrowedSource = reject("invalid-event", `${engineSource} is the engine's own source`, {
  errors: [{ pointer: "/source", detail: "is the engine's own" }],
});

/** By which right the caller may send the event to the task as it stands, or why he may not. */
function allow(
  draft: BatchDraft,
  state: TaskState,
  { caller, event }: EventItem,
  now: Instant,
): Right | Rejection {
  if (event.expectedRevision !== null && event.expectedRevision !== state.revision) {
    return reject("stale-revision", `the task is at revision ${state.revision}`, {
      revision: state.revision,
    });
  }
  if (!mayActAt(caller, now)) return reject("forbidden", "Nobody may act as a deputy outside of his time.");
  const by = partyOf(caller);
  const right = authorise(definitionOf(state), state, { type: event.type, by }, caller);
  if (isRejection(right)) return right;
  const { calendar } = contextOf(draft, state, now);
  const faults = unitsNamedIn(event).map((unit) => unitFault(draft.loaded, unit, calendar, now));
  return faults.find((fault) => fault !== undefined) ?? right;
}

const nobody: readonly string[] = [];

/** The units that an event puts to work: they must be there, and given tasks today. */
export function unitsNamedIn({ type, data }: Pick<IncomingEvent, "type" | "data">): readonly string[] {
  if (type === "reassigned") return [String(data.unit)];
  return type === "countersignersNamed" && Array.isArray(data.units) ? data.units.map(String) : nobody;
}

const taskEventOf = (caller: Caller, event: IncomingEvent, right: Right, now: Instant): TaskEvent => ({
  type: event.type,
  data: event.data,
  by: partyOf(caller),
  roles: caller.roles,
  at: event.at ?? now,
  right,
});

const rejected = (
  event: IncomingEvent,
  state: TaskState | undefined,
  rejection: Rejection,
): EventOutcome => ({
  status: "rejected",
  task: event.task,
  revision: state?.revision ?? null,
  state: state?.state ?? null,
  rejection,
});
