import type { Snapshot } from "../model/history.ts";
import type { ReceivedMessage } from "../webhookReceiver.ts";

/** A webhook that was put before anything happened: which recorded types it wants; null, all of them. */
export interface Hook {
  readonly id: string;
  readonly types: readonly string[] | null;
}

/**
 * Holds what receivers got against what is recorded: every wanted event at least once, always under the same id with the same body,
 * and nothing that is not recorded. `all`: the clock has passed every retry, so nothing may still wait.
 */
export function checkWebhooks(
  snapshot: Snapshot,
  hooks: readonly Hook[],
  received: ReadonlyMap<string, ReceivedMessage>,
  all: boolean,
): string[] {
  const violations: string[] = [];
  const outbox = new Map(
    snapshot.outbox.map((row) => [`${row.webhook_id}/${row.task_id}/${row.revision}`, row]),
  );
  if (outbox.size !== snapshot.outbox.length) violations.push("an event has two messages to one webhook");
  const ids = new Set(snapshot.outbox.map(({ id }) => `msg_${id}`));
  let wantedCount = 0;
  for (const hook of hooks) {
    for (const events of snapshot.historyByTask.values()) {
      for (const event of events) {
        if (hook.types !== null && !hook.types.includes(event.type)) continue;
        wantedCount += 1;
        const where = `${hook.id}: task ${event.task_id}, revision ${event.revision}`;
        const row = outbox.get(`${hook.id}/${event.task_id}/${event.revision}`);
        if (row === undefined) {
          violations.push(`${where} has no message`);
          continue;
        }
        const message = received.get(`msg_${row.id}`);
        if (row.state === "failed") violations.push(`${where} was given up`);
        if (message === undefined && (all || row.state === "delivered"))
          violations.push(`${where} never arrived`);
        if (row.state === "waiting" && (all || (row.next_attempt_at ?? 0) <= snapshot.at)) {
          violations.push(`${where} still waits, for ${new Date(row.next_attempt_at ?? 0).toISOString()}`);
        }
        if (
          message !== undefined &&
          (message.task !== event.task_id || message.revision !== event.revision)
        ) {
          violations.push(`${where} arrived as task ${message.task}, revision ${message.revision}`);
        }
      }
    }
  }
  if (wantedCount !== snapshot.outbox.length) {
    violations.push(`${snapshot.outbox.length} messages for ${wantedCount} wanted events`);
  }
  for (const [id, message] of received) {
    if (!ids.has(id))
      violations.push(`${id} arrived and is not recorded: task ${message.task}, ${message.revision}`);
    if (message.bodies.size > 1)
      violations.push(`${id} arrived with ${message.bodies.size} different bodies`);
  }
  return violations;
}
