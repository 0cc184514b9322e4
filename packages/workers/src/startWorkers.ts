import { setTimeout as wait } from "node:timers/promises";
import type { Committed, Config, Database, Engine, EngineClock, Logger, Sealer } from "@duban/engine";
import { createDeliveries, type Deliveries } from "./deliveries.ts";
import { createDoorbell } from "./doorbell.ts";
import { createDuties } from "./duties.ts";
import { createQueues } from "./queues.ts";
import { startSealing } from "./sealing.ts";
import { startSweep } from "./sweep.ts";
import { createWebhookTransport } from "./transports/webhook.ts";
import { createWorkerStats, type WorkerStats } from "./workerStats.ts";

/** What the workers need of the configuration; `databaseUrl` is the database's, also where it is embedded. */
export type WorkersConfig = Pick<Config, "redis" | "webhook"> & { readonly databaseUrl: string };

export interface WorkersOptions {
  readonly engine: Engine;
  readonly database: Database;
  readonly clock: EngineClock;
  readonly config: WorkersConfig;
  readonly logger: Logger;
  /** False: this process rings for others, and does no work itself. */
  readonly works?: boolean;
  /** Seals what is recorded; left out: somebody else does. */
  readonly sealer?: Sealer | undefined;
  readonly sweepEveryMs?: number;
  readonly gatherMs?: number;
  /** Batches of a storm under way at once in this process. */
  readonly lanes?: number | undefined;
}

/** The workers of one process. */
export interface Workers {
  /** To be told of every commit; returns at once and never throws. */
  readonly onCommitted: (committed: Committed) => void;
  readonly deliver: Deliveries["deliver"];
  readonly stats: WorkerStats;
  /** Begins nothing new, ends what was begun within `limitMs`, and closes every connection of its own. Never rejects. */
  drain(limitMs?: number): Promise<void>;
}

/**
 * Starts the workers: whatever is overdue is done at once, what becomes due is done at its instant, by the queue if it can be
 * reached and by the sweep in any case.
 *
 *   commit ──onCommitted──► doorbell ──► queue deadlines ──► drain rungs ──► relay
 *                                    └─► queue relay ──────► send notices, find webhooks ──► queue deliveries ──► deliver
 *   every few seconds: sweep ── all of the same, without any queue
 *                      sealing ── what was recorded is chained and signed
 */
export function startWorkers(options: WorkersOptions): Workers {
  const { clock, logger, config } = options;
  const stats = createWorkerStats();
  const stop = new AbortController();
  const { privateAddresses, timeoutMs } = config.webhook;
  const transport = createWebhookTransport({ allowPrivate: privateAddresses === "allow", timeoutMs });
  const deliveries = createDeliveries({ ...options, stats, transport });
  const onReachable = (reachable: boolean) => {
    stats.queueReachable = reachable;
  };
  const queues = createQueues({ config, logger, onReachable });
  const doorbell = createDoorbell({ queues, clock, gatherMs: options.gatherMs });
  const duties = createDuties({ ...options, stats, deliveries, doorbell, signal: stop.signal });
  const works = options.works ?? true;
  queues.open(works ? duties.onRing : null);
  const sweep = works ? startSweep({ run: duties.sweep, everyMs: options.sweepEveryMs ?? 5_000 }) : undefined;
  const { sealer } = options;
  const sealing = works && sealer !== undefined ? startSealing({ ...options, sealer }) : undefined;
  let drained: Promise<void> | undefined;
  return {
    onCommitted: doorbell.onCommitted,
    deliver: deliveries.deliver,
    stats,
    drain(limitMs = 8_000) {
      stop.abort();
      doorbell.close();
      const limit = wait(limitMs, undefined, { ref: false });
      const ends = [sweep?.stop(), sealing?.stop(), duties.settled(), queues.close()].map((end) =>
        Promise.race([end, limit]),
      );
      drained ??= Promise.allSettled([...ends, deliveries.close(limitMs)]).then(() => undefined);
      return drained;
    },
  };
}
