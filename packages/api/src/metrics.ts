import type { Database, Engine, EngineClock } from "@duban/engine";
import type { WorkerStats } from "@duban/workers";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/**
 * What the process measures of itself, in a registry of its own.
 *
 * `observeRequest` takes the path's template, never the path: ids would make a series each.
 */
export interface Metrics {
  readonly contentType: string;
  render(): Promise<string>;
  observeRequest(method: string, route: string, status: number, durationMs: number): void;
  countEvent(status: string, kind: string): void;
}

/** What is asked for at the moment the figures are read. */
export interface Measured {
  readonly engine: Engine;
  readonly database: Database;
  readonly clock: EngineClock;
  readonly tenantId: number;
  /** What the workers of this process have done; at zero where none work in it. */
  readonly stats: WorkerStats;
}

// From what a cached read takes up to what a client waits for before it gives up.
const durationBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes the figures. */
export function createMetrics({ engine, clock, tenantId, stats }: Measured): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: "duban_http_request_duration_seconds",
    help: "How long requests took, by path template.",
    labelNames: ["method", "route", "status"],
    buckets: durationBuckets,
    registers,
  });
  const events = new Counter({
    name: "duban_events_total",
    help: "Incoming events by what became of them; kind is the problem's, for those rejected.",
    labelNames: ["status", "kind"],
    registers,
  });
  new Gauge({
    name: "duban_queue_depth",
    help: "Events and matters taken by this process and not yet settled.",
    registers,
    collect() {
      this.set(engine.waiting());
    },
  });
  new Gauge({
    name: "duban_rung_lag_seconds",
    help: "For how long the earliest rung or notice has been due and not been done; 0 if none is.",
    registers,
    async collect() {
      const [dueAt, now] = await Promise.all([engine.nextDueAt(tenantId), clock.read()]);
      this.set(dueAt === null ? 0 : Math.max(0, now - dueAt) / 1000);
    },
  });
  measureWorkers(registry, stats);
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    observeRequest: (method, route, status, durationMs) =>
      durations.labels(method, route, String(status)).observe(durationMs / 1000),
    countEvent: (status, kind) => events.labels(status, kind).inc(),
  };
}

/** The workers count for themselves; their numbers are read when the figures are. */
function measureWorkers(registry: Registry, stats: WorkerStats): void {
  const count = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  count("duban_rungs_fired_total", "Rungs that the workers of this process fired.", () => stats.rungsFired);
  count("duban_notices_sent_total", "Notices that went out.", () => stats.noticesSent);
  count(
    "duban_deadlines_moved_total",
    "Tasks projected again after an edited calendar.",
    () => stats.deadlinesMoved,
  );
  count("duban_duty_matters_total", "Matters that duties made.", () => stats.occurrencesCreated);
  count("duban_duty_skips_total", "Occurrences of duties that were skipped.", () => stats.occurrencesSkipped);
  new Counter({
    name: "duban_deliveries_total",
    help: "Attempts to deliver to webhooks, by what became of them.",
    labelNames: ["outcome"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [outcome, sum] of Object.entries(stats.deliveries)) this.labels(outcome).inc(sum);
    },
  });
  new Gauge({
    name: "duban_queue_reachable",
    help: "1 while BullMQ's queue can be reached; at 0 the sweep does all the work.",
    registers: [registry],
    collect() {
      this.set(stats.queueReachable ? 1 : 0);
    },
  });
}
