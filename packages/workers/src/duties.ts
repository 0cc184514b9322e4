import type { Database, Engine, EngineClock, Logger } from "@duban/engine";
import { createCleaning } from "./cleaning.ts";
import { createDeadlines } from "./deadlines.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Doorbell } from "./doorbell.ts";
import { createOutage } from "./outage.ts";
import type { RingHandlers } from "./queues.ts";
import { createRelay } from "./relay.ts";
import type { WorkerStats } from "./workerStats.ts";

export interface DutiesOptions {
  readonly engine: Engine;
  readonly database: Database;
  readonly clock: EngineClock;
  readonly logger: Logger;
  readonly stats: WorkerStats;
  readonly deliveries: Deliveries;
  readonly doorbell: Doorbell;
  readonly signal: AbortSignal;
  readonly lanes?: number | undefined;
}

/** What is done when a queue rings, and what is done when none does. None of it ever rejects. */
export interface Duties {
  readonly onRing: RingHandlers;
  readonly sweep: () => Promise<void>;
  /** Resolves when nothing of this is under way. */
  settled(): Promise<void>;
}

/** Builds the duties of a worker process; each ends by arming the next wake-up. */
export function createDuties(options: DutiesOptions): Duties {
  const { clock, deliveries, doorbell, stats, signal } = options;
  const underWay = new Set<Promise<void>>();
  const guarded = guardedBy(options, underWay);
  const deadlines = createDeadlines(options);
  const clean = createCleaning(options);
  // A manual clock passes no instant by itself; what is due where it stands the sweep finds.
  const findWakeAt = async () => (signal.aborted || clock.isManual ? null : await deadlines.nextWakeAt());
  const armNext = async () => {
    const wakeAt = await findWakeAt();
    if (wakeAt !== null) doorbell.wakeAt(wakeAt);
  };
  // Each notice sent is an event of its task. On a manual clock who reads a task and writes to it would find it moved on in between, with
  // nothing having moved: there notices are left to whoever moves the clock, and to the sweep.
  const relay = createRelay({
    ...options,
    onDueWebhook: doorbell.ringDeliveries,
    leavesNotices: clock.isManual,
  });

  const onDelivery = guarded("the delivery of messages", async (tenantId: number, webhookId: string) => {
    await deliveries.deliver(tenantId, webhookId);
    await armNext();
  });
  // The sweep delivers by itself, as there may be no queue to ring; it doesn't wait for receivers.
  const relayWithoutQueue = createRelay({
    ...options,
    onDueWebhook: (tenantId, webhookId) => void onDelivery(tenantId, webhookId),
  });

  return {
    onRing: {
      deadlines: guarded("the drain of deadlines", async () => {
        await deadlines.drain();
        doorbell.ringRelay();
        await armNext();
      }),
      relay: guarded("the relay", async () => {
        await relay();
        await armNext();
      }),
      deliveries: async ({ tenantId, webhookId }) => {
        if (tenantId !== undefined && webhookId !== undefined) await onDelivery(tenantId, webhookId);
      },
    },
    sweep: guarded("the sweep", async () => {
      await deadlines.reproject();
      await deadlines.drain();
      await relayWithoutQueue();
      await clean();
      const wakeAt = await findWakeAt();
      if (wakeAt !== null) doorbell.wakeAgainAt(wakeAt);
      stats.sweeps += 1;
    }),
    async settled() {
      await Promise.all(underWay);
    },
  };
}

/** Wraps a duty: its failures are logged once an outage instead of thrown, as the next sweep begins anew in any case. */
function guardedBy({ logger, signal }: DutiesOptions, underWay: Set<Promise<void>>) {
  return <Given extends readonly unknown[]>(what: string, duty: (...given: Given) => Promise<void>) => {
    const outage = createOutage(what, logger);
    return (...given: Given): Promise<void> => {
      if (signal.aborted) return Promise.resolve();
      const run = duty(...given)
        .then(outage.succeeded, outage.failed)
        .finally(() => underWay.delete(run));
      underWay.add(run);
      return run;
    };
  };
}
