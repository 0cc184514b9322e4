import type { IncomingMessage } from "node:http";
import type { Caller, EventOutcome, IncomingEvent, Instant } from "@duban/engine";
import type { Api } from "./api.ts";
import { type EventResult, refusedResult, resultOf } from "./eventResult.ts";
import { problemOfFailure } from "./failure.ts";
import { typePrefix } from "./incomingEvent.ts";
import { isProblem, type Problem, retryLater } from "./problem.ts";
import { trailRefusedEvent } from "./trailRequests.ts";

/** Who sends what to whom. */
export interface Sent {
  readonly api: Api;
  readonly caller: Caller;
  readonly request: IncomingMessage;
}

/**
 * Submits events, of which some were refused before they came to the engine, and answers one result each, in their order.
 *
 * None harms another: a batch can be split over transactions, and one that failed does not hide what the others did. A full
 * queue takes nothing of it and is the answer. `at` is the time for the trail; it may be off by what clocks may drift.
 */
export async function submitEach(
  { api, caller, request }: Sent,
  parsed: readonly (IncomingEvent | Problem)[],
  at: Instant,
  refused: (refusal: Problem, index: number) => EventResult,
): Promise<EventResult[] | Problem> {
  const events = parsed.filter((one): one is IncomingEvent => !isProblem(one));
  const submitted = api.engine.submit(caller, events);
  if ("overloaded" in submitted) return overloaded(submitted.retryAfterSeconds);
  const outcomes = await settleAll(submitted);
  let next = 0;
  return parsed.map((one, index): EventResult => {
    if (isProblem(one)) {
      api.metrics.countEvent("rejected", one.problem);
      return refused(one, index);
    }
    const outcome = outcomes[next++];
    if (outcome === undefined) throw new Error("the engine gave no outcome for an event it took");
    if (isFailure(outcome)) {
      const name = { source: one.source, id: one.id, task: one.task };
      return refusedResult(name, problemOfFailure(outcome.failure, api.logger));
    }
    noteOutcome({ api, caller, request }, one, outcome, at);
    return resultOf(one, outcome);
  });
}

interface Failure {
  readonly failure: unknown;
}
const isFailure = (outcome: EventOutcome | Failure): outcome is Failure => "failure" in outcome;

async function settleAll(promises: readonly Promise<EventOutcome>[]): Promise<(EventOutcome | Failure)[]> {
  const settled = await Promise.allSettled(promises);
  const [first] = settled;
  if (first?.status === "rejected" && settled.every((one) => one.status === "rejected")) throw first.reason;
  return settled.map((one) => (one.status === "fulfilled" ? one.value : { failure: one.reason }));
}

/** The answer of a full queue. */
export const overloaded = (seconds: number): Problem =>
  retryLater("overloaded", "the queue is full; nothing of this was applied", seconds);

/** Counts what became of an event, and puts it on the trail if it was refused. */
export function noteOutcome(
  { api, caller, request }: Sent,
  event: IncomingEvent,
  outcome: EventOutcome,
  at: Instant,
): void {
  if (outcome.status !== "rejected") {
    api.metrics.countEvent(outcome.status, "");
    return;
  }
  const { kind, detail } = outcome.rejection;
  api.metrics.countEvent("rejected", kind);
  const action = `${typePrefix}${event.type}`;
  trailRefusedEvent(api, request, caller, { at, action, task: event.task, outcome: kind, detail });
}
