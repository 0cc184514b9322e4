import type { WorkingTask } from "../world/traffic.ts";

/** What one load generator is to send. Plain, for it travels to another process. */
export interface LoadPlan {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  /** 1: single events, structured. More: batches of so many. */
  readonly groupSize: number;
  /** Events in all; a little more or less where groups don't divide it. */
  readonly events: number;
  /** Requests a second over all connections; null: each connection sends as soon as it is answered. */
  readonly requestsPerSecond: number | null;
  readonly tasks: readonly WorkingTask[];
  /** The keys of the senders by name. */
  readonly keys: Readonly<Record<string, string>>;
  /** Makes the events' ids its own. */
  readonly run: string;
}

/** What came of it, request by request. */
export interface LoadOutcome {
  readonly events: number;
  readonly durationMs: number;
  /** When each request was due, in milliseconds since the epoch, and how long after it was answered. */
  readonly dueAt: Float64Array;
  readonly latencyMs: Float64Array;
  /** Processor time the generator itself took meanwhile, user and system. */
  readonly cpuMs: number;
  /** Events that were not answered `applied`, and a sample of an answer. */
  readonly notApplied: number;
  readonly sample: string;
}

export const perSecond = ({ events, durationMs }: LoadOutcome): number => (events * 1_000) / durationMs;
