import { createHash } from "node:crypto";
import {
  type EngineClock,
  type ExternalEventType,
  eventDataSchemas,
  type IncomingEvent,
  type IncomingVillageEvent,
  type Instant,
  type VillageEventType,
  villageEventSchemas,
} from "@duban/engine";
import { type CloudEvent, parseCloudEvent } from "./cloudEvent.ts";
import { faultsOf } from "./faults.ts";
import { faulty, isProblem, type Problem, problem } from "./problem.ts";
import { isUuid } from "./uuid.ts";

/** What every event type begins with outside the engine. */
export const typePrefix = "duban.task.";

/** What a village event's type begins with, before `household.` or `village.`. */
export const villageTypePrefix = "duban.";

/** Tells an event about a household or a village from one about a task. */
export const isVillageEvent = (event: IncomingEvent | IncomingVillageEvent): event is IncomingVillageEvent =>
  "subject" in event;

/**
 * What the source of every decision begins with, its key after it. Nobody else may post under it: he could take the id of
 * somebody's decision before it is made.
 */
export const decisionSourcePrefix = "urn:duban:approvals:";

// Senders' clocks run ahead a little; the manual clock is everybody's, so nobody's can.
const driftMs = 30_000;

/** The latest instant at which an event can have happened, as far as we are to believe it. */
export async function latestEventTime(clock: EngineClock): Promise<Instant> {
  return (await clock.read()) + (clock.isManual ? 0 : driftMs);
}

/**
 * Makes an event in the JSON format into one for the engine, or says why it can't be: `invalid-event`,
 * `unsupported-media-type`, or `unknown-task` for a subject that can name none.
 */
export function parseIncoming(
  value: unknown,
  mayHoldOddText: boolean,
  latest: Instant,
): IncomingEvent | IncomingVillageEvent | Problem {
  const event = parseCloudEvent(value, mayHoldOddText);
  if (isProblem(event)) return event;
  if (event.source.startsWith(decisionSourcePrefix)) {
    return faulty("invalid-event", [{ pointer: "/source", detail: "is kept for POST /v1/approvals/decide" }]);
  }
  const type = typeOf(event);
  const villageType = villageTypeOf(event.type);
  if (villageType !== undefined) return parseVillageEvent(event, villageType, latest);
  if (type === undefined) {
    return faulty("invalid-event", [
      { pointer: "/type", detail: `${event.type} is not an event that is taken here` },
    ]);
  }
  if (event.subject === undefined) {
    return faulty("invalid-event", [{ pointer: "/subject", detail: "must be the task's id" }]);
  }
  if (event.time !== undefined && event.time > latest) {
    return faulty("invalid-event", [{ pointer: "/time", detail: "lies in the future" }]);
  }
  const parsed = eventDataSchemas[type].safeParse(event.data ?? {});
  if (!parsed.success) return faulty("invalid-event", faultsOf(parsed.error, "/data"));
  const task = event.subject.toLowerCase();
  if (!isUuid(task)) return problem("unknown-task", `no task has the id ${event.subject}`);
  return {
    id: event.id,
    source: event.source,
    type,
    task,
    at: event.time ?? null,
    expectedRevision: event.expectedRevision ?? null,
    data: parsed.data,
    fingerprint: fingerprintOf(event, task, parsed.data),
  };
}

function villageTypeOf(type: string): VillageEventType | undefined {
  if (!type.startsWith(villageTypePrefix)) return undefined;
  const name = type.slice(villageTypePrefix.length);
  return Object.hasOwn(villageEventSchemas, name) ? (name as VillageEventType) : undefined;
}

function parseVillageEvent(
  event: CloudEvent,
  type: VillageEventType,
  latest: Instant,
): IncomingVillageEvent | Problem {
  const { subject, time } = event;
  if (subject === undefined) {
    return faulty("invalid-event", [
      { pointer: "/subject", detail: "must be a household's id, or a village's code" },
    ]);
  }
  if (time !== undefined && time > latest) {
    return faulty("invalid-event", [{ pointer: "/time", detail: "lies in the future" }]);
  }
  const parsed = villageEventSchemas[type].safeParse(event.data ?? {});
  if (!parsed.success) return faulty("invalid-event", faultsOf(parsed.error, "/data"));
  return {
    id: event.id,
    source: event.source,
    type,
    subject,
    at: time ?? null,
    expectedRevision: event.expectedRevision ?? null,
    data: parsed.data,
    fingerprint: fingerprintOf(event, subject, parsed.data),
  };
}

function typeOf(event: CloudEvent): ExternalEventType | undefined {
  if (!event.type.startsWith(typePrefix)) return undefined;
  const type = event.type.slice(typePrefix.length);
  return Object.hasOwn(eventDataSchemas, type) ? (type as ExternalEventType) : undefined;
}

/**
 * A hash of what an event says, the same in every mode and however its JSON was written: data as its schema reads it,
 * its time as an instant.
 */
export function fingerprintOf(
  event: Pick<CloudEvent, "type" | "time">,
  subject: string,
  data: unknown,
): Buffer {
  return createHash("sha256")
    .update(JSON.stringify([event.type, subject, event.time ?? null, data]))
    .digest();
}
