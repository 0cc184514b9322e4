import type { EngineClock } from "../clock.ts";
import type { Committed, EventOutcome, MatterOutcome } from "../engine.ts";
import { EngineError } from "../errors.ts";
import { asksCountersigning } from "../lifecycle/countersigning.ts";
import { currentDefinition } from "../lifecycle/definition.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import type { Logger } from "../logger.ts";
import type { Database, Transaction } from "../store/database.ts";
import { keptTasksOf } from "../store/keptTasks.ts";
import { claimMatterNumbers } from "../store/matters.ts";
import { isRetryable, withRetry } from "../store/retry.ts";
import type { Instant } from "../time/calendar.ts";
import { BatchDraft, type Loaded } from "./batchDraft.ts";
import { loadBatch, loadDirectory, type Wanted } from "./load.ts";
import { type EventItem, planEvent, unitsNamedIn } from "./planEvent.ts";
import { findAnswered, type MatterItem, numberOf, planMatter, refuseMatter, yearOf } from "./planMatter.ts";
import { dueRungsOf } from "./planRungs.ts";
import { writeBatch } from "./write.ts";

/** What applying needs of its surroundings. */
export interface BatchEnvironment {
  readonly database: Database;
  readonly clock: EngineClock;
  readonly logger: Logger;
  /** Told after each commit; must not throw and is never waited for. */
  readonly onCommitted: (committed: Committed) => void;
}

/** What arrived together for one tenant. Events are applied in order, then matters. */
export interface Batch {
  readonly events: readonly EventItem[];
  readonly matters: readonly MatterItem[];
}

export interface BatchOutcome {
  readonly events: readonly EventOutcome[];
  readonly matters: readonly MatterOutcome[];
}

// Postgres restarts in a few seconds; past this the caller is told to come back, and nothing it holds is lost.
const outageLimitMs = 15_000;

/**
 * Applies a batch in one transaction, the only way anything changes a task; the outcomes come after it is on disk.
 *
 * It does what its items would do one by one. Faults of the database are waited out and the batch is run again: an event
 * that an unknown commit did record is then found, and still answered `applied`, since nobody has been told of it.
 * Past the limit it throws the last error, retryable.
 */
export async function applyBatch(
  environment: BatchEnvironment,
  tenantId: number,
  batch: Batch,
): Promise<BatchOutcome> {
  const perhapsRecorded = new Set<number>();
  const { outcome, committed, draft } = await retrying(environment, () =>
    runOnce(environment, tenantId, batch, perhapsRecorded),
  );
  keptTasksOf(environment.database).keep(tenantId, draft.tasks());
  environment.onCommitted(committed);
  if (perhapsRecorded.size === 0) return outcome;
  const events = outcome.events.map((event, index) =>
    perhapsRecorded.has(index) ? asApplied(event) : event,
  );
  return { ...outcome, events };
}

const asApplied = (outcome: EventOutcome): EventOutcome =>
  outcome.status === "duplicate" ? { ...outcome, status: "applied" } : outcome;

/** Runs a transaction until it commits, waiting out a lost database and races for one id. */
export function retrying<T>(
  { logger }: Pick<BatchEnvironment, "logger">,
  work: () => Promise<T>,
): Promise<T> {
  return withRetry(() => work().catch(lostRaceIsRetryable), {
    limitMs: outageLimitMs,
    firstMs: 10,
    onRetry: (error, attempt) => logger.warn({ err: error, attempt }, "a batch is run again"),
  });
}

/** Two transactions wrote one id at once: run again, the loser finds it written and answers `duplicate`. */
function lostRaceIsRetryable(error: unknown): never {
  if (!isRetryable(error) && isLostRace(error)) {
    throw new EngineError("lost-race", "another transaction recorded the same id", {
      retryable: true,
      cause: error,
    });
  }
  throw error;
}

const racingConstraints = new Set([
  "events_once",
  "events_pkey",
  "matter_answers_pkey",
  "village_events_once",
  "village_events_pkey",
  "complaints_pkey",
]);

const isLostRace = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  error.code === "23505" &&
  "constraint" in error &&
  racingConstraints.has(String(error.constraint));

