import { type Database, type Engine, type EngineClock, findDueWebhooks, findTenants } from "@duban/engine";
import type { WorkerStats } from "./workerStats.ts";

/** Notices in one transaction. */
export const noticesPerBatch = 500;

export interface RelayOptions {
  readonly engine: Engine;
  readonly database: Database;
  readonly clock: EngineClock;
  readonly stats: WorkerStats;
  readonly signal: AbortSignal;
  /** Told of each webhook that has messages due. */
  readonly onDueWebhook: (tenantId: number, webhookId: string) => void;
  /** Whether notices are left to others. */
  readonly leavesNotices?: boolean;
}

/** Sends the notices whose hour has come, and passes on which webhooks have messages due. */
export function createRelay(options: RelayOptions): () => Promise<void> {
  const { engine, database, clock, stats, signal, onDueWebhook, leavesNotices = false } = options;
  return async () => {
    for (const { tenantId } of await findTenants(database)) {
      const now = await clock.read();
      if (!leavesNotices) await sendAllNotices(engine, tenantId, now, stats, signal);
      for (const webhookId of await findDueWebhooks(database, tenantId, now))
        onDueWebhook(tenantId, webhookId);
    }
  };
}

/** Sends every notice of a tenant due by `upTo`; answers how many. */
export async function sendAllNotices(
  engine: Engine,
  tenantId: number,
  upTo: number,
  stats: WorkerStats,
  signal: AbortSignal,
): Promise<number> {
  let sent = 0;
  for (let more = true; more && !signal.aborted; ) {
    const batch = await engine.sendDueNotices(tenantId, upTo, noticesPerBatch);
    sent += batch.sent;
    more = batch.more && batch.sent > 0;
  }
  stats.noticesSent += sent;
  return sent;
}
