import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@duban/engine";
import { runLoad } from "../load/runLoad.ts";
import type { SuiteOutcome } from "../report.ts";
import { postgresMb, residentMb } from "../server/memory.ts";
import { type ServerProcess, startServerProcess, waitUntilReady } from "../server/serverProcess.ts";
import type { Testbed } from "../server/testbed.ts";
import { workingUnits } from "../world/county.ts";
import { tasksFor } from "../world/queues.ts";
import { type County, loadingEngine } from "../world/settle.ts";
import { createTasks, multiplyTasks, settleNotices } from "../world/tasks.ts";
import { oneByOne } from "./events.ts";
import type { Suite, SuiteOptions } from "./suite.ts";

/** How a start went. */
export interface StartFigure {
  readonly listeningMs: number;
  readonly readyMs: number;
}

/** Starts a server and waits until it is ready. */
export async function measureStart(
  testbed: Testbed,
  options: SuiteOptions,
): Promise<{ server: ServerProcess; start: StartFigure }> {
  const startedAt = performance.now();
  const server = await startServerProcess({ dataDir: testbed.dataDir, profileDir: options.profileDir });
  await waitUntilReady(server.url);
  return { server, start: { listeningMs: server.listeningMs, readyMs: performance.now() - startedAt } };
}

/** Bytes of the tables that grow with tasks, their indexes and the rest of it included. */
export async function bytesOnDisk(database: Database): Promise<number> {
  const [row] = await database.raw<{ bytes: number }>(
    `select sum(pg_total_relation_size(name::regclass))::bigint as bytes
from unnest(array['matters', 'tasks', 'clocks', 'events', 'notices']) as n (name)`,
  );
  return row?.bytes ?? 0;
}

/** Adds open tasks of the default ladder until there are `count`; answers the bytes on disk each has cost. */
export async function fillTo(
  testbed: Testbed,
  county: County,
  count: number,
  options: SuiteOptions,
): Promise<number> {
  const { database } = testbed;
  const present = await countTasks(database);
  const before = await bytesOnDisk(database);
  const engine = loadingEngine(testbed);
  const models = await createTasks(engine, county.tenantId, Math.min(64, count - present));
  await engine.drain();
  const missing = count - present - models.length;
  await multiplyTasks(
    database,
    county.tenantId,
    models.map(({ id }) => id),
    missing,
    (done) => {
      if (done % 50_000 === 0) options.progress(`${present + done} tasks loaded`);
    },
  );
  await settleNotices(database, county.tenantId);
  await database.raw("vacuum analyze");
  return ((await bytesOnDisk(database)) - before) / (count - present);
}

async function countTasks(database: Database): Promise<number> {
  const [row] = await database.raw<{ count: number }>("select count(*) as count from tasks");
  return row?.count ?? 0;
}

/** Start-up and memory with many open tasks. */
export const startupSuite: Suite = {
  name: "startup",
  async run(testbed, county, options): Promise<SuiteOutcome> {
    const tasks = options.quick ? 10_000 : 100_000;
    options.progress(`loading ${tasks} tasks`);
    const bytes = await fillTo(testbed, county, tasks, options);
    options.progress("starting, Postgres running");
    const warm = await measureStart(testbed, options);
    const memory = [{ when: "idle after the start", ...(await memoryOf(testbed, warm.server)) }];
    await sendSome(testbed, county, warm.server.url, options);
    memory.push({
      when: `after ${options.events.toLocaleString("en-US")} events one by one`,
      ...(await memoryOf(testbed, warm.server)),
    });
    await warm.server.stop();
    options.progress("starting, Postgres stopped");
    const cold = await testbed.withoutPostgres(async () => {
      const { server, start } = await measureStart(testbed, options);
      await server.stop();
      return start;
    });
    const starts = [
      { how: "Postgres running", ...warm.start },
      { how: "Postgres started too", ...cold },
    ];
    return { sections: sectionsOf(tasks, bytes, starts, memory), targets: [] };
  },
};

async function memoryOf(testbed: Testbed, server: ServerProcess) {
  await wait(3_000);
  return { node: await residentMb(server.pid), postgres: await postgresMb(await testbed.postmaster()) };
}

async function sendSome(testbed: Testbed, county: County, url: string, options: SuiteOptions): Promise<void> {
  const engine = loadingEngine(testbed);
  const shape = { ...oneByOne, events: options.events };
  const tasks = await createTasks(engine, county.tenantId, tasksFor(shape), workingUnits);
  await engine.drain();
  await settleNotices(testbed.database, county.tenantId);
  const { hostname: host, port } = new URL(url);
  const address = {
    host,
    port: Number(port),
    keys: county.keys,
    requestsPerSecond: null,
    run: `memory-${Date.now()}`,
  };
  await runLoad({ ...shape, ...address, tasks });
}

const sectionsOf = (
  tasks: number,
  bytes: number,
  starts: readonly ({ how: string } & StartFigure)[],
  memory: readonly { when: string; node: number; postgres: number }[],
) => [
  {
    name: "startup",
    title: `Start-up with ${tasks.toLocaleString("en-US")} open tasks`,
    columns: [
      { key: "how", title: "start" },
      { key: "listeningMs", title: "listening after ms" },
      { key: "readyMs", title: "ready after ms" },
    ],
    rows: starts.map((start) => ({ ...start })),
    notes: ["From the start of the process, as `npm start` starts it, without npm itself."],
  },
  {
    name: "memory",
    title: `Memory with ${tasks.toLocaleString("en-US")} open tasks`,
    columns: [
      { key: "when", title: "when" },
      { key: "node", title: "server MB" },
      { key: "postgres", title: "Postgres MB" },
    ],
    rows: memory.map((row) => ({ ...row })),
    notes: [
      `On disk a new task takes ${Math.round(bytes).toLocaleString("en-US")} bytes: matter, task, clocks, first event and notices, ` +
        "with their indexes. Server: resident; Postgres: all its processes, shared pages once.",
    ],
  },
];
