import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "@duban/engine";
import type { JobsOptions } from "bullmq";
import { createOutage } from "./outage.ts";
import {
  type BackendQueue,
  type BackendWorker,
  openQueueBackend,
  type QueueConfig,
  type Ring,
} from "./queueBackend.ts";

/** The queues, and how many jobs of each one process works on at a time. */
export const queueConcurrency = {
  /** One drain empties all there is; a second would only get in its way. */
  deadlines: 1,
  relay: 1,
  /** One job a webhook, so that a slow receiver holds up nobody else. */
  deliveries: 16,
} as const;
export type QueueName = keyof typeof queueConcurrency;
const queueNames = Object.keys(queueConcurrency) as QueueName[];

/** What is done when a queue rings; must not throw, and must find out for itself what there is to do. */
export type RingHandlers = Readonly<Record<QueueName, (ring: Ring) => Promise<void>>>;

/**
 * The doorbell's wires. Nothing is kept here that can't be rebuilt from the tables: a ring that is lost costs time, until
 * the next sweep, and nothing else.
 */
export interface Queues {
  /** Connects, in the background and for as long as it takes. `handlers` null: this process rings and does not answer. */
  open(handlers: RingHandlers | null): void;
  /**
   * Rings a queue, now or after `delayMs`. Rings with the same `key` fall together while one waits; one that comes while
   * its like is being worked on is worked on afterwards. Never rejects: a ring that fails is an outage, and lost. Stays
   * pending while Redis cannot be reached.
   */
  ring(name: QueueName, key: string, ring: Ring, delayMs?: number): Promise<void>;
  /** Takes no more jobs, waits for those under way, and closes every connection. Never rejects. */
  close(): Promise<void>;
}

export interface QueuesOptions {
  readonly config: QueueConfig;
  readonly logger: Logger;
  readonly onReachable: (reachable: boolean) => void;
}

/** Builds the queues; the store may be down when they are opened, or at any time later. */
export function createQueues(options: QueuesOptions): Queues {
  const outage = createOutage("the queue", options.logger, options.onReachable);
  const stop = new AbortController();
  let current: OpenQueues | undefined;
  let closing: Promise<void> | undefined;

  const keepOpening = async (handlers: RingHandlers | null) => {
    for (let delayMs = 500; !stop.signal.aborted; delayMs = Math.min(delayMs * 2, 15_000)) {
      current = openQueues(options.config, outage.failed);
      try {
        await current.start(handlers);
        return outage.succeeded();
      } catch (error) {
        // A BullMQ object whose first connection failed never becomes ready: it has to be made anew.
        outage.failed(error);
        await current.close(true);
        current = undefined;
      }
      await wait(delayMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };

  return {
    open: (handlers) => void keepOpening(handlers),
    async ring(name, key, ring, delayMs = 0) {
      if (current === undefined || stop.signal.aborted) return;
      try {
        await current.queues[name].add(key, ring, jobOptions(key, delayMs));
        outage.succeeded();
      } catch (error) {
        outage.failed(error);
      }
    },
    close() {
      stop.abort();
      closing ??= current?.close(false) ?? Promise.resolve();
      return closing;
    },
  };
}

function jobOptions(key: string, delayMs: number): JobsOptions {
  const leaveNothing = { removeOnComplete: true, removeOnFail: true };
  // A delayed ring falls together with another by its id, not by the deduplication of those that ring at once: it
  // would swallow them.
  if (delayMs > 0) return { ...leaveNothing, jobId: key, delay: delayMs };
  return { ...leaveNothing, deduplication: { id: key, keepLastIfActive: true } };
}

interface OpenQueues {
  readonly queues: Readonly<Record<QueueName, BackendQueue>>;
  /** Resolves when every queue, and if there are handlers every worker, is connected. */
  start(handlers: RingHandlers | null): Promise<void>;
  /** Never rejects. */
  close(force: boolean): Promise<void>;
}

function openQueues(config: QueueConfig, onError: (error: unknown) => void): OpenQueues {
  const backend = openQueueBackend(config, onError);
  const queueOf = (name: QueueName) => {
    const queue = backend.createQueue(name);
    queue.on("error", onError);
    return queue;
  };
  const queues = {
    deadlines: queueOf("deadlines"),
    relay: queueOf("relay"),
    deliveries: queueOf("deliveries"),
  };
  const workers: BackendWorker[] = [];
  let isClosed = false;
  return {
    queues,
    async start(handlers) {
      await Promise.all(queueNames.map((name) => queues[name].waitUntilReady()));
      if (handlers === null || isClosed) return;
      for (const name of queueNames) {
        const worker = backend.createWorker(name, queueConcurrency[name], handlers[name]);
        worker.on("error", onError);
        workers.push(worker);
      }
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
    },
    async close(force) {
      isClosed = true;
      const isUp = backend.stopReconnecting();
      await Promise.allSettled(workers.map((worker) => worker.close(force || !isUp)));
      await Promise.allSettled(queueNames.map((name) => queues[name].close()));
      backend.close();
    },
  };
}