/** One try. Where nobody knows whether it was committed, the places of the events it applied go into `perhapsRecorded`. */
async function runOnce(
  { database, clock }: BatchEnvironment,
  tenantId: number,
  batch: Batch,
  perhapsRecorded: Set<number>,
) {
  let events: readonly EventOutcome[] = [];
  const applied = database.transaction(async (tx) => {
    const loaded = await loadBatch(database, tx, tenantId, wantedBy(batch));
    // Read after the locks are had: what was waited for has its instant before ours.
    const now = await clock.read();
    const units = tells(batch, loaded, now) ? unitsOf(batch, loaded) : [];
    const draft = new BatchDraft({ ...loaded, directory: await loadDirectory(tx, tenantId, units) });
    events = batch.events.map((item) => planEvent(draft, item, now));
    const matters = await planMatters(tx, tenantId, draft, batch.matters, now);
    const committed = await writeBatch(tx, tenantId, draft);
    return { outcome: { events, matters }, committed, draft };
  });
  return applied.catch((error: unknown) => {
    if (error instanceof EngineError && error.code === "commit-unknown") {
      for (const [index, { status }] of events.entries())
        if (status === "applied") perhapsRecorded.add(index);
    }
    throw error;
  });
}

/** Numbers are taken last and only for what will be created, so that they have no gaps and are held for a moment. */
export async function planMatters(
  tx: Transaction,
  tenantId: number,
  draft: BatchDraft,
  items: readonly MatterItem[],
  now: Instant,
): Promise<MatterOutcome[]> {
  const countByYear = new Map<number, number>();
  const refusals = items.map((item) => findAnswered(draft, item) ?? refused(draft, item, now));
  for (const [index, item] of items.entries()) {
    if (refusals[index] !== undefined) continue;
    const year = yearOf(draft.loaded, item.request, now);
    countByYear.set(year, (countByYear.get(year) ?? 0) + 1);
  }
  const nextByYear = new Map<number, number>();
  for (const [year, count] of countByYear) {
    nextByYear.set(year, await claimMatterNumbers(tx, tenantId, year, count));
  }
  return items.map((item, index) => {
    // Asked again: the same key may have come twice in this batch.
    const refusal = refusals[index] ?? findAnswered(draft, item);
    if (refusal !== undefined) return refusal;
    const year = yearOf(draft.loaded, item.request, now);
    const ordinal = nextByYear.get(year) ?? 1;
    nextByYear.set(year, ordinal + 1);
    return planMatter(draft, item, numberOf(year, ordinal), now);
  });
}

function refused(draft: BatchDraft, item: MatterItem, now: Instant): MatterOutcome | undefined {
  const rejection = refuseMatter(draft.loaded, item, now);
  return rejection === undefined ? undefined : { status: "rejected", rejection };
}

const unitsNamedBy = ({ events, matters }: Batch): string[] => [
  ...events.flatMap(({ event }) => unitsNamedIn(event)),
  ...matters.flatMap(({ request }) => [request.lead, ...request.assist]),
];

const wantedBy = (batch: Batch): Wanted => ({
  tasks: [...new Set(batch.events.map(({ event }) => event.task))],
  locked: false,
  events: batch.events.map(({ event }) => event),
  units: [...new Set(unitsNamedBy(batch))],
  idempotencyKeys: batch.matters.flatMap(({ idempotent }) => idempotent?.key ?? []),
  calendars: batch.matters.map(({ request }) => request.calendar),
  ladders: batch.matters.map(({ request }) => request.ladder),
});

const unitsOf = (batch: Batch, { tasks }: Loaded): string[] => [
  ...new Set([
    ...unitsNamedBy(batch),
    ...[...tasks.values()].flatMap(({ unit, terms }) => [unit, ...(terms.countersign ?? [])]),
  ]),
];

/** Whether planning may tell anybody anything: an event of the batch has notices, or a rung is due beside one or by it. */
function tells({ events, matters }: Batch, { tasks }: Loaded, now: Instant): boolean {
  if (matters.length > 0) return true;
  // The second event of a task may meet a rung that the first one brought about, as `resumed` does.
  if (new Set(events.map(({ event }) => event.task)).size < events.length) return true;
  if (events.some((item) => mayArm(item, tasks))) return true;
  const tasksHaveDue = [...tasks.values()].some((task) => dueRungsOf(task, now).length > 0);
  return tasksHaveDue || events.some(({ event }) => hasNotice(event, tasks.get(event.task)));
}

/** Whether an event that tells nobody itself may arm a clock anew, whose rungs of before then fire with it. */
function mayArm({ event }: EventItem, tasks: Loaded["tasks"]): boolean {
  if (event.type === "resumed") return true;
  const clocks = event.type === "progressed" ? (tasks.get(event.task)?.clocks ?? []) : [];
  return clocks.some(({ name }) => name === "stage" || name === "report");
}

/** A step of a chain of approvers tells the next one, and a task that asks for signatures who is to sign, beside what the table says. */
const hasNotice = ({ type }: EventItem["event"], task: TaskState | undefined): boolean =>
  currentDefinition.notices[type] !== undefined ||
  (task !== undefined && asksCountersigning(task)) ||
  (type === "closureApproved" && task?.terms.approvalChain !== undefined);
