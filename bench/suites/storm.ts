import { setTimeout as wait } from "node:timers/promises";
import { createClient } from "@duban/client";
import { type Database, sqlInstant } from "@duban/engine";
import { type PreparedLoad, prepareLoad } from "../load/runLoad.ts";
import type { SuiteOutcome } from "../report.ts";
import { type PeakMemory, watchMemory } from "../server/memory.ts";
import { type ServerProcess, startServerProcess } from "../server/serverProcess.ts";
import type { Testbed } from "../server/testbed.ts";
import { latencyOf } from "../statistics.ts";
import { stormLadder, workingUnits } from "../world/county.ts";
import { tasksFor } from "../world/queues.ts";
import { type County, loadingEngine } from "../world/settle.ts";
import { createTasks, multiplyTasks, settleNotices } from "../world/tasks.ts";
import type { Suite, SuiteOptions } from "./suite.ts";

/** One storm: how many rungs are due at one instant, on which processes, with how many events a second meanwhile. */
interface Storm {
  readonly rungs: number;
  /** 0: workers in the API's process. */
  readonly workerProcesses: number;
  readonly eventsPerSecond: number | null;
}

interface StormFigure {
  readonly lagMs: number;
  readonly rungsPerSecond: number;
  /** From the instant to when each rung says it was recorded. */
  readonly rungP50: number;
  readonly rungP99: number;
  readonly eventsPerSecond: number | null;
  readonly eventP50: number | null;
  readonly eventP99: number | null;
  readonly memory: PeakMemory;
}

const storms: readonly Storm[] = [
  { rungs: 10_000, workerProcesses: 0, eventsPerSecond: null },
  { rungs: 10_000, workerProcesses: 0, eventsPerSecond: 200 },
  { rungs: 100_000, workerProcesses: 0, eventsPerSecond: 200 },
  { rungs: 100_000, workerProcesses: 1, eventsPerSecond: 200 },
  { rungs: 100_000, workerProcesses: 2, eventsPerSecond: 200 },
];

const processesOf = ({ workerProcesses: count }: Storm): string =>
  count === 0 ? "1: api and workers" : `api, ${count} × workers`;

/** Many rungs due at one instant of the system's clock, and how long until the last is recorded. */
export const stormSuite: Suite = {
  name: "storm",
  async run(testbed, county, options): Promise<SuiteOutcome> {
    const rows = [];
    const chosen = options.quick ? storms.map((storm) => ({ ...storm, rungs: storm.rungs / 10 })) : storms;
    for (const storm of chosen) {
      const figures: StormFigure[] = [];
      // A storm of 100,000 takes a minute to prepare and hardly varies; small ones are quick and vary more.
      const runs = storm.rungs > 10_000 ? 1 : Math.min(2, options.runs);
      for (let run = 1; run <= runs; run++) {
        options.progress(
          `storm of ${storm.rungs}, ${processesOf(storm)}, ${storm.eventsPerSecond ?? 0} events/s: run ${run} of ${runs}`,
        );
        const figure = await runStorm(testbed, county, storm, options);
        options.progress(
          `  last recorded after ${figure.lagMs} ms, p99 of events ${figure.eventP99?.toFixed(0) ?? "-"} ms, ` +
            `at most ${figure.memory.servers.toFixed(0)} MB and ${figure.memory.postgres.toFixed(0)} MB of Postgres`,
        );
        figures.push(figure);
      }
      const { memory, ...figure } = medianOf(figures);
      const megabytes = { serverMb: memory.servers, postgresMb: memory.postgres, idleMb: memory.before };
      rows.push({ rungs: storm.rungs, processes: processesOf(storm), ...figure, ...megabytes });
    }
    return { sections: [sectionOf(rows)], targets: targetsOf(rows) };
  },
};

function medianOf(figures: readonly StormFigure[]): StormFigure {
  const middle = [...figures].sort((one, other) => one.lagMs - other.lagMs)[
    Math.floor((figures.length - 1) / 2)
  ];
  if (middle === undefined) throw new Error("no run of a storm");
  return middle;
}

type StormRow = Omit<StormFigure, "memory"> & {
  readonly rungs: number;
  readonly processes: string;
  readonly serverMb: number;
  readonly postgresMb: number;
  readonly idleMb: number;
};

