import type { IncomingMessage, ServerResponse } from "node:http";
import { type Caller, type IncomingVillageEvent, type Instant, isAuditor } from "@duban/engine";
import { actingFor } from "./actingFor.ts";
import { auditorLooks } from "./admit.ts";
import { sendJson, sendProblem } from "./answer.ts";
import type { Api } from "./api.ts";
import { authenticate } from "./authenticate.ts";
import { eventNameOf } from "./cloudEvent.ts";
import { type CarriedEvents, unpackEvents } from "./cloudEventModes.ts";
import { problemOfSingle, refusedResult, resultOf, villageResultOf } from "./eventResult.ts";
import { problemOfFailure } from "./failure.ts";
import { isVillageEvent, latestEventTime, parseIncoming } from "./incomingEvent.ts";
import { isProblem, type Problem, problem, problemOfRejection } from "./problem.ts";
import { readBody } from "./readBody.ts";
import { noteOutcome, overloaded, type Sent, submitEach } from "./submitted.ts";
import { trailRefusedEvent } from "./trailRequests.ts";

/** The path of this handler; asked for far more often than all others together. */
export const eventsPath = "/v1/events";

/**
 * Answers `POST /v1/events`, without Express: the figure the project is held to is this call's.
 *
 *     key or session → body → mode → each event parsed → engine.submit ──commit──► 200 results, or the single event's problem
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
  const known = await authenticate(request, api);
  const caller = await senderOf(api, request, known);
  if (isProblem(caller)) {
    const { problem: outcome, detail } = caller;
    const at = await api.clock.read();
    const who = isProblem(known) ? undefined : known;
    trailRefusedEvent(api, request, who, { at, action: "postEvents", task: null, outcome, detail });
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

/** Who is known as the sender he says he is, for himself or as a deputy; an auditor sends nothing, in whoever's name. */
async function senderOf(
  api: Api,
  request: IncomingMessage,
  known: Caller | Problem,
): Promise<Caller | Problem> {
  if (isProblem(known)) return known;
  return isAuditor(known) ? auditorLooks() : actingFor(request, known, api);
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
  if (isVillageEvent(event)) return answerVillageEvent({ api, caller, request }, event, latest, response);
  const submitted = api.engine.submit(caller, [event]);
  if ("overloaded" in submitted) return overloaded(submitted.retryAfterSeconds);
  const outcome = await submitted[0];
  if (outcome === undefined) throw new Error("the engine gave no outcome for an event it took");
  noteOutcome({ api, caller, request }, event, outcome, latest);
  if (outcome.status === "rejected") {
    return problemOfSingle({ ...name, task: outcome.task }, problemOfRejection(outcome.rejection), outcome);
  }
  sendJson(response, 200, resultOf(event, outcome));
  return undefined;
}

async function answerVillageEvent(
  sent: Sent,
  event: IncomingVillageEvent,
  latest: Instant,
  response: ServerResponse,
): Promise<Problem | undefined> {
  const submitted = sent.api.engine.submitBoth(sent.caller, [], [event]);
  if ("overloaded" in submitted) return overloaded(submitted.retryAfterSeconds);
  const outcome = await submitted.villageEvents[0];
  if (outcome === undefined) throw new Error("the engine gave no outcome for an event it took");
  noteOutcome(sent, event, outcome, latest);
  if (outcome.status === "rejected") {
    const { source, id, subject } = event;
    const name = { source, id, task: null, subject };
    return problemOfSingle(name, problemOfRejection(outcome.rejection), { revision: outcome.revision });
  }
  sendJson(response, 200, villageResultOf(event, outcome));
  return undefined;
}

async function answerBatch(
  { api, caller, request }: Sent,
  carried: CarriedEvents,
  response: ServerResponse,
): Promise<Problem | undefined> {
  const latest = await latestEventTime(api.clock);
  const parsed = carried.events.map((event) => parseIncoming(event, carried.mayHoldOddText, latest));
  const results = await submitEach({ api, caller, request }, parsed, latest, (refusal, index) =>
    refusedResult(eventNameOf(carried.events[index]), refusal),
  );
  if (!Array.isArray(results)) return results;
  sendJson(response, 200, { results });
  return undefined;
}
