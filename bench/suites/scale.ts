import { setTimeout as wait } from "node:timers/promises";
import { createClient } from "@duban/client";
import { sendAll, type WireRequest } from "../load/connection.ts";
import type { SuiteOutcome } from "../report.ts";
import { postgresMb, residentMb } from "../server/memory.ts";
import { openTestbed, type Testbed } from "../server/testbed.ts";
import { latencyOf } from "../statistics.ts";
import { stormLadder, workingUnits } from "../world/county.ts";
import { type County, settleCounty } from "../world/settle.ts";
import { inBatches, measureEvents, oneByOne } from "./events.ts";
import { fillTo, measureStart } from "./startup.ts";
import type { Suite, SuiteOptions } from "./suite.ts";

/** The lists people look at; each is asked in turn, one request at a time. */
const lists = [
  "/v1/tasks",
  "/v1/tasks?overdue=true",
  "/v1/tasks?state=assigned&unit=u3",
  "/v1/tasks?unit=u7&limit=200",
  "/v1/tasks?state=inProgress",
  `/v1/tasks?q=${encodeURIComponent("补植")}`,
];

/** How everything grows with the number of open tasks; each size has a Postgres of its own. */
export const scaleSuite: Suite = {
  name: "scale",
  async run(_testbed, _county, options): Promise<SuiteOutcome> {
    const rows = [];
    for (const tasks of options.sizes) {
      const testbed = await openTestbed();
      try {
        rows.push({ tasks, ...(await measureSize(testbed, await settleCounty(testbed), tasks, options)) });
      } finally {
        await testbed.close();
      }
    }
    return { sections: [sectionOf(rows)], targets: [] };
  },
};

/** One point of the curve. The events come last: the tasks they are about are made for them and come on top. */
async function measureSize(testbed: Testbed, county: County, tasks: number, options: SuiteOptions) {
  options.progress(`loading ${tasks} tasks`);
  const bytes = await fillTo(testbed, county, tasks, options);
  const { server, start } = await measureStart(testbed, options);
  options.progress(`${tasks} tasks: lists`);
  const list = await measureLists(county, server.url);
  options.progress(`${tasks} tasks: preview of a calendar`);
  const preview = await measurePreview(county, server.url);
  const memory = {
    node: await residentMb(server.pid),
    postgres: await postgresMb(await testbed.postmaster()),
  };
  options.progress(`${tasks} tasks: rungs`);
  const rung = await measureRungs(testbed, county, server.url, options.quick ? 50 : 300);
  // A million tasks were analysed when they were loaded; what comes on top is little beside them.
  const fewer = { ...options, events: options.events / 2, runs: 1 };
  const single = await measureEvents(testbed, county, server, { ...oneByOne, analysed: true }, fewer);
  const batched = await measureEvents(testbed, county, server, { ...inBatches, analysed: true }, fewer);
  await server.stop();
  return {
    rungP50: rung.p50,
    rungP99: rung.p99,
    single: single.perSecond,
    singleP99: single.p99,
    batched: batched.perSecond,
    listP50: list.p50,
    listP99: list.p99,
    previewMs: preview.ms,
    previewMoves: preview.moves,
    ...start,
    bytes,
    ...memory,
  };
}