const sectionOf = (rows: readonly StormRow[]) => ({
  name: "storm",
  title: "A storm: rungs due at one instant, each with a card and a notice",
  columns: [
    { key: "rungs", title: "rungs" },
    { key: "processes", title: "processes" },
    { key: "lagMs", title: "last recorded after ms" },
    { key: "rungsPerSecond", title: "rungs/s" },
    { key: "rungP50", title: "rung p50 ms" },
    { key: "rungP99", title: "rung p99 ms" },
    { key: "eventsPerSecond", title: "events/s meanwhile" },
    { key: "eventP50", title: "event p50 ms", digits: 1 },
    { key: "eventP99", title: "event p99 ms", digits: 1 },
    { key: "idleMb", title: "servers before MB" },
    { key: "serverMb", title: "servers at most MB" },
    { key: "postgresMb", title: "Postgres at most MB" },
  ],
  rows: rows.map((row) => ({ ...row })),
  notes: [
    "The last is recorded when a query finds no rung due any more, asked every 50 ms; then every rung is counted. Events are sent " +
      "at a steady rate and timed from when each was due, those of the storm's own time counted. Memory: of all server processes " +
      "together, resident, and of all of Postgres, shared pages once; looked at every half second.",
  ],
});

function targetsOf(rows: readonly StormRow[]) {
  const one = (rungs: number) => {
    const found = rows.filter((row) => row.rungs === rungs && row.processes.startsWith("1:"));
    return [found[0], found.find((row) => row.eventP99 !== null)];
  };
  return [
    { rungs: 10_000, seconds: 2.5 },
    { rungs: 100_000, seconds: 15 },
  ].flatMap(({ rungs, seconds }) => {
    const [quiet, busy] = one(rungs);
    if (quiet === undefined || busy === undefined) return [];
    const what = `storm of ${rungs.toLocaleString("en-US")}${quiet === busy ? " while events arrive" : ""}`;
    return [
      { what, measured: quiet.lagMs / 1_000, unit: "s", atMost: seconds },
      {
        what: `${what}, p99 of events meanwhile`,
        measured: busy.eventP99 ?? Number.NaN,
        unit: "ms",
        atMost: 500,
      },
    ];
  });
}

async function startProcesses(
  testbed: Testbed,
  storm: Storm,
  options: SuiteOptions,
): Promise<ServerProcess[]> {
  const common = { dataDir: testbed.dataDir, profileDir: options.profileDir };
  if (storm.workerProcesses === 0) return [await startServerProcess(common)];
  const processes = [await startServerProcess({ ...common, parts: "api,console" })];
  for (let index = 0; index < storm.workerProcesses; index++) {
    processes.push(await startServerProcess({ ...common, parts: "workers" }));
  }
  return processes;
}

async function runStorm(
  testbed: Testbed,
  county: County,
  storm: Storm,
  options: SuiteOptions,
): Promise<StormFigure> {
  const processes = await startProcesses(testbed, storm, options);
  try {
    const { url } = processes[0] ?? { url: "" };
    const load = await prepareEvents(testbed, county, storm, url);
    const armed = await armRungs(testbed, county, storm.rungs, url);
    if (load !== undefined) await wait(Math.max(0, armed.at - leadMs - Date.now()));
    const sent = load?.go();
    // If the storm fails first, the load's failure has nobody who waits for it.
    sent?.catch(() => undefined);
    await wait(Math.max(0, armed.at - 1_000 - Date.now()));
    const memory = await watchMemory(
      processes.map(({ pid }) => pid),
      await testbed.postmaster(),
    );
    await wait(Math.max(0, armed.at - Date.now()));
    const endedAt = await waitUntilNothingDue(testbed.database, county.tenantId, armed.at);
    const peak = await memory.stop();
    const rungs = await recordedRungs(testbed.database, county.tenantId, armed.at, armed.position);
    if (rungs.length !== storm.rungs) throw new Error(`${rungs.length} rungs of ${storm.rungs} are recorded`);
    const lagMs = endedAt - armed.at;
    const { p50, p99 } = latencyOf(rungs);
    return {
      lagMs,
      rungsPerSecond: (storm.rungs * 1_000) / lagMs,
      rungP50: p50,
      rungP99: p99,
      ...(await eventsMeanwhile(sent, armed.at, endedAt)),
      memory: peak,
    };
  } finally {
    for (const process of processes.reverse()) await process.stop();
    // What the storm left to send must not fall into the next one.
    await settleNotices(testbed.database, county.tenantId);
  }
}

// Events begin this long before the storm, so that it meets a server at work.
const leadMs = 2_000;

