import type {
  EventOutcome,
  IncomingEvent,
  IncomingVillageEvent,
  NeedMatter,
  VillageOutcome,
} from "@duban/engine";
import type { EventName } from "./cloudEvent.ts";
import { type Problem, problem, problemBody, problemOfRejection } from "./problem.ts";

/**
 * What became of an event, as the contract words it; `problem` only with `rejected`. Of a village event `task` and `state` are null,
 * `subject` says what it is about, and `matters` what its needs became.
 */
export interface EventResult {
  readonly source: string | null;
  readonly id: string | null;
  readonly status: "applied" | "duplicate" | "rejected";
  readonly task: string | null;
  readonly revision: number | null;
  readonly state: string | null;
  readonly subject?: string | null;
  readonly matters?: readonly NeedMatter[];
  readonly problem?: Readonly<Record<string, unknown>>;
}

/** The result of an event that the engine took. */
export function resultOf(event: IncomingEvent, outcome: EventOutcome): EventResult {
  const { source, id } = event;
  const { status, task, revision, state } = outcome;
  return status === "rejected"
    ? {
        source,
        id,
        status,
        task,
        revision,
        state,
        problem: problemBody(problemOfRejection(outcome.rejection)),
      }
    : { source, id, status, task, revision, state };
}

/** The result of a village event that the engine took. */
export function villageResultOf(event: IncomingVillageEvent, outcome: VillageOutcome): EventResult {
  const { source, id } = event;
  const { status, subject, revision } = outcome;
  const result = { source, id, status, task: null, subject, revision, state: null };
  return outcome.status === "rejected"
    ? { ...result, problem: problemBody(problemOfRejection(outcome.rejection)) }
    : { ...result, matters: outcome.matters };
}

/** The result of an event that never came to the engine. */
export function refusedResult(name: EventName, refusal: Problem): EventResult {
  return { ...name, status: "rejected", revision: null, state: null, problem: problemBody(refusal) };
}

/**
 * The problem that answers a single event that was rejected. It names the event and says where the task stands;
 * `status` is HTTP's (RFC 9457), so the result's own word for it is left out.
 */
export function problemOfSingle(
  name: EventName,
  refusal: Problem,
  outcome?: { readonly revision: number | null; readonly state?: string | null },
): Problem {
  const place = outcome === undefined ? {} : { revision: outcome.revision, state: outcome.state ?? null };
  return problem(refusal.problem, refusal.detail, {
    status: refusal.status,
    headers: refusal.headers,
    extra: { ...name, ...place, ...refusal.extra },
  });
}
