import { type DeliveryOutcome, deliveryOutcomes } from "./transports/webhook.ts";

/**
 * What the workers of this process have done since it started; plain numbers for whoever exposes metrics.
 *
 * Lag is the time from the instant of the oldest rung of a drain until its last one was recorded, so it is the worst of
 * the drain; `lagMsSum / drains` is the mean of the worst.
 */
export interface WorkerStats {
  rungsFired: number;
  drains: number;
  lastLagMs: number;
  maxLagMs: number;
  lagMsSum: number;
  noticesSent: number;
  deadlinesMoved: number;
  occurrencesCreated: number;
  occurrencesSkipped: number;
  sweeps: number;
  /** False while the queue cannot be reached and the sweep does all the work. */
  queueReachable: boolean;
  readonly deliveries: Record<DeliveryOutcome, number>;
}

/** All at zero. */
export function createWorkerStats(): WorkerStats {
  const deliveries = Object.fromEntries(deliveryOutcomes.map((outcome) => [outcome, 0]));
  return {
    rungsFired: 0,
    drains: 0,
    lastLagMs: 0,
    maxLagMs: 0,
    lagMsSum: 0,
    noticesSent: 0,
    deadlinesMoved: 0,
    occurrencesCreated: 0,
    occurrencesSkipped: 0,
    sweeps: 0,
    queueReachable: false,
    deliveries: deliveries as Record<DeliveryOutcome, number>,
  };
}

/** Counts a drain that fired something. */
export function countDrain(stats: WorkerStats, fired: number, lagMs: number): void {
  stats.rungsFired += fired;
  stats.drains += 1;
  stats.lastLagMs = lagMs;
  stats.maxLagMs = Math.max(stats.maxLagMs, lagMs);
  stats.lagMsSum += lagMs;
}
