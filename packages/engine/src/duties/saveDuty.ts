import { type BatchEnvironment, retrying } from "../batch/applyBatch.ts";
import { refuseMatter } from "../batch/planMatter.ts";
import { rightToAssign } from "../lifecycle/authorise.ts";
import { type Caller, partyOf } from "../lifecycle/caller.ts";
import { type Rejection, reject } from "../lifecycle/rejection.ts";
import type { Transaction } from "../store/database.ts";
import { addDutyVersion, claimDuty, type DutyRow, findDuty, saveDutySchedule } from "../store/duties.ts";
import { findOccurrences, insertOccurrences } from "../store/dutyOccurrences.ts";
import { type Calendar, dayOf, formatDay, type Instant, parseDay } from "../time/calendar.ts";
import { createDueOccurrences, itemOf, loadFor } from "./createOccurrences.ts";
import { type DutyTerms, nextOccurrence, waitingOccurrences } from "./dutySchedule.ts";
import { scheduleOf } from "./scheduleOf.ts";

/**
 * Puts a duty in force as its next version, or says why its matter could not be.
 *
 * What was due under the version before is made first. The new one begins with today's date, or with `startsOn` if that is
 * later; dates that were dealt with stay so. What has come and waits for the working day it was moved to goes on waiting where
 * the dates stay the same, else it is recorded as skipped. A duty that never comes again from here on is taken, and makes nothing.
 */
export async function saveDuty(
  environment: BatchEnvironment,
  caller: Caller,
  id: string,
  terms: DutyTerms,
): Promise<DutyRow | Rejection> {
  const { database, clock, onCommitted } = environment;
  const { tenantId } = caller;
  // The matters will be the engine's own doing, so whether its author may make such a matter is asked here.
  if (rightToAssign(terms.matter, caller) === undefined) {
    return reject("forbidden", "The matter that the duty makes is outside your scope.");
  }
  for (;;) {
    await createDueOccurrences(environment, tenantId, await clock.read(), Number.POSITIVE_INFINITY);
    const saved = await retrying(environment, () =>
      database.transaction((tx) => saveVersion(environment, tx, caller, id, terms)),
    );
    // Something became due between the two: once more.
    if (saved === "due") continue;
    if ("rejected" in saved) return saved;
    onCommitted({ tenantId, applied: 0, armedAt: saved.nextAt, messages: false, notices: false });
    return saved;
  }
}

async function saveVersion(
  { database, clock }: BatchEnvironment,
  tx: Transaction,
  caller: Caller,
  id: string,
  terms: DutyTerms,
): Promise<DutyRow | Rejection | "due"> {
  const { tenantId } = caller;
  const before = await claimDuty(tx, tenantId, id);
  const now = await clock.read();
  if (before?.nextAt !== null && before !== undefined && before.nextAt <= now) return "due";
  const { loaded } = await loadFor(database, tx, tenantId, terms);
  const calendar = loaded.calendars.get(terms.calendar);
  if (calendar === undefined) return reject("unknown-calendar", `there is no calendar ${terms.calendar}`);
  const refusal = refuseMatter(loaded, itemOf(tenantId, { id, terms }, { on: dayOf(calendar, now) }), now);
  if (refusal !== undefined) return refusal;
  const waitsFrom = before === undefined ? null : await carryOver(tx, caller, before, terms, calendar, now);
  const handledOn = await handledBefore(tx, tenantId, id, terms, waitsFrom ?? dayOf(calendar, now));
  const version = await addDutyVersion(tx, tenantId, id, terms, partyOf(caller), now);
  const next = nextOccurrence(calendar, terms, handledOn);
  await saveDutySchedule(tx, tenantId, scheduleOf(id, version, calendar, handledOn, next));
  const saved = await findDuty(tx, tenantId, id);
  return saved ?? "due";
}

/**
 * What becomes of occurrences that the version before had moved and that still wait: where the same dates come round they are
 * the new one's, and the first of them is answered; else each is recorded as skipped, so that none vanishes.
 */
async function carryOver(
  tx: Transaction,
  { tenantId }: Caller,
  before: DutyRow,
  terms: DutyTerms,
  calendar: Calendar,
  now: Instant,
): Promise<number | null> {
  const after = parseDay(before.handledOn);
  const waiting = waitingOccurrences(calendar, before.terms, after, dayOf(calendar, now));
  const [first] = waiting;
  if (first === undefined) return null;
  if (terms.enabled && sameDates(before.terms, terms)) return first.on;
  const records = waiting.map(({ on, at }) => ({
    on: formatDay(on),
    version: before.version,
    at,
    state: "skipped" as const,
    matter: null,
    reason: "the duty was put anew before the working day it was moved to",
    recordedAt: now,
  }));
  await insertOccurrences(tx, tenantId, before.id, records);
  return null;
}

const sameDates = (one: DutyTerms, other: DutyTerms): boolean =>
  one.rule === other.rule && one.startsOn === other.startsOn && one.endsOn === other.endsOn;

/** The date before the first one that the new version answers for, which is `from` or later. */
async function handledBefore(
  tx: Transaction,
  tenantId: number,
  id: string,
  terms: DutyTerms,
  from: number,
): Promise<number> {
  const [last] = await findOccurrences(tx, tenantId, id, null, 1);
  const before = Math.max(from, parseDay(terms.startsOn)) - 1;
  return last === undefined ? before : Math.max(before, parseDay(last.on));
}
