import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller, EventOutcome, IncomingEvent, Instant } from "@duban/engine";
import { sendJson, sendProblem } from "./answer.ts";
import type { Api } from "./api.ts";
import { authenticate } from "./authenticate.ts";
import { eventNameOf } from "./cloudEvent.ts";
import { type CarriedEvents, unpackEvents } from "./cloudEventModes.ts";
import { type EventResult, problemOfSingle, refusedResult, resultOf } from "./eventResult.ts";
import { problemOfFailure } from "./failure.ts";
import { latestEventTime, parseIncoming, typePrefix } from "./incomingEvent.ts";
import { isProblem, type Problem, problem, problemOfRejection, retryLater } from "./problem.ts";
import { readBody } from "./readBody.ts";
import { trailRefusedEvent } from "./trailRequests.ts";

/** The path of this handler; asked for far more often than all others together. */
export const eventsPath = "/v1/events";

/**
 * Answers `POST /v1/events`, without Express: the figure the project is held to is this call's.
 *
 *     key → body → mode → each event parsed → engine.submit ──commit──► 200 results, or the single event's problem
 *
 * Never rejects. An event that was answered `applied` is on disk.
 */
export async function handleEvents(
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now();
  try {
    const refusal = await answerEvents(api, request, response);
    if (refusal !== undefined) sendProblem(request, response, refusal);
  } catch (error) {
    if (request.socket.destroyed) return;
    sendProblem(request, response, problemOfFailure(error, api.logger));
  }
  api.metrics.observeRequest("POST", eventsPath, response.statusCode, performance.now() - startedAt);
}

async function answerEvents(
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Problem | undefined> {
  const caller = await authenticate(request, api.keys, api.limits);
  if (isProblem(caller)) {
    const { problem: outcome, detail } = caller;
    const at = await api.clock.read();
    trailRefusedEvent(api, request, undefined, { at, action: "postEvents", task: null, outcome, detail });
    return caller;
  }
  const body = await readBody(request);
  if (isProblem(body)) return body;
  const carried = unpackEvents(request, body);
  if (isProblem(carried)) return carried;
  const expected = expectedByHeader(request, carried);
  if (expected !== null && typeof expected === "object") return expected;
  return carried.mode === "batch"
    ? answerBatch({ api, caller, request }, carried, response)
    : answerSingle({ api, caller, request }, carried, expected, response);
}

/** Who sends what to whom. */
interface Sent {
  readonly api: Api;
  readonly caller: Caller;
  readonly request: IncomingMessage;
}

const revisionTag = /^"(\d{1,9})"$/;

/** The revision that `If-Match` names, null if it names none. Strong tags only, as tasks have them (RFC 9110, 13.1.1). */
function expectedByHeader(request: IncomingMessage, carried: CarriedEvents): number | null | Problem {
  const header = request.headers["if-match"];
  if (header === undefined || header === "*") return null;
  if (carried.mode === "batch") return problem("invalid-request", "If-Match goes with a single event only");
  const revision = revisionTag.exec(header)?.[1];
  return revision === undefined
    ? problem("invalid-request", 'If-Match names one revision, as in "7"')
    : Number(revision);
}

async function answerSingle(
  { api, caller, request }: Sent,
  carried: CarriedEvents,
  expected: number | null,
  response: ServerResponse,
): Promise<Problem | undefined> {
  const name = eventNameOf(carried.events[0]);
  const latest = await latestEventTime(api.clock);
  const parsed = parseIncoming(carried.events[0], carried.mayHoldOddText, latest);
  if (isProblem(parsed)) {
    api.metrics.countEvent("rejected", parsed.problem);
    return problemOfSingle(name, parsed);
  }
  if (expected !== null && parsed.expectedRevision !== null && parsed.expectedRevision !== expected) {
    return problem("invalid-request", "If-Match and expectedrevision name different revisions");
  }
  const event = expected === null ? parsed : { ...parsed, expectedRevision: expected };
  const submitted = api.engine.submit(caller, [event]);
  if ("overloaded" in submitted) return overloaded(submitted.retryAfterSeconds);
  const outcome = await submitted[0];
  if (outcome === undefined) throw new Error("the engine gave no outcome for an event it took");
  note({ api, caller, request }, event, outcome, latest);
  if (outcome.status === "rejected") {
    return problemOfSingle({ ...name, task: outcome.task }, problemOfRejection(outcome.rejection), outcome);
  }
  sendJson(response, 200, resultOf(event, outcome));
  return undefined;
}

async function answerBatch(
  { api, caller, request }: Sent,
  carried: CarriedEvents,
  response: ServerResponse,
): Promise<Problem | undefined> {
  const latest = await latestEventTime(api.clock);
  const parsed = carried.events.map((event) => parseIncoming(event, carried.mayHoldOddText, latest));
  const events = parsed.filter((one): one is IncomingEvent => !isProblem(one));
  const submitted = api.engine.submit(caller, events);
  if ("overloaded" in submitted) return overloaded(submitted.retryAfterSeconds);
  const outcomes = await settleAll(submitted);
  let next = 0;
  const results = parsed.map((one, index): EventResult => {
    if (isProblem(one)) {
      api.metrics.countEvent("rejected", one.problem);
      return refusedResult(eventNameOf(carried.events[index]), one);
    }
    const outcome = outcomes[next++];
    if (outcome === undefined) throw new Error("the engine gave no outcome for an event it took");
    if (isFailure(outcome)) {
      return refusedResult(eventNameOf(carried.events[index]), problemOfFailure(outcome.failure, api.logger));
    }
    note({ api, caller, request }, one, outcome, latest);
    return resultOf(one, outcome);
  });
  sendJson(response, 200, { results });
  return undefined;
}

interface Failure {
  readonly failure: unknown;
}
const isFailure = (outcome: EventOutcome | Failure): outcome is Failure => "failure" in outcome;

/** Every outcome. A batch can be split over transactions: one that failed must not hide what the others did. */
async function settleAll(promises: readonly Promise<EventOutcome>[]): Promise<(EventOutcome | Failure)[]> {
  const settled = await Promise.allSettled(promises);
  const [first] = settled;
  if (first?.status === "rejected" && settled.every((one) => one.status === "rejected")) throw first.reason;
  return settled.map((one) => (one.status === "fulfilled" ? one.value : { failure: one.reason }));
}

const overloaded = (seconds: number) =>
  retryLater("overloaded", "the queue is full; nothing of this was applied", seconds);

/** Counts what became of an event, and puts it on the trail if it was refused. `at` may be off by what clocks may drift. */
function note(
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
