import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@duban/engine";
import { perSecond } from "../load/loadPlan.ts";
import { prepareLoad } from "../load/runLoad.ts";
import type { Section, SuiteOutcome } from "../report.ts";
import { postgresProcessorMs, processorMs } from "../server/processorTime.ts";
import { type ServerProcess, startServerProcess } from "../server/serverProcess.ts";
import type { Testbed } from "../server/testbed.ts";
import { latencyOf, median } from "../statistics.ts";
import { workingUnits } from "../world/county.ts";
import { tasksFor } from "../world/queues.ts";
import { type County, loadingEngine } from "../world/settle.ts";
import { createTasks, settleNotices } from "../world/tasks.ts";
import { type LimitFigure, measureLimit } from "./limit.ts";
import type { Suite, SuiteOptions } from "./suite.ts";

/** How events are sent; `share` scales the number of events a run has. */
export interface Shape {
  readonly name: string;
  readonly connections: number;
  readonly groupSize: number;
  readonly share: number;
  /** Whether the tables have been analysed at their size, as the limit's database is before it replays. */
  readonly analysed?: true;
}

export const oneByOne: Shape = {
  name: "one by one, 64 connections",
  connections: 64,
  groupSize: 1,
  share: 1,
};
// Eight, so that both batches under way and the next one are always full: with four the engine waits for its clients.
export const inBatches: Shape = {
  name: "batches of 200, 8 connections",
  connections: 8,
  groupSize: 200,
  share: 2,
};

/** The median run of a shape. */
export interface EventFigure {
  readonly name: string;
  readonly groupSize: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Events that shared a transaction, on average. */
  readonly group: number;
  /** Processor time an event took, in microseconds: of the server, of all of Postgres, of the load generator. */
  readonly serverUs: number;
  readonly postgresUs: number;
  readonly generatorUs: number;
  /** How long after the last answer the last notice of the events was sent, in seconds. */
  readonly noticesAfter: number;
}
type RunFigure = Omit<EventFigure, "name" | "groupSize">;

/** Sends the shape's load to a running server, `runs` times after one to warm up, always to tasks made for the run. */
export async function measureEvents(
  testbed: Testbed,
  county: County,
  server: ServerProcess,
  shape: Shape,
  options: SuiteOptions,
): Promise<EventFigure> {
  const figures: RunFigure[] = [];
  for (let run = 0; run <= options.runs; run++) {
    options.progress(`${shape.name}, ${run === 0 ? "warming up" : `run ${run} of ${options.runs}`}`);
    const figure = await measureRun(testbed, county, server, shape, options.events * shape.share);
    if (run === 0) continue;
    options.progress(`  ${Math.round(figure.perSecond)} events/s`);
    figures.push(figure);
  }
  const middle = (key: keyof RunFigure) => median(figures.map((figure) => figure[key]));
  return {
    name: shape.name,
    groupSize: shape.groupSize,
    perSecond: middle("perSecond"),
    p50: middle("p50"),
    p95: middle("p95"),
    p99: middle("p99"),
    max: middle("max"),
    group: middle("group"),
    serverUs: middle("serverUs"),
    postgresUs: middle("postgresUs"),
    generatorUs: middle("generatorUs"),
    noticesAfter: middle("noticesAfter"),
  };
}

async function measureRun(
  testbed: Testbed,
  county: County,
  server: ServerProcess,
  shape: Shape,
  events: number,
): Promise<RunFigure> {
  const { database } = testbed;
  const engine = loadingEngine(testbed);
  const units = workingUnits.slice(0, shape.connections);
  const tasks = await createTasks(engine, county.tenantId, tasksFor({ ...shape, events }), units);
  await engine.drain();
  await settleNotices(database, county.tenantId);
  if (shape.analysed !== true) await database.raw("vacuum analyze matters, tasks, clocks, events, notices");
  const { hostname: host, port } = new URL(server.url);
  const run = `${shape.groupSize}-${Date.now()}`;
  const address = { host, port: Number(port), requestsPerSecond: null, keys: county.keys, run };
  const load = await prepareLoad({ ...shape, ...address, events, tasks });
  const postmaster = await testbed.postmaster();
  const before = [await processorMs(server.pid), await postgresProcessorMs(postmaster)] as const;
  const outcome = await load.go();
  const after = [await processorMs(server.pid), await postgresProcessorMs(postmaster)] as const;
  const anEvent = (ms: number) => (ms * 1_000) / outcome.events;
  const group = outcome.events / (await transactionsOf(testbed, county, run));
  return {
    perSecond: perSecond(outcome),
    ...latencyOf(outcome.latencyMs),
    group,
    serverUs: anEvent(after[0] - before[0]),
    postgresUs: anEvent(after[1] - before[1]),
    generatorUs: anEvent(outcome.cpuMs),
    noticesAfter: await waitForNotices(database, county.tenantId),
  };
}

