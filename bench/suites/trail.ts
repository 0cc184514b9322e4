import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  appendTrail,
  createDatabase,
  createEngine,
  createSealer,
  type Database,
  type Engine,
  findHorizon,
  openSealKey,
  protectTenants,
  type Sealer,
  silentLogger,
  systemClock,
} from "@duban/engine";
import type { SuiteOutcome } from "../report.ts";
import type { Testbed } from "../server/testbed.ts";
import { median } from "../statistics.ts";
import { insertCounty, workingUnits } from "../world/county.ts";
import { planQueues, tasksFor } from "../world/queues.ts";
import { createTasks } from "../world/tasks.ts";
import { submitAll } from "./engine.ts";
import type { Suite, SuiteOptions } from "./suite.ts";

/** What stands beneath the events: whether row security is on, the sealer runs, and acts come onto the trail beside. */
const conditions = [
  { name: "bare", secured: false, seals: false, entriesPerSecond: 0 },
  { name: "sealed", secured: false, seals: true, entriesPerSecond: 0 },
  { name: "row security", secured: true, seals: false, entriesPerSecond: 0 },
  { name: "row security, sealed", secured: true, seals: true, entriesPerSecond: 0 },
  {
    name: "row security, sealed, 50 entries/s on the trail",
    secured: true,
    seals: true,
    entriesPerSecond: 50,
  },
] as const;
type Condition = (typeof conditions)[number];

const shapes = [
  { name: "one by one, 64 in flight", connections: 64, groupSize: 1, share: 1 },
  { name: "batches of 200, 4 in flight", connections: 4, groupSize: 200, share: 2 },
] as const;
type Shape = (typeof shapes)[number];

// As the workers do it.
const sealEveryMs = 2_000;
const trailEveryMs = 100;

interface Ground {
  readonly database: Database;
  readonly owner: Database;
  readonly tenantId: number;
  readonly engine: Engine;
  readonly sealer: Sealer;
}

/** The engine in this process on a database of its own, by the application's role under row security, or as the owner without. */
async function openGround(testbed: Testbed, secured: boolean, directory: string): Promise<Ground> {
  const owner = await testbed.createScratch(`bench_trail_${secured ? "secured" : "bare"}`);
  const tenantId = await insertCounty(owner);
  const role = secured ? await protectTenants(owner, silentLogger) : null;
  if (secured && role === null) throw new Error("no role could be made");
  const database = createDatabase(owner.url, { max: 14, logger: silentLogger, role });
  const engine = createEngine({
    database,
    clock: systemClock,
    logger: silentLogger,
    lanes: 2,
    queueLimit: 20_000,
  });
  const key = await openSealKey(directory);
  const sealer = createSealer({ database, key, directory, keepTrailMs: null });
  return { database, owner, tenantId, engine, sealer };
}

async function sealAll({ database, tenantId, sealer }: Ground): Promise<void> {
  const horizon = await findHorizon(database, new AbortController().signal);
  if (horizon !== undefined) await sealer.seal(tenantId, horizon, Date.now());
}

const noteSome = ({ database, tenantId }: Ground, count: number) =>
  appendTrail(
    database,
    tenantId,
    Array.from({ length: count }, () => ({
      at: Date.now(),
      kind: "administration" as const,
      actor: { key: "bench", person: null, unit: null },
      onBehalfOf: null,
      action: "putUnits",
      target: "/v1/units",
      address: "192.0.2.1",
      outcome: "done",
      detail: { body: { code: "nyj", name: "农业局" } },
    })),
  );

/** Does `work` again and again, one at a time, until it is stopped; the last one is waited for. */
function repeat(everyMs: number, work: () => Promise<void>): () => Promise<void> {
  let running = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = work().finally(() => {
      isBusy = false;
    });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function measure(
  ground: Ground,
  { seals, entriesPerSecond }: Condition,
  shape: Shape & { readonly events: number; readonly run: string },
): Promise<number> {
  const { engine, tenantId } = ground;
  const units = workingUnits.slice(0, shape.connections);
  const tasks = await createTasks(engine, tenantId, tasksFor(shape), units);
  // What stood unsealed before is no part of it.
  await sealAll(ground);
  const stops = [
    ...(seals ? [repeat(sealEveryMs, () => sealAll(ground))] : []),
    ...(entriesPerSecond > 0
      ? [repeat(trailEveryMs, () => noteSome(ground, (entriesPerSecond * trailEveryMs) / 1_000))]
      : []),
  ];
  const { perSecond } = await submitAll(engine, tenantId, planQueues(tasks, shape));
  for (const stop of stops) await stop();
  return perSecond;
}

/** Every condition once a round, each round beginning with another one; what counts is the ratio to the bare one of the same round. */
async function measureShape(grounds: readonly [Ground, Ground], shape: Shape, options: SuiteOptions) {
  const figures = conditions.map(() => [] as { perSecond: number; ratio: number }[]);
  for (let run = 0; run <= options.runs; run++) {
    const perSecond: number[] = [];
    for (let turn = 0; turn < conditions.length; turn++) {
      const index = (run + turn) % conditions.length;
      const condition = conditions[index];
      if (condition === undefined) continue;
      options.progress(`trail, ${shape.name}, ${condition.name}, run ${run} of ${options.runs}`);
      const named = {
        ...shape,
        events: options.events * shape.share,
        run: `t${shape.groupSize}-${run}-${index}`,
      };
      perSecond[index] = await measure(grounds[condition.secured ? 1 : 0], condition, named);
    }
    const [bare = 1] = perSecond;
    // The first round warms the compiler up.
    if (run === 0) continue;
    for (const [index, one] of perSecond.entries())
      figures[index]?.push({ perSecond: one, ratio: one / bare });
  }
  return conditions.map(({ name }, index) => ({
    load: shape.name,
    name,
    perSecond: median(figures[index]?.map((figure) => figure.perSecond) ?? []),
    ratio: median(figures[index]?.map((figure) => figure.ratio) ?? []),
  }));
}

/** What the seals, the trail and row security cost the engine: `applyBatch` with and without them in one run. */
export const trailSuite: Suite = {
  name: "trail",
  async run(testbed, _county, options): Promise<SuiteOutcome> {
    const directory = await mkdtemp(join(tmpdir(), "duban-bench-seal-"));
    const bare = await openGround(testbed, false, join(directory, "bare"));
    const secured = await openGround(testbed, true, join(directory, "secured"));
    const rows = [];
    for (const shape of shapes) rows.push(...(await measureShape([bare, secured], shape, options)));
    for (const { engine, database, owner } of [bare, secured]) {
      await engine.drain();
      await database.close();
      await testbed.dropScratch(owner);
    }
    await rm(directory, { recursive: true });
    return {
      sections: [
        {
          name: "trail",
          title: "What seals, trail and row security cost the engine, without HTTP",
          columns: [
            { key: "load", title: "load" },
            { key: "name", title: "beneath it" },
            { key: "perSecond", title: "events/s" },
            { key: "ratio", title: "of bare", digits: 3 },
          ],
          rows,
          notes: [
            "The sealer looks every 2 s, as in the product; what it has left at the end is not waited for.",
          ],
        },
      ],
      targets: [],
    };
  },
};
