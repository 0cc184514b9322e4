import { setMaxListeners } from "node:events";
import {
  type ClaimedMessage,
  claimDueMessages,
  type Database,
  disableWebhook,
  type EngineClock,
  findReceiver,
  type Logger,
  type Receiver,
  releaseMessages,
  settleAttempt,
} from "@duban/engine";
import { deliveryBody } from "./deliveryBody.ts";
import { nextAttemptAt } from "./retrySchedule.ts";
import type { Sent, WebhookTransport } from "./transports/webhook.ts";
import type { WorkerStats } from "./workerStats.ts";

/** Brings messages of the outbox to their webhooks: at least once, under a stable id. */
export interface Deliveries {
  /**
   * Sends every message of a webhook that is due by now, in the order they were recorded, a few at a time; answers how many
   * attempts were made. In one process a webhook is drained once at a time; who comes meanwhile waits and looks again.
   */
  deliver(tenantId: number, webhookId: string): Promise<number>;
  /** Begins no further attempt, waits for those under way at most `limitMs`, then cuts them off; their leases run out. */
  close(limitMs: number): Promise<void>;
}

export interface DeliveriesOptions {
  readonly database: Database;
  readonly clock: EngineClock;
  readonly transport: WebhookTransport;
  readonly stats: WorkerStats;
  readonly logger: Logger;
  readonly random?: () => number;
}

/** Messages claimed at once, and how many of them are under way together. */
const claimLimit = 32;
const lanes = 8;

/**
 * How long a claimed message is nobody else's: until all that were claimed together have timed out, and a minute more for
 * a busy machine. Were it too short, a message would be sent twice; were it long, what a killed worker held would wait.
 */
export const leaseMs = (timeoutMs: number): number => (claimLimit / lanes) * timeoutMs + 60_000;

export function createDeliveries(options: DeliveriesOptions): Deliveries {
  const stopTaking = new AbortController();
  const cutOff = new AbortController();
  // Every message under way listens on it, of all webhooks together; past ten Node would suspect a leak.
  setMaxListeners(0, cutOff.signal);
  const running = new Map<string, Promise<number>>();
  const waiting = new Map<string, Promise<number>>();

  const run = (key: string, tenantId: number, webhookId: string) => {
    const drain = drainWebhook(options, tenantId, webhookId, stopTaking.signal, cutOff.signal);
    const done = drain.finally(() => running.delete(key));
    running.set(key, done);
    return done;
  };

  return {
    deliver(tenantId, webhookId) {
      const key = `${tenantId}-${webhookId}`;
      const before = running.get(key);
      if (before === undefined) return run(key, tenantId, webhookId);
      const queued = waiting.get(key);
      if (queued !== undefined) return queued;
      const next = before
        .catch(() => 0)
        .then(() => {
          waiting.delete(key);
          return run(key, tenantId, webhookId);
        });
      waiting.set(key, next);
      return next;
    },
    async close(limitMs) {
      stopTaking.abort();
      const timer = setTimeout(() => cutOff.abort(), limitMs);
      await Promise.allSettled([...running.values(), ...waiting.values()]);
      clearTimeout(timer);
      await options.transport.close();
    },
  };
}

async function drainWebhook(
  options: DeliveriesOptions,
  tenantId: number,
  webhookId: string,
  stop: AbortSignal,
  cutOff: AbortSignal,
): Promise<number> {
  const { database, clock, transport } = options;
  let attempts = 0;
  while (!stop.aborted) {
    // Read anew each round: it may have been disabled, or moved to another URL.
    const receiver = await findReceiver(database, tenantId, webhookId);
    if (receiver === undefined) return attempts;
    const now = await clock.read();
    const claim = {
      tenantId,
      webhookId,
      upTo: now,
      leaseUntil: now + leaseMs(transport.timeoutMs),
      limit: claimLimit,
    };
    const claimed = await claimDueMessages(database, claim);
    if (claimed.length === 0) return attempts;
    const sending = { ...options, tenantId, webhookId, receiver, stop, cutOff };
    attempts += await sendAll(sending, claimed);
  }
  return attempts;
}

interface Sending extends DeliveriesOptions {
  readonly tenantId: number;
  readonly webhookId: string;
  readonly receiver: Receiver;
  readonly stop: AbortSignal;
  readonly cutOff: AbortSignal;
}

async function sendAll(sending: Sending, claimed: readonly ClaimedMessage[]): Promise<number> {
  const open = [...claimed];
  let isGone = false;
  const lane = async () => {
    while (!isGone && !sending.stop.aborted) {
      const message = open.shift();
      if (message === undefined) return;
      isGone = (await sendOne(sending, message)) === "gone" || isGone;
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, lane));
  if (open.length > 0) {
    await releaseMessages(sending.database, sending.tenantId, open, await sending.clock.read());
  }
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return claimed.length - open.length;
}

async function sendOne(sending: Sending, message: ClaimedMessage): Promise<Sent["outcome"]> {
  const { database, clock, transport, tenantId, webhookId, receiver, stats, logger } = sending;
  const id = `msg_${message.id}`;
  const sent = await transport.send({ ...receiver, id, body: deliveryBody(message) }, sending.cutOff);
  stats.deliveries[sent.outcome] += 1;
  const at = await clock.read();
  const { outcome, status, detail, durationMs } = sent;
  const fate = fateOf(sent, message.attempt, at, (sending.random ?? Math.random)());
  const attempt = {
    messageId: message.id,
    attempt: message.attempt,
    at,
    durationMs,
    status,
    outcome,
    detail,
  };
  await settleAttempt(database, tenantId, { ...attempt, ...fate });
  if (outcome === "gone") {
    await disableWebhook(database, tenantId, webhookId, at, "the receiver answered 410 Gone");
    logger.warn({ tenantId, webhookId }, "a webhook was disabled: its receiver answered 410 Gone");
  } else if (fate.state === "failed") {
    logger.warn(
      { tenantId, webhookId, message: id, attempts: message.attempt, detail },
      "a message was given up",
    );
  }
  return outcome;
}

/** What becomes of a message after an attempt. */
function fateOf(sent: Sent, attempt: number, at: number, random: number) {
  if (sent.outcome === "delivered")
    return { state: "delivered", nextAttemptAt: null, settledAt: at } as const;
  const again = sent.outcome === "gone" ? null : nextAttemptAt(attempt, at, random, sent.retryAfterMs);
  if (again === null) return { state: "failed", nextAttemptAt: null, settledAt: at } as const;
  return { state: "waiting", nextAttemptAt: again, settledAt: null } as const;
}
