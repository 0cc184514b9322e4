import { v7 as uuidv7 } from "uuid";
import { type BatchEnvironment, planMatters, retrying } from "../batch/applyBatch.ts";
import { BatchDraft } from "../batch/batchDraft.ts";
import { loadBatch, loadDirectory } from "../batch/load.ts";
import type { MatterItem } from "../batch/planMatter.ts";
import { writeBatch } from "../batch/write.ts";
import type { Committed, MatterOutcome } from "../engine.ts";
import { invariant } from "../errors.ts";
import { type Caller, engineParty } from "../lifecycle/caller.ts";
import type { Database, Transaction } from "../store/database.ts";
import { findUnitSuccessors } from "../store/directory.ts";
import { claimDueDuty, type DutyRow, saveDutySchedule } from "../store/duties.ts";
import { insertOccurrences, type NewOccurrence } from "../store/dutyOccurrences.ts";
import { formatDay, type Instant, parseDay } from "../time/calendar.ts";
import { type DueOccurrences, type DutyTerms, dueOccurrences, type Occurrence } from "./dutySchedule.ts";
import { scheduleOf } from "./scheduleOf.ts";

/** How many occurrences became matters, how many were skipped, and whether more may be due. */
export interface CreatedOccurrences {
  readonly created: number;
  readonly skipped: number;
  readonly more: boolean;
}

/**
 * Makes the matters of the occurrences due by `upTo`, at most `limit` duties' worth, the longest due first.
 *
 * A duty is one transaction: its matters, the record of each date, and where its schedule stands next. So a date makes
 * one matter whoever is at it, and after a crash it has made it or is still due. A matter that cannot be (its ladder is gone)
 * is recorded as skipped with the reason; it holds up nothing.
 */
export async function createDueOccurrences(
  environment: BatchEnvironment,
  tenantId: number,
  upTo: Instant,
  limit: number,
): Promise<CreatedOccurrences> {
  let created = 0;
  let skipped = 0;
  for (let duties = 0; duties < limit; duties++) {
    const done = await retrying(environment, () =>
      environment.database.transaction((tx) => createNext(environment, tx, tenantId, upTo)),
    );
    if (done === null) return { created, skipped, more: false };
    created += done.created;
    skipped += done.skipped;
    environment.onCommitted(done.committed);
  }
  return { created, skipped, more: true };
}

async function createNext(
  { database, clock }: BatchEnvironment,
  tx: Transaction,
  tenantId: number,
  upTo: Instant,
): Promise<{ created: number; skipped: number; committed: Committed } | null> {
  const claimed = await claimDueDuty(tx, tenantId, upTo);
  if (claimed === undefined) return null;
  const duty = { ...claimed, terms: await succeededTerms(tx, tenantId, claimed.terms) };
  const draft = await loadFor(database, tx, tenantId, duty.terms);
  const calendar = draft.loaded.calendars.get(duty.terms.calendar);
  invariant(calendar !== undefined, `calendar ${duty.terms.calendar} is gone`);
  const due = dueOccurrences(calendar, duty.terms, parseDay(duty.handledOn), upTo);
  const now = Math.max(await clock.read(), ...due.make.map(({ at }) => at));
  const items = due.make.map((occurrence) => itemOf(tenantId, duty, occurrence));
  const outcomes = items.length === 0 ? [] : await planMatters(tx, tenantId, draft, items, now);
  const committed = await writeBatch(tx, tenantId, draft);
  const records = recordsOf(duty, due, items, outcomes, now);
  await insertOccurrences(tx, tenantId, duty.id, records);
  const schedule = scheduleOf(duty.id, duty.version, calendar, due.handledOn, due.next);
  await saveDutySchedule(tx, tenantId, schedule);
  const created = records.filter(({ state }) => state === "created").length;
  const armedAt = earlier(committed.armedAt, schedule.nextAt);
  return { created, skipped: records.length - created, committed: { ...committed, armedAt } };
}

/**
 * The terms with the units that were merged replaced by those they went into. A matter that shares targets out among units stays as
 * it is: whose share would be whose is for its author to say.
 */
async function succeededTerms(tx: Transaction, tenantId: number, terms: DutyTerms): Promise<DutyTerms> {
  const { lead, assist, targets = [] } = terms.matter;
  const successors = await findUnitSuccessors(tx, tenantId, [lead, ...assist]);
  if (successors.size === 0 || targets.length > 0) return terms;
  const now = (unit: string) => successors.get(unit) ?? unit;
  const assisting = new Set(assist.map(now));
  assisting.delete(now(lead));
  return { ...terms, matter: { ...terms.matter, lead: now(lead), assist: [...assisting] } };
}

/** What planning a duty's matter looks at. */
export async function loadFor(
  database: Database,
  tx: Transaction,
  tenantId: number,
  { calendar, matter }: DutyTerms,
): Promise<BatchDraft> {
  const units = [matter.lead, ...matter.assist];
  const calendars = [calendar, matter.calendar];
  const ladders = [matter.ladder];
  const wanted = { tasks: [], locked: true, events: [], units, idempotencyKeys: [], calendars, ladders };
  const loaded = await loadBatch(database, tx, tenantId, wanted);
  return new BatchDraft({ ...loaded, directory: await loadDirectory(tx, tenantId, units) });
}

/** The matter of an occurrence, with ids of its own; the engine makes it, by nobody's hand. */
export function itemOf(
  tenantId: number,
  { id, terms }: Pick<DutyRow, "id" | "terms">,
  { on }: Pick<Occurrence, "on">,
): MatterItem {
  const caller: Caller = { ...engineParty, tenantId, name: engineParty.key, roles: [], scope: null };
  const request = { ...terms.matter, duty: { id, on: formatDay(on) } };
  const taskIds = [request.lead, ...request.assist].map(() => uuidv7());
  return { caller, request, idempotent: null, render: () => null, id: uuidv7(), taskIds };
}

function recordsOf(
  { version }: DutyRow,
  due: DueOccurrences,
  items: readonly MatterItem[],
  outcomes: readonly MatterOutcome[],
  recordedAt: Instant,
): NewOccurrence[] {
  const record = ({ on, at }: Occurrence, matter: string | null, reason: string | null): NewOccurrence => ({
    on: formatDay(on),
    version,
    at,
    state: matter === null ? "skipped" : "created",
    matter,
    reason,
    recordedAt,
  });
  const made = due.make.map((occurrence, index) => {
    const outcome = outcomes[index];
    if (outcome?.status === "rejected") return record(occurrence, null, outcome.rejection.detail);
    return record(occurrence, items[index]?.id ?? null, null);
  });
  return [...due.skip.map((occurrence) => record(occurrence, null, occurrence.reason)), ...made];
}

const earlier = (one: Instant | null, other: Instant | null): Instant | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);
