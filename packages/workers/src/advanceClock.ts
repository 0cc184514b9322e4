import { setTimeout as wait } from "node:timers/promises";
import {
  type Database,
  type Engine,
  type EngineClock,
  EngineError,
  findDueWebhooks,
  findNextAttemptAt,
  findNextOccurrenceAt,
  findNextRungAt,
  findNextSendAt,
  type Instant,
  type Logger,
} from "@duban/engine";
import { earliest, fireBatch, reprojectAll, tenantIds } from "./deadlines.ts";
import { sendAllNotices } from "./relay.ts";
import { createAllOccurrences } from "./schedules.ts";
import { createWorkerStats, type WorkerStats } from "./workerStats.ts";

export interface ClockAdvanceOptions {
  readonly engine: Engine;
  readonly database: Database;
  readonly clock: EngineClock;
  /** Drains one webhook; how many attempts were made. */
  readonly deliver: (tenantId: number, webhookId: string) => Promise<number>;
  readonly logger: Logger;
  readonly stats?: WorkerStats;
}

// What is due and yet can't be taken is in another process's transaction or on its way to a receiver; both end by themselves.
const longestBlockMs = 60_000;

/**
 * Builds the one way to move the manual clock.
 *
 * The clock goes from due instant to due instant, none left out, and at each of them stays until every occurrence of a duty,
 * rung, notice and delivery due by then is done; then it goes to `to`. When the promise resolves nothing is left that is due
 * by `to`. Calls take turns. Rejects with code `clock-in-past` if the clock has gone beyond `to` already, and with
 * `clock-blocked` (retryable) if something due stays in another's hands for a minute. The queue has no part in this.
 */
export function createClockAdvance(options: ClockAdvanceOptions): (to: Instant) => Promise<void> {
  const stats = options.stats ?? createWorkerStats();
  let last: Promise<void> = Promise.resolve();
  return (to) => {
    const turn = last.catch(() => undefined).then(() => advance({ ...options, stats }, to));
    last = turn;
    return turn;
  };
}

type Advance = Required<ClockAdvanceOptions>;

async function advance(advance: Advance, to: Instant): Promise<void> {
  const { clock, database, logger } = advance;
  const startedAt = performance.now();
  let now = await clock.read();
  if (to < now) {
    throw new EngineError(
      "clock-in-past",
      `the clock stands at ${new Date(now).toISOString()} and never goes back`,
    );
  }
  const tenants = await tenantIds(database);
  for (const tenantId of tenants) await reprojectAll(advance.engine, tenantId, advance.stats, noSignal);
  let instants = 1;
  for (let next = await doAllDueAt(advance, tenants, now); next !== null && next <= to; instants += 1) {
    now = next;
    await clock.advanceTo(now);
    next = await doAllDueAt(advance, tenants, now);
  }
  await clock.advanceTo(to);
  const tookMs = Math.round(performance.now() - startedAt);
  logger.debug({ to: new Date(to).toISOString(), instants, tookMs }, "the clock was moved");
}

const noSignal = new AbortController().signal;

/** Does all that is due by `now`, including what doing it makes due; answers the next instant, which is later. */
async function doAllDueAt(
  advance: Advance,
  tenants: readonly number[],
  now: Instant,
): Promise<Instant | null> {
  let blockedSince: number | undefined;
  for (;;) {
    let done = 0;
    const nexts: (Instant | null)[] = [];
    for (const tenantId of tenants) {
      const due = await findDue(advance, tenantId);
      nexts.push(due.next);
      if (due.next !== null && due.next <= now) done += await doDue(advance, tenantId, due, now);
    }
    const next = earliest(nexts);
    if (next === null || next > now) return next;
    if (done > 0) blockedSince = undefined;
    else blockedSince ??= performance.now();
    if (blockedSince === undefined) continue;
    if (performance.now() - blockedSince > longestBlockMs) {
      throw new EngineError("clock-blocked", "something due is held by another process", { retryable: true });
    }
    await wait(10);
  }
}

/** When something of each kind is next due, and the first of them. */
interface NextDue {
  readonly rungAt: Instant | null;
  readonly noticeAt: Instant | null;
  readonly attemptAt: Instant | null;
  readonly occurrenceAt: Instant | null;
  readonly next: Instant | null;
}

async function findDue({ database }: Advance, tenantId: number): Promise<NextDue> {
  const [rungAt, noticeAt, attemptAt, occurrenceAt] = await Promise.all([
    findNextRungAt(database, tenantId),
    findNextSendAt(database, tenantId),
    findNextAttemptAt(database, tenantId),
    findNextOccurrenceAt(database, tenantId),
  ]);
  const next = earliest([rungAt, noticeAt, attemptAt, occurrenceAt]);
  return { rungAt, noticeAt, attemptAt, occurrenceAt, next };
}

/** One round for one tenant: new matters and rungs first, as they may bring notices and messages, which the next round finds. */
async function doDue(advance: Advance, tenantId: number, due: NextDue, now: Instant): Promise<number> {
  const { engine, database, deliver, stats } = advance;
  const isDue = (instant: Instant | null) => instant !== null && instant <= now;
  let done = 0;
  if (isDue(due.occurrenceAt)) done += await createAllOccurrences(engine, tenantId, now, stats, noSignal);
  for (let more = isDue(due.rungAt); more; ) {
    const batch = await fireBatch(engine, tenantId, now, noSignal);
    stats.rungsFired += batch.fired;
    done += batch.fired;
    more = batch.more;
  }
  if (isDue(due.noticeAt)) done += await sendAllNotices(engine, tenantId, now, stats, noSignal);
  if (isDue(due.attemptAt)) {
    const webhooks = await findDueWebhooks(database, tenantId, now);
    const attempts = await Promise.all(webhooks.map((webhookId) => deliver(tenantId, webhookId)));
    done += attempts.reduce((sum, count) => sum + count, 0);
  }
  return done;
}