const sectionOf = (rows: readonly Readonly<Record<string, number>>[]) => ({
  name: "scale",
  title: "Growth with the number of open tasks",
  columns: [
    { key: "tasks", title: "open tasks" },
    { key: "rungP50", title: "rung lag p50 ms" },
    { key: "rungP99", title: "rung lag p99 ms" },
    { key: "single", title: "events/s one by one" },
    { key: "singleP99", title: "p99 ms", digits: 1 },
    { key: "batched", title: "events/s in batches" },
    { key: "listP50", title: "list p50 ms", digits: 1 },
    { key: "listP99", title: "list p99 ms", digits: 1 },
    { key: "previewMs", title: "preview ms" },
    { key: "previewMoves", title: "deadlines it moves" },
    { key: "listeningMs", title: "listening after ms" },
    { key: "readyMs", title: "ready after ms" },
    { key: "bytes", title: "bytes a task on disk" },
    { key: "node", title: "server MB" },
    { key: "postgres", title: "Postgres MB" },
  ],
  rows,
  notes: [
    "Tasks are made by the engine (64 of them) and multiplied by insert … select. Rung lag: rungs due one by one, 50 ms apart, " +
      `from the instant to when the row says it was recorded. Lists, 100 requests each: ${lists.map(decodeURIComponent).join(", ")}. ` +
      "Preview: what a holiday tomorrow, and on the two days after it, would move; nearly every open deadline.",
  ],
});

/** Rungs due one after the other, 50 ms apart, armed through the API. */
async function measureRungs(testbed: Testbed, county: County, url: string, count: number) {
  const client = createClient({ url, key: county.keys["supervisor"] ?? "", source: "urn:bench" });
  const firstAt = Date.now() + 5_000;
  const ids = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const matter = await client.createMatter({
        title: "限时办理事项",
        source: { kind: "meeting" },
        lead: workingUnits[index % workingUnits.length] ?? "",
        due: { at: new Date(firstAt + index * 50).toISOString() },
        ladder: stormLadder.id,
      });
      return matter.tasks[0]?.id ?? "";
    }),
  );
  // The sweep, should the doorbell have failed, comes by every five seconds or so: then the figures show it.
  await wait(firstAt + count * 50 + 8_000 - Date.now());
  const rows = await testbed.database.raw<{ lag: number }>(
    `select extract(epoch from e.recorded_at - e.at)::float8 * 1000 as lag
from events e
where e.tenant_id = $1
  and e.task_id = any($2)
  and e.type = 'rungFired'`,
    [county.tenantId, ids],
  );
  if (rows.length !== count) throw new Error(`${rows.length} rungs of ${count} were recorded`);
  return latencyOf(Float64Array.from(rows, (row) => row.lag));
}

/** Asks which deadlines three holidays from tomorrow on would move. */
async function measurePreview(county: County, url: string) {
  const headers = {
    authorization: `Bearer ${county.keys["supervisor"] ?? ""}`,
    "content-type": "application/json",
  };
  const calendar = await fetch(`${url}/v1/calendars/default`, { headers });
  const { id: _id, version: _version, ...body } = (await calendar.json()) as Record<string, unknown>;
  const holidays = [1, 2, 3].map((days) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
  );
  const days = {
    ...(body["days"] as object),
    ...Object.fromEntries(holidays.map((day) => [day, "holiday"])),
  };
  const startedAt = performance.now();
  const response = await fetch(`${url}/v1/calendars/default/preview`, {
    method: "POST",
    headers,
    body: JSON.stringify({ ...body, days }),
  });
  const answer = (await response.json()) as { total?: number };
  if (!response.ok) throw new Error(`the preview was refused: ${JSON.stringify(answer).slice(0, 500)}`);
  return { ms: performance.now() - startedAt, moves: answer.total ?? 0 };
}

async function measureLists(county: County, url: string) {
  const { hostname: host, port } = new URL(url);
  const requests = Array.from({ length: 100 }, () =>
    lists.map((path) => requestOf(host, path, county)),
  ).flat();
  const latencies: number[] = [];
  await sendAll({ host, port: Number(port) }, requests, (latencyMs, _applied, answer) => {
    if (!answer().startsWith("HTTP/1.1 200"))
      throw new Error(`a list was refused: ${answer().slice(0, 500)}`);
    latencies.push(latencyMs);
  });
  return latencyOf(Float64Array.from(latencies));
}

function requestOf(host: string, path: string, county: County): WireRequest {
  const key = county.keys["supervisor"] ?? "";
  const text = `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\n\r\n`;
  return { bytes: Buffer.from(text), events: 0, dueAt: null };
}
