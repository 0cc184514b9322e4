import { createHash } from "node:crypto";
import {
  createEngine,
  type Engine,
  type EventOutcome,
  type IncomingEvent,
  silentLogger,
  systemClock,
} from "@duban/engine";
import type { SuiteOutcome } from "../report.ts";
import type { Testbed } from "../server/testbed.ts";
import { latencyOf, median } from "../statistics.ts";
import { callerOf, insertCounty, workingUnits } from "../world/county.ts";
import { planQueues, tasksFor } from "../world/queues.ts";
import type { County } from "../world/settle.ts";
import { createTasks } from "../world/tasks.ts";
import type { SentEvent } from "../world/traffic.ts";
import type { Suite, SuiteOptions } from "./suite.ts";

/** The event as the API hands it to the engine. */
export function incomingOf(event: SentEvent): IncomingEvent {
  const { source, id, type, task, data } = event;
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([type, task, null, data]))
    .digest();
  return { id, source, type, task, at: null, expectedRevision: null, data, fingerprint };
}

/** Sends groups, `atOnce` of them in flight, through the engine without HTTP; answers events a second and the latencies. */
export async function submitAll(engine: Engine, tenantId: number, queues: readonly SentEvent[][][]) {
  const groupCount = queues.reduce((sum, queue) => sum + queue.length, 0);
  const durations = new Float64Array(groupCount);
  let settled = 0;
  let events = 0;
  const startedAt = performance.now();
  await Promise.all(
    queues.map(async (queue) => {
      for (const group of queue) {
        const [first] = group;
        if (first === undefined) continue;
        const sentAt = performance.now();
        const outcomes = engine.submit(callerOf(tenantId, first.sender), group.map(incomingOf));
        if ("overloaded" in outcomes) throw new Error("the engine is overloaded");
        for (const outcome of await Promise.all(outcomes)) expectApplied(outcome);
        durations[settled++] = performance.now() - sentAt;
        events += group.length;
      }
    }),
  );
  return { perSecond: (events * 1_000) / (performance.now() - startedAt), durations };
}

function expectApplied(outcome: EventOutcome): void {
  if (outcome.status !== "applied") throw new Error(`an event was not applied: ${JSON.stringify(outcome)}`);
}

const shapes = [
  { name: "one by one, 64 in flight", connections: 64, groupSize: 1, share: 1 },
  { name: "batches of 200, 4 in flight", connections: 4, groupSize: 200, share: 2 },
] as const;

/** The engine alone, in this process: what the API costs is the difference to `events`. */
export const engineSuite: Suite = {
  name: "engine",
  async run(testbed: Testbed, _county: County, options: SuiteOptions): Promise<SuiteOutcome> {
    const database = await testbed.createScratch("bench_engine");
    const tenantId = await insertCounty(database);
    const engine = createEngine({
      database,
      clock: systemClock,
      logger: silentLogger,
      lanes: 2,
      queueLimit: 20_000,
    });
    const rows = [];
    for (const { name, share, ...rest } of shapes) {
      const figures = [];
      for (let run = 0; run <= options.runs; run++) {
        const shape = { ...rest, events: options.events * share, run: `e${rest.groupSize}-${run}` };
        const tasks = await createTasks(
          engine,
          tenantId,
          tasksFor(shape),
          workingUnits.slice(0, rest.connections),
        );
        options.progress(`engine, ${name}, run ${run} of ${options.runs}`);
        const figure = await submitAll(engine, tenantId, planQueues(tasks, shape));
        // The first run warms the compiler up.
        if (run > 0) figures.push({ perSecond: figure.perSecond, ...latencyOf(figure.durations) });
      }
      rows.push({
        name,
        perSecond: median(figures.map((figure) => figure.perSecond)),
        p50: median(figures.map((figure) => figure.p50)),
        p99: median(figures.map((figure) => figure.p99)),
      });
    }
    await engine.drain();
    await testbed.dropScratch(database);
    return {
      sections: [
        {
          name: "engine",
          title: "The engine alone, without HTTP",
          columns: [
            { key: "name", title: "load" },
            { key: "perSecond", title: "events/s" },
            { key: "p50", title: "p50 ms", digits: 1 },
            { key: "p99", title: "p99 ms", digits: 1 },
          ],
          rows,
          notes: [],
        },
      ],
      targets: [],
    };
  },
};
