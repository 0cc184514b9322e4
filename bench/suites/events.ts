import { perSecond } from "../load/loadPlan.ts";
import { runLoad } from "../load/runLoad.ts";
import type { Section, SuiteOutcome } from "../report.ts";
import { startServerProcess } from "../server/serverProcess.ts";
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
}

export const oneByOne: Shape = {
  name: "one by one, 64 connections",
  connections: 64,
  groupSize: 1,
  share: 1,
};
export const inBatches: Shape = {
  name: "batches of 200, 4 connections",
  connections: 4,
  groupSize: 200,
  share: 4,
};

/** The median run of a shape. */
export interface EventFigure {
  readonly name: string;
  readonly groupSize: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Events that shared a transaction, on average. */
  readonly group: number;
}

/** Sends the shape's load to a running server, `runs` times after one to warm up, always to tasks made for the run. */
export async function measureEvents(
  testbed: Testbed,
  county: County,
  url: string,
  shape: Shape,
  options: SuiteOptions,
): Promise<EventFigure> {
  const engine = loadingEngine(testbed);
  const { hostname: host, port } = new URL(url);
  const figures: Omit<EventFigure, "name" | "groupSize">[] = [];
  for (let run = 0; run <= options.runs; run++) {
    const events = options.events * shape.share;
    const units = workingUnits.slice(0, shape.connections);
    const tasks = await createTasks(engine, county.tenantId, tasksFor({ ...shape, events }), units);
    await settleNotices(testbed.database, county.tenantId);
    options.progress(`${shape.name}, ${run === 0 ? "warming up" : `run ${run} of ${options.runs}`}`);
    const id = `${shape.groupSize}-${run}-${Date.now()}`;
    const address = { host, port: Number(port), requestsPerSecond: null, keys: county.keys, run: id };
    const outcome = await runLoad({ ...shape, ...address, events, tasks });
    if (run === 0) continue;
    const group = outcome.events / (await transactionsOf(testbed, county, id));
    options.progress(`  ${Math.round(perSecond(outcome))} events/s`);
    figures.push({ perSecond: perSecond(outcome), ...latencyOf(outcome.latencyMs), group });
  }
  await engine.drain();
  const middle = (key: "perSecond" | "p50" | "p95" | "p99" | "group") =>
    median(figures.map((figure) => figure[key]));
  return {
    name: shape.name,
    groupSize: shape.groupSize,
    perSecond: middle("perSecond"),
    p50: middle("p50"),
    p95: middle("p95"),
    p99: middle("p99"),
    group: middle("group"),
  };
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
    const single = await measureEvents(testbed, county, server.url, oneByOne, options);
    const batched = await measureEvents(testbed, county, server.url, inBatches, options);
    await server.stop();
    const seen = Math.max(2, Math.round(single.group));
    const limits = await measureLimit(testbed, [1, seen, 50, 200], options);
    return {
      sections: [sectionOfEvents([single, batched], limits, seen), sectionOfLimits(limits, seen)],
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
          measured: ratio(batched, limits, 200),
          unit: "×",
          atLeast: 0.5,
        },
      ],
    };
  },
};

const ratio = (figure: EventFigure, limits: readonly LimitFigure[], groupSize: number): number =>
  figure.perSecond / (limits.find((limit) => limit.groupSize === groupSize)?.perSecond ?? Number.NaN);

function sectionOfEvents(
  figures: readonly EventFigure[],
  limits: readonly LimitFigure[],
  seen: number,
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
      { key: "limit", title: "limit at that size" },
      { key: "ratio", title: "ratio", digits: 2 },
    ],
    rows: figures.map((figure) => {
      const size = figure.groupSize === 1 ? seen : figure.groupSize;
      const limit = limits.find(({ groupSize }) => groupSize === size)?.perSecond ?? null;
      return { ...figure, limit, ratio: ratio(figure, limits, size) };
    }),
    notes: [
      "Latency is of a request, from before it is written to the last byte of its answer; of a batch, of all of it. The load " +
        "generator is a process of its own on the same cores.",
    ],
  };
}

const sectionOfLimits = (limits: readonly LimitFigure[], seen: number): Section => ({
  name: "limit",
  title: "The limit: the same rows by the least SQL, no engine, no HTTP",
  columns: [
    { key: "name", title: "events a transaction" },
    { key: "connections", title: "connections" },
    { key: "perSecond", title: "events/s" },
  ],
  rows: limits.map((limit) => ({
    ...limit,
    name: `${limit.groupSize}${limit.groupSize === seen ? " (as seen above one by one)" : ""}`,
  })),
  notes: [
    "Lock the tasks in id order, insert the events and notices, update the tasks and clocks, commit: the very bytes the engine " +
      "wrote for the same traffic, recorded beforehand, replayed on a copy of the same analysed database.",
  ],
});
