import { call } from "./api.ts";
import { behalfHeader } from "./behalf.ts";
import type { EventResult } from "./shapes.ts";

/** An event that somebody at the console wants recorded. The `id` is made once a form, so that sending it twice does it once. */
export interface OutgoingEvent {
  readonly id: string;
  readonly type: string;
  readonly task: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The revision its sender had before his eyes. */
  readonly seen: number;
}

/** A new id for an event. Not `crypto.randomUUID`: that is for pages over TLS, and counties serve this one over plain HTTP. */
export function createEventId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const envelopeOf = (keyId: string, event: OutgoingEvent) => ({
  specversion: "1.0",
  id: event.id,
  source: `urn:duban:console:${encodeURIComponent(keyId)}`,
  type: `duban.task.${event.type}`,
  subject: event.task,
  expectedrevision: event.seen,
  datacontenttype: "application/json",
  data: event.data,
});

/** Sends one event, for a person whose deputy the sender is if one is named; throws an `ApiProblem` where it is refused. */
export const sendEvent = (
  keyId: string,
  event: OutgoingEvent,
  onBehalfOf: string | null = null,
): Promise<EventResult> =>
  call("/v1/events", {
    method: "POST",
    headers: behalfHeader(onBehalfOf),
    mediaType: "application/cloudevents+json",
    body: envelopeOf(keyId, event),
  });

/** Sends several at once; each has its own result, in the order given. */
export const sendEvents = (
  keyId: string,
  events: readonly OutgoingEvent[],
): Promise<{ readonly results: readonly EventResult[] }> =>
  call("/v1/events", {
    method: "POST",
    mediaType: "application/cloudevents-batch+json",
    body: events.map((event) => envelopeOf(keyId, event)),
  });
