import type { Database, Engine, EngineClock } from "@duban/engine";
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
}

// From what a cached read takes up to what a client waits for before it gives up.
const durationBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes the figures. */
export function createMetrics({ engine, clock, tenantId }: Measured): Metrics {
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
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    observeRequest: (method, route, status, durationMs) =>
      durations.labels(method, route, String(status)).observe(durationMs / 1000),
    countEvent: (status, kind) => events.labels(status, kind).inc(),
  };
}
