import type { Committed, EngineClock, Instant } from "@duban/engine";
import type { Queues } from "./queues.ts";

/**
 * Tells the workers, wherever they run, that there may be something to do. Nobody relies on it: what it fails to tell, the
 * sweep finds.
 *
 * Every method returns at once and never throws. Rings are gathered: the first goes out at once, what comes within
 * `gatherMs` of the last goes out together, so that a thousand commits a second cost a handful of rings.
 */
export interface Doorbell {
  onCommitted(committed: Committed): void;
  ringRelay(): void;
  ringDeliveries(tenantId: number, webhookId: string): void;
  /** Has the deadlines drained at `instant`, by the system's clock; at once if it has passed. */
  wakeAt(instant: Instant): void;
  /** As `wakeAt`, without trusting that an earlier wake-up still stands: the queue may have been emptied. */
  wakeAgainAt(instant: Instant): void;
  close(): void;
}

export interface DoorbellOptions {
  readonly queues: Queues;
  readonly clock: EngineClock;
  readonly gatherMs?: number | undefined;
}

/** What waits to be rung. */
interface Pending {
  relay: boolean;
  wakeAt: Instant | null;
  readonly deliveries: Map<string, { readonly tenantId: number; readonly webhookId: string }>;
}

// Delays beyond a day are not entrusted to a queue: its scores have limits, and the sweep comes by in time.
const farthestWakeMs = 24 * 60 * 60 * 1_000;

const nothing = (): Pending => ({ relay: false, wakeAt: null, deliveries: new Map() });
const isNothing = (pending: Pending) =>
  !pending.relay && pending.wakeAt === null && pending.deliveries.size === 0;

export function createDoorbell({ queues, clock, gatherMs = 200 }: DoorbellOptions): Doorbell {
  let pending = nothing();
  let timer: NodeJS.Timeout | undefined;
  let isRinging = false;
  let isClosed = false;
  let lastRungAt = Number.NEGATIVE_INFINITY;
  /** The earliest wake-up this process has armed; one that has passed counts for nothing. */
  let armedAt: Instant | null = null;

  const schedule = () => {
    if (timer !== undefined || isRinging || isClosed) return;
    const delayMs = Math.max(0, lastRungAt + gatherMs - performance.now());
    timer = setTimeout(ringPending, delayMs);
    timer.unref();
  };

  const ringPending = () => {
    timer = undefined;
    isRinging = true;
    const rung = pending;
    pending = nothing();
    // While Redis is away this stays pending, and what is to be rung gathers in memory, in bounds.
    ring(rung)
      .catch(() => undefined)
      .finally(() => {
        isRinging = false;
        lastRungAt = performance.now();
        if (!isNothing(pending)) schedule();
      });
  };

  const ring = async (rung: Pending) => {
    if (rung.wakeAt !== null) await ringWake(rung.wakeAt);
    if (rung.relay) await queues.ring("relay", "relay", {});
    for (const [key, webhook] of rung.deliveries) await queues.ring("deliveries", key, webhook);
  };

  const ringWake = async (instant: Instant) => {
    const now = await clock.read();
    if (instant <= now) return queues.ring("deadlines", "now", {});
    // A manual clock passes no instant by itself: who moves it does what is due on the way.
    if (clock.isManual || instant - now > farthestWakeMs) return;
    if (armedAt !== null && armedAt > now && armedAt <= instant) return;
    armedAt = instant;
    await queues.ring("deadlines", `wake-${instant}`, {}, instant - now);
  };

  const wakeAt = (instant: Instant) => {
    if (pending.wakeAt === null || instant < pending.wakeAt) pending.wakeAt = instant;
    schedule();
  };
  const ringRelay = () => {
    pending.relay = true;
    schedule();
  };

  return {
    onCommitted({ armedAt, messages, notices }) {
      if (armedAt !== null) wakeAt(armedAt);
      if (messages || notices) ringRelay();
    },
    ringRelay,
    ringDeliveries(tenantId, webhookId) {
      pending.deliveries.set(`${tenantId}-${webhookId}`, { tenantId, webhookId });
      schedule();
    },
    wakeAt,
    wakeAgainAt(instant) {
      armedAt = null;
      wakeAt(instant);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
