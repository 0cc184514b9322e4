import { type ClaimedMessage, defaultTimeZone, formatInstant } from "@duban/engine";

/**
 * The body of a message: the same bytes in every attempt, as it follows from the recorded event alone.
 *
 * `data` holds the task's `id`, its `state`, `revision` and `unit` right after the event, and the `event` as
 * `GET /v1/tasks/{id}/events` has it. `timestamp` is when it was recorded.
 */
export function deliveryBody(message: ClaimedMessage): string {
  const recordedAt = formatInstant(defaultTimeZone, message.recordedAt);
  return JSON.stringify({
    type: message.type,
    timestamp: recordedAt,
    data: {
      id: message.task,
      state: message.state,
      revision: message.revision,
      unit: message.unit,
      event: {
        revision: message.revision,
        type: message.eventType,
        at: formatInstant(defaultTimeZone, message.at),
        recordedAt,
        source: message.source,
        id: message.eventId,
        actor: message.actor,
        right: message.right,
        data: message.data,
      },
    },
  });
}
