import { isAcknowledged, type Journal, type SentEvent, type Try } from "../journal.ts";
import type { EventRow, Snapshot } from "../model/history.ts";

const engineSource = "urn:duban:engine";
const keyOf = (source: string, id: string) => `${source} ${id}`;

/**
 * Holds what the senders were told against what is recorded: each acknowledged event there once, under its revision, with its
 * content; nothing there that was only ever refused, or that nobody sent; matters made once.
 */
export function checkJournal(snapshot: Snapshot, journal: Journal): string[] {
  const recorded = new Map<string, EventRow>();
  const violations: string[] = [...journal.complaints];
  for (const events of snapshot.historyByTask.values()) {
    for (const event of events) {
      if (event.source === engineSource) continue;
      const key = keyOf(event.source, event.event_id);
      if (recorded.has(key)) violations.push(`${key} is recorded twice`);
      recorded.set(key, event);
    }
  }
  const sent = new Set<string>();
  for (const event of journal.events) {
    if (event.isForgery) {
      violations.push(...judgeForgery(event));
      continue;
    }
    const key = keyOf(event.source, event.id);
    sent.add(key);
    violations.push(...judge(event, recorded.get(key)).map((why) => `${key} (${event.type}): ${why}`));
  }
  for (const key of recorded.keys())
    if (!sent.has(key)) violations.push(`${key} is recorded, and nobody sent it`);
  return [...violations, ...journal.batches.flatMap(judgeOrder), ...judgeMatters(snapshot, journal)];
}

function judge(event: SentEvent, row: EventRow | undefined): string[] {
  if (row === undefined) return isAcknowledged(event) ? ["it was acknowledged and is not recorded"] : [];
  const faults = event.tries.flatMap((one) => judgeAnswer(one, row));
  if (event.tries.every(({ outcome }) => outcome === "rejected"))
    faults.push("it was refused and is recorded");
  if (event.tries.filter(({ outcome }) => outcome === "applied").length > 1)
    faults.push("it was applied twice");
  if (row.type !== event.type || row.task_id !== event.task)
    faults.push(`it is recorded as ${row.type} of ${row.task_id}`);
  for (const [name, value] of Object.entries(event.data)) {
    const kept = JSON.stringify(Object.entries(row.data).find(([key]) => key === name)?.[1]);
    if (kept !== JSON.stringify(value)) faults.push(`its ${name} is recorded as ${kept}`);
  }
  if (event.expectedRevision !== null && row.revision !== event.expectedRevision + 1) {
    faults.push(`it expected revision ${event.expectedRevision} and became ${row.revision}`);
  }
  return faults;
}

function judgeAnswer(answer: Try, row: EventRow): string[] {
  if (answer.outcome !== "applied" && answer.outcome !== "duplicate") return [];
  return answer.revision === row.revision && answer.state === row.state
    ? []
    : [
        `it was answered ${answer.outcome} ${answer.revision} ${answer.state}, and is ${row.revision} ${row.state}`,
      ];
}

function judgeForgery(event: SentEvent): string[] {
  return isAcknowledged(event) ? [`another event under the id ${event.id} was acknowledged`] : [];
}

/** Events of one task in one request are applied in the order they were sent. */
function judgeOrder(batch: readonly SentEvent[]): string[] {
  const last = new Map<string, number>();
  return batch.flatMap((event) => {
    const [answer] = event.tries;
    if (answer?.outcome !== "applied") return [];
    const before = last.get(event.task) ?? 0;
    last.set(event.task, answer.revision);
    return answer.revision > before
      ? []
      : [`${event.id} became revision ${answer.revision}, after ${before} in one request`];
  });
}

function judgeMatters(snapshot: Snapshot, journal: Journal): string[] {
  const violations: string[] = [];
  const made = new Map(snapshot.answers.map((row) => [row.idempotency_key, row.matter_id]));
  const tasks = new Set(snapshot.tasks.map(({ id }) => id));
  for (const { key, answers } of journal.matters) {
    for (const { id, tasks: named } of answers) {
      if (made.get(key) !== id)
        violations.push(`matter ${key} was answered as ${id} and is ${made.get(key)}`);
      for (const task of named)
        if (!tasks.has(task)) violations.push(`task ${task} was acknowledged and is gone`);
    }
  }
  const numbers = new Set(snapshot.matters.map(({ number }) => number));
  if (numbers.size !== snapshot.matters.length) violations.push("two matters have one number");
  const byDuties = snapshot.occurrences.filter(({ matter_id }) => matter_id !== null).length;
  if (snapshot.matters.length !== made.size + byDuties)
    violations.push(`${snapshot.matters.length} matters, ${made.size} asked for, ${byDuties} of duties`);
  return violations;
}
