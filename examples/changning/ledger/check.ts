import type { RecordedEvent, Task } from "@duban/client";
import type { Receiver } from "../receiver.ts";
import type { Outcome } from "../story/course.ts";
import type { Tally } from "../story/systems.ts";
import { expectedRungs } from "./expectedRungs.ts";
import { countFigures, isFromOutside, isInOffice } from "./figures.ts";
import type { Ledger } from "./readLedger.ts";

/** What the demo knows on its own: what was sent, what came to its receiver, how each task was to end. */
export interface Known {
  readonly outcomes: readonly Outcome[];
  readonly tally: Tally;
  readonly receiver: Receiver;
  readonly webhookTypes: readonly string[];
}

type Object = (what: string) => void;

/** Compares the server's ledger with what the demo knows; answers every difference, none if all is well. */
export function check(ledger: Ledger, known: Known): string[] {
  const differences: string[] = [];
  const object: Object = (what) => differences.push(what);
  checkOutcomes(ledger, known.outcomes, object);
  checkEvents(ledger, known.tally, object);
  checkWebhooks(ledger, known, object);
  for (const notice of ledger.notices) {
    if (notice.urgent || notice.sentAt === null) continue;
    if (!isInOffice(notice.sentAt))
      object(`a notice that isn't urgent went to ${notice.person} at ${notice.sentAt}`);
  }
  return differences;
}

function checkOutcomes(ledger: Ledger, outcomes: readonly Outcome[], object: Object): void {
  const outcomeByTask = new Map(outcomes.map((outcome) => [outcome.task, outcome]));
  for (const task of ledger.tasks) {
    const outcome = outcomeByTask.get(task.id);
    if (outcome === undefined) {
      object(`${nameOf(task)} did not get to the end of its course and is ${task.state}`);
      continue;
    }
    for (const member of ["state", "unit", "reworks", "extensions"] as const) {
      if (task[member] !== outcome[member]) {
        object(`${nameOf(task)}: ${member} is ${task[member]}, not ${outcome[member]}`);
      }
    }
    checkHistory(task, ledger.eventsByTask.get(task.id) ?? [], outcome, object);
  }
  if (outcomes.length !== ledger.tasks.length)
    object(`${ledger.tasks.length} tasks listed, ${outcomes.length} made`);
}

function checkHistory(task: Task, events: readonly RecordedEvent[], outcome: Outcome, object: Object): void {
  if (events.some((event, index) => event.revision !== index + 1) || events.length !== task.revision) {
    object(`${nameOf(task)}: revisions ${events.map((event) => event.revision).join()} of ${task.revision}`);
  }
  const fired = events.filter((event) => event.type === "rungFired").map((event) => event.data);
  const names = fired.map((data) => `${data["clock"]}/${data["generation"]}/${data["rung"]}`);
  if (new Set(names).size !== names.length) object(`${nameOf(task)}: a rung fired twice: ${names.join(" ")}`);
  if (outcome.plain === undefined) return;
  const expected = expectedRungs(outcome.plain);
  const rungs = fired.filter((data) => data["clock"] === "finish").map((data) => Number(data["rung"]));
  if (rungs.join() !== expected.rungs.join())
    object(`${nameOf(task)}: rungs ${rungs} fired, not ${expected.rungs}`);
  if (task.card !== expected.card) object(`${nameOf(task)}: the card is ${task.card}, not ${expected.card}`);
  if (task.lateWorkdays !== expected.lateWorkdays) {
    object(`${nameOf(task)}: ${task.lateWorkdays} working days late, not ${expected.lateWorkdays}`);
  }
}

function checkEvents(ledger: Ledger, tally: Tally, object: Object): void {
  const rejected = [...tally.rejected.values()].reduce((sum, count) => sum + count, 0);
  const recorded = new Set<string>();
  for (const event of [...ledger.eventsByTask.values()].flat().filter(isFromOutside)) {
    const name = `${event.source} ${event.id}`;
    if (recorded.has(name)) object(`${name} is recorded twice`);
    recorded.add(name);
  }
  if (recorded.size !== tally.posted - rejected) {
    object(`${tally.posted} events posted, ${rejected} refused, ${recorded.size} recorded`);
  }
  const repeats = tally.losses.appliedEvents + tally.replayed;
  if (tally.duplicates !== repeats)
    object(`${tally.duplicates} answered duplicate, ${repeats} were sent again`);
}

function checkWebhooks(ledger: Ledger, { receiver, webhookTypes }: Known, object: Object): void {
  const events = [...ledger.eventsByTask.values()].flat();
  const wanted = events.filter((event) => webhookTypes.includes(`duban.task.${event.type}`)).length;
  const { delivered } = countFigures(ledger);
  if (receiver.messages.size !== wanted || delivered !== wanted) {
    object(
      `webhooks: ${wanted} messages due, ${delivered} delivered by the ledger, ${receiver.messages.size} received`,
    );
  }
  if (receiver.unverified > 0) object(`webhooks: ${receiver.unverified} requests with a wrong signature`);
}

const nameOf = (task: Task) => `${task.number} (${task.unit}, ${task.role})`;