/** Waits until every notice is sent; answers the seconds. */
async function waitForNotices(database: Database, tenantId: number): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const waiting = await database.raw(
      `select 1
from notices n
where n.tenant_id = $1
  and n.sent_at is null
limit 1`,
      [tenantId],
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    if (waiting.length === 0) return seconds;
    if (seconds > 120) throw new Error("notices are not sent two minutes after their events");
    await wait(100);
  }
}

/** In how many transactions the events of a run were recorded: each row says which one wrote it. */
async function transactionsOf(testbed: Testbed, { tenantId }: County, run: string): Promise<number> {
  const [row] = await testbed.database.raw<{ count: number }>(
    `select count(distinct e.xmin::text)::integer as count
from events e
where e.tenant_id = $1
  and e.event_id like $2 || '-%'`,
    [tenantId, run],
  );
  return row?.count ?? 1;
}

/** Events over HTTP, one by one and in batches, and what the same Postgres could have done. */
export const eventsSuite: Suite = {
  name: "events",
  async run(testbed, county, options): Promise<SuiteOutcome> {
    const server = await startServerProcess({ dataDir: testbed.dataDir, profileDir: options.profileDir });
    const single = await measureEvents(testbed, county, server, oneByOne, options);
    const batched = await measureEvents(testbed, county, server, inBatches, options);
    await server.stop();
    const seen = Math.max(2, Math.round(single.group));
    const seenInBatches = Math.round(batched.group);
    const sizes = [...new Set([1, seen, 200, seenInBatches])];
    const limits = await measureLimit(testbed, sizes, options);
    const named = new Map([
      [seen, "as seen above one by one"],
      [seenInBatches, "as seen above in batches"],
    ]);
    return {
      sections: [
        sectionOfEvents(
          [
            [single, seen],
            [batched, seenInBatches],
          ],
          limits,
        ),
        sectionOfLimits(limits, named),
      ],
      targets: [
        { what: "events one by one over HTTP", measured: single.perSecond, unit: "/s", atLeast: 2_000 },
        {
          what: "events in batches of 200 over HTTP",
          measured: batched.perSecond,
          unit: "/s",
          atLeast: 8_000,
        },
        {
          what: "batches of 200, share of the limit",
          measured: ratio(batched, limits, seenInBatches),
          unit: "×",
          atLeast: 0.5,
        },
      ],
    };
  },
};

const ratio = (figure: EventFigure, limits: readonly LimitFigure[], groupSize: number): number =>
  figure.perSecond / (limits.find((limit) => limit.groupSize === groupSize)?.perSecond ?? Number.NaN);

/** Each figure with the size of the transactions it was recorded in: the limit is that of the same size. */
function sectionOfEvents(
  figures: readonly (readonly [EventFigure, number])[],
  limits: readonly LimitFigure[],
): Section {
  return {
    name: "events",
    title: "Events over HTTP",
    columns: [
      { key: "name", title: "load" },
      { key: "perSecond", title: "events/s" },
      { key: "p50", title: "p50 ms", digits: 1 },
      { key: "p95", title: "p95 ms", digits: 1 },
      { key: "p99", title: "p99 ms", digits: 1 },
      { key: "group", title: "events a transaction", digits: 1 },
      { key: "serverUs", title: "server µs" },
      { key: "postgresUs", title: "Postgres µs" },
      { key: "generatorUs", title: "generator µs" },
      { key: "noticesAfter", title: "notices sent after s", digits: 1 },
      { key: "limit", title: "limit at that size" },
      { key: "ratio", title: "ratio", digits: 2 },
    ],
    rows: figures.map(([figure, size]) => {
      const limit = limits.find(({ groupSize }) => groupSize === size)?.perSecond ?? null;
      return { ...figure, limit, ratio: ratio(figure, limits, size) };
    }),
    notes: [
      "Latency is of a request, from before it is written to the last byte of its answer; of a batch, of all of it. The load " +
        "generator is a process of its own on the same cores. µs: processor time an event took. While events come faster than they " +
        "are applied, who is to be told waits, a minute at most; the last column says how long after the last answer all had been told.",
    ],
  };
}

const sectionOfLimits = (limits: readonly LimitFigure[], named: ReadonlyMap<number, string>): Section => ({
  name: "limit",
  title: "The limit: the same rows by the least SQL, no engine, no HTTP",
  columns: [
    { key: "name", title: "events a transaction" },
    { key: "connections", title: "connections" },
    { key: "perSecond", title: "events/s" },
  ],
  rows: limits.map((limit) => ({
    ...limit,
    name: named.has(limit.groupSize)
      ? `${limit.groupSize} (${named.get(limit.groupSize)})`
      : `${limit.groupSize}`,
  })),
  notes: [
    "Lock the tasks in id order, insert the events and notices, update the tasks and clocks, commit: the very bytes the engine " +
      "wrote for the same traffic, recorded beforehand, replayed on a copy of the same analysed database.",
  ],
});