async function prepareEvents(
  testbed: Testbed,
  county: County,
  storm: Storm,
  url: string,
): Promise<PreparedLoad | undefined> {
  if (storm.eventsPerSecond === null) return undefined;
  const seconds = leadMs / 1_000 + (storm.rungs > 10_000 ? 25 : 5);
  const shape = { connections: 32, groupSize: 1, events: seconds * storm.eventsPerSecond };
  const engine = loadingEngine(testbed);
  const tasks = await createTasks(engine, county.tenantId, tasksFor(shape));
  await engine.drain();
  await settleNotices(testbed.database, county.tenantId);
  const { hostname: host, port } = new URL(url);
  const address = { host, port: Number(port), keys: county.keys, run: `storm-${Date.now()}` };
  return prepareLoad({ ...shape, ...address, requestsPerSecond: storm.eventsPerSecond, tasks });
}

async function eventsMeanwhile(sent: ReturnType<PreparedLoad["go"]> | undefined, from: number, to: number) {
  if (sent === undefined) return { eventsPerSecond: null, eventP50: null, eventP99: null };
  const { dueAt, latencyMs } = await sent;
  const during = latencyMs.filter((_, index) => (dueAt[index] ?? 0) >= from && (dueAt[index] ?? 0) < to);
  const { p50, p99 } = latencyOf(during);
  return { eventsPerSecond: (during.length * 1_000) / (to - from), eventP50: p50, eventP99: p99 };
}

/** How long loading a task took the last time, and half as long again: how far ahead the instant must lie. */
let loadMsPerTask = 0.25;

interface Armed {
  readonly at: number;
  /** Everything recorded later has a higher position. */
  readonly position: number;
}

/**
 * Arms the rungs at one instant some seconds ahead: one matter a unit by the API, which is what tells the server's
 * workers, the others multiplied out of these. Analysed at the end, as tasks that gathered over weeks would be.
 */
async function armRungs(testbed: Testbed, county: County, rungs: number, url: string): Promise<Armed> {
  const { database } = testbed;
  const client = createClient({ url, key: county.keys["supervisor"] ?? "", source: "urn:bench" });
  for (;;) {
    const startedAt = Date.now();
    const at = Math.ceil((startedAt + 6_000 + rungs * loadMsPerTask) / 1_000) * 1_000;
    const models = await Promise.all(
      workingUnits.map(async (lead) => {
        const due = { at: new Date(at).toISOString() };
        const matter = await client.createMatter({
          title: "荒山绿化和道路两侧补植",
          source: { kind: "meeting" },
          lead,
          due,
          ladder: stormLadder.id,
        });
        return matter.tasks[0]?.id ?? "";
      }),
    );
    await multiplyTasks(database, county.tenantId, models, rungs - models.length);
    await database.raw("vacuum analyze tasks, clocks, events, notices");
    // Of small storms the fixed part is the most; they would say nothing about large ones.
    if (rungs >= 50_000 || at <= Date.now()) loadMsPerTask = ((Date.now() - startedAt) / rungs) * 1.5;
    if (at - Date.now() > leadMs + 500) {
      const [row] = await database.raw<{ position: number | null }>(
        "select max(position) as position from events",
      );
      return { at, position: row?.position ?? 0 };
    }
    await wait(Math.max(0, at - Date.now()));
    await waitUntilNothingDue(database, county.tenantId, at);
  }
}

/** When a look found nothing due any more, by the system's clock. */
async function waitUntilNothingDue(database: Database, tenantId: number, upTo: number): Promise<number> {
  const limit = Date.now() + 300_000;
  for (;;) {
    const due = await database.raw(
      `select 1
from clocks c
where c.tenant_id = $1
  and c.next_rung_at <= $2
order by c.next_rung_at
limit 1`,
      [tenantId, sqlInstant(upTo)],
    );
    if (due.length === 0) return Date.now();
    if (Date.now() > limit) throw new Error("rungs are still due five minutes after their instant");
    await wait(50);
  }
}

/** How long after its instant each rung of the storm was recorded, by its own row. */
async function recordedRungs(
  database: Database,
  tenantId: number,
  at: number,
  position: number,
): Promise<Float64Array> {
  const rows = await database.raw<{ recorded_at: number }>(
    `select e.recorded_at
from events e
where e.tenant_id = $1
  and e.position > $2
  and e.type = 'rungFired'
  and e.at = $3`,
    [tenantId, position, sqlInstant(at)],
  );
  return Float64Array.from(rows, (row) => row.recorded_at - at);
}
