import type { IncomingMessage } from "node:http";
import type {
  Caller,
  EventOutcome,
  IncomingEvent,
  IncomingVillageEvent,
  Instant,
  VillageOutcome,
} from "@duban/engine";
import type { Api } from "./api.ts";
import type { EventName } from "./cloudEvent.ts";
import { type EventResult, refusedResult, resultOf, villageResultOf } from "./eventResult.ts";
import { problemOfFailure } from "./failure.ts";
import { isVillageEvent, typePrefix, villageTypePrefix } from "./incomingEvent.ts";
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
  parsed: readonly (IncomingEvent | IncomingVillageEvent | Problem)[],
  at: Instant,
  refused: (refusal: Problem, index: number) => EventResult,
): Promise<EventResult[] | Problem> {
  const submitted = api.engine.submitBoth(
    caller,
    parsed.flatMap((one) => (isProblem(one) || isVillageEvent(one) ? [] : one)),
    parsed.flatMap((one) => (isProblem(one) || !isVillageEvent(one) ? [] : one)),
  );
  if ("overloaded" in submitted) return overloaded(submitted.retryAfterSeconds);
  const [outcomes, villageOutcomes] = await settleBoth(submitted.events, submitted.villageEvents);
  const sent = { api, caller, request };
  return parsed.map((one, index): EventResult => {
    if (isProblem(one)) {
      api.metrics.countEvent("rejected", one.problem);
      return refused(one, index);
    }
    if (isVillageEvent(one)) {
      const { source, id, subject } = one;
      return resultFor(sent, one, next(villageOutcomes), { source, id, task: null, subject }, at, (outcome) =>
        villageResultOf(one, outcome),
      );
    }
    const { source, id, task } = one;
    return resultFor(sent, one, next(outcomes), { source, id, task }, at, (outcome) =>
      resultOf(one, outcome),
    );
  });
}

interface Failure {
  readonly failure: unknown;
}
const isFailure = (outcome: object): outcome is Failure => "failure" in outcome;

function next<Outcome>(outcomes: Iterator<Outcome>): Outcome {
  const { value, done } = outcomes.next();
  if (done === true) throw new Error("the engine gave no outcome for an event it took");
  return value;
}

function resultFor<Outcome extends EventOutcome | VillageOutcome>(
  sent: Sent,
  event: IncomingEvent | IncomingVillageEvent,
  outcome: Outcome | Failure,
  name: EventName,
  at: Instant,
  render: (outcome: Outcome) => EventResult,
): EventResult {
  if (isFailure(outcome)) return refusedResult(name, problemOfFailure(outcome.failure, sent.api.logger));
  noteOutcome(sent, event, outcome, at);
  return render(outcome);
}

/** Settles both lists; where all of both failed alike, that failure is the answer to the whole call. */
async function settleBoth(
  events: readonly Promise<EventOutcome>[],
  villageEvents: readonly Promise<VillageOutcome>[],
): Promise<[Iterator<EventOutcome | Failure>, Iterator<VillageOutcome | Failure>]> {
  const [one, other] = await Promise.all([Promise.allSettled(events), Promise.allSettled(villageEvents)]);
  const [first] = [...one, ...other];
  const areAllFailed = [...one, ...other].every(({ status }) => status === "rejected");
  if (first?.status === "rejected" && areAllFailed) throw first.reason;
  return [one.map(outcomeOf).values(), other.map(outcomeOf).values()];
}

const outcomeOf = <Outcome>(settled: PromiseSettledResult<Outcome>): Outcome | Failure =>
  settled.status === "fulfilled" ? settled.value : { failure: settled.reason };

/** The answer of a full queue. */
export const overloaded = (seconds: number): Problem =>
  retryLater("overloaded", "the queue is full; nothing of this was applied", seconds);

/** Counts what became of an event, and puts it on the trail if it was refused. */
export function noteOutcome(
  { api, caller, request }: Sent,
  event: IncomingEvent | IncomingVillageEvent,
  outcome: EventOutcome | VillageOutcome,
  at: Instant,
): void {
  if (outcome.status !== "rejected") {
    api.metrics.countEvent(outcome.status, "");
    return;
  }
  const { kind, detail } = outcome.rejection;
  api.metrics.countEvent("rejected", kind);
  const isOfVillage = isVillageEvent(event);
  const action = `${isOfVillage ? villageTypePrefix : typePrefix}${event.type}`;
  const task = isOfVillage ? event.subject : event.task;
  trailRefusedEvent(api, request, caller, { at, action, task, outcome: kind, detail });
}
