import {
  createEngine,
  type Database,
  type Statement,
  silentLogger,
  statement,
  systemClock,
  type Transaction,
} from "@duban/engine";
import type { Testbed } from "../server/testbed.ts";
import { median } from "../statistics.ts";
import { insertCounty, workingUnits } from "../world/county.ts";
import { planQueues, tasksFor } from "../world/queues.ts";
import { createTasks } from "../world/tasks.ts";
import { submitAll } from "./engine.ts";
import type { SuiteOptions } from "./suite.ts";

/*
 * What Postgres itself can do with these rows on this machine.
 *
 *   base: county, tasks, analysed ──copy──► record: the engine applies the traffic group by group; its writes are kept
 *                                └──copy──► replay: the same writes by the statements below, timed
 *
 * Set-based, one transaction a group, the same tables, indexes and constraints, the parameters made beforehand. The rows are
 * passed as one JSON array a table, as the engine does.
 */

export interface LimitFigure {
  readonly groupSize: number;
  readonly connections: number;
  readonly perSecond: number;
}

/** What one transaction writes: the tasks' ids in order, and each table's rows as JSON; null where there are none. */
interface Writes {
  ids: readonly string[];
  events: string | null;
  tasks: string | null;
  clocks: string | null;
  notices: string | null;
}

const lock = statement(
  "bench-lock",
  `select 1
from tasks t
where t.tenant_id = $1::integer
  and t.id = any($2::uuid[])
order by t.id
for update`,
);

const insertEvents = statement(
  "bench-insert-events",
  `insert into events (tenant_id, task_id, revision, type, source, event_id, fingerprint, at, recorded_at, actor, roles,
  data, state, unit, calendar_version)
select $1::integer, n.task_id, n.revision, n.type, n.source, n.event_id, decode(n.fingerprint, 'hex'), n.at,
  n.recorded_at, n.actor, n.roles, n.data, n.state, n.unit, n.calendar_version
from json_to_recordset($2::json) as n (task_id uuid, revision integer, type text, source text, event_id text,
  fingerprint text, at timestamptz, recorded_at timestamptz, actor jsonb, roles text[], data jsonb, state text,
  unit text, calendar_version integer)`,
);

const updateTasks = statement(
  "bench-update-tasks",
  `update tasks t
set state = n.state, revision = n.revision, card = n.card, progress = n.progress, reworks = n.reworks,
  extensions = n.extensions, urges = n.urges, request = n.request, handler = n.handler, parties = coalesce(n.parties, t.parties),
  terms = coalesce(n.terms, t.terms), sign_by = n.sign_by, due_at = n.due_at, updated_at = n.updated_at
from json_to_recordset($2::json) as n (id uuid, state text, revision integer, card text, progress integer,
  reworks integer, extensions integer, urges integer, request jsonb, handler text, parties jsonb, terms jsonb,
  sign_by timestamptz, due_at timestamptz, updated_at timestamptz)
where t.tenant_id = $1::integer
  and t.id = n.id
  and t.id = any($3::uuid[])`,
);

const updateClocks = statement(
  "bench-update-clocks",
  `update clocks c
set state = n.state, generation = n.generation, basis = n.basis, started_at = n.started_at, due_at = n.due_at,
  provisional = n.provisional, remaining = n.remaining, stopped_at = n.stopped_at, fired = n.fired, rungs = n.rungs,
  next_rung_at = n.next_rung_at, calendar_id = n.calendar_id, calendar_version = n.calendar_version
from json_to_recordset($2::json) as n (task_id uuid, name text, state text, generation integer, basis jsonb,
  started_at timestamptz, due_at timestamptz, provisional boolean, remaining jsonb, stopped_at timestamptz,
  fired integer[], rungs jsonb, next_rung_at timestamptz, calendar_id text, calendar_version integer)
where c.tenant_id = $1::integer
  and c.task_id = n.task_id
  and c.name = n.name
  and c.task_id = any($3::uuid[])`,
);

const insertNotices = statement(
  "bench-insert-notices",
  `insert into notices (tenant_id, id, person, task_id, revision, subject, urgent, facts, text_zh, text_en, created_at,
  send_at)
select $1::integer, md5(n.task_id::text || '/' || n.revision::text || '/' || n.subject || '/' || n.person)::uuid,
  n.person, n.task_id, n.revision, n.subject, n.urgent, n.facts, n.text_zh, n.text_en, n.created_at, n.send_at
from json_to_recordset($2::json) as n (person text, task_id uuid, revision integer, subject text, urgent boolean,
  facts jsonb, text_zh text, text_en text, created_at timestamptz, send_at timestamptz)`,
);

// Alone, a transaction waits for its fsync; with many at once Postgres lets them share one. For groups, two keep it busy.
const connectionsFor = (groupSize: number): number => (groupSize === 1 ? 16 : 2);

/** Measures the limit at each group size. */
export async function measureLimit(
  testbed: Testbed,
  groupSizes: readonly number[],
  options: SuiteOptions,
): Promise<LimitFigure[]> {
  const figures: LimitFigure[] = [];
  for (const groupSize of groupSizes) figures.push(await measureAt(testbed, groupSize, options));
  return figures;
}

async function measureAt(testbed: Testbed, groupSize: number, options: SuiteOptions): Promise<LimitFigure> {
  const connections = connectionsFor(groupSize);
  // Alone, recording and replaying take long, and each is one commit like any other.
  const events = options.events * (groupSize >= 50 ? 2 : groupSize === 1 ? 0.25 : 1);
  const shape = { connections, groupSize, events, run: `limit-${groupSize}` };
  options.progress(`limit at ${groupSize}: recording what the engine writes`);
  const base = await testbed.createScratch("bench_base");
  const tenantId = await insertCounty(base);
  const engine = createEngine({
    database: base,
    clock: systemClock,
    logger: silentLogger,
    lanes: 2,
    queueLimit: 20_000,
  });
  const tasks = await createTasks(engine, tenantId, tasksFor(shape), workingUnits.slice(0, connections));
  await engine.drain();
  await base.raw("vacuum analyze");
  await base.close();
  const queues = planQueues(tasks, shape);
  const record = await testbed.createScratch("bench_record", "bench_base");
  const recorded: Writes[][] = [];
  for (const queue of queues) recorded.push(await recordWrites(record, tenantId, queue));
  await testbed.dropScratch(record);
  const rates: number[] = [];
  for (let run = 0; run <= options.runs; run++) {
    options.progress(`limit at ${groupSize}, ${run === 0 ? "warming up" : `run ${run} of ${options.runs}`}`);
    const replay = await testbed.createScratch("bench_replay", "bench_base");
    const rate = await replayWrites(replay, tenantId, recorded, queues.flat(2).length);
    await testbed.dropScratch(replay);
    options.progress(`  ${Math.round(rate)} events/s`);
    if (run > 0) rates.push(rate);
  }
  await testbed.dropScratch(base);
  return { groupSize, connections, perSecond: median(rates) };
}

/** Applies the groups one after the other through an engine and keeps what each of its transactions wrote. */
async function recordWrites(
  database: Database,
  tenantId: number,
  queue: Parameters<typeof submitAll>[2][number],
) {
  const writes: Writes[] = [];
  const recording: Database = {
    ...database,
    transaction: (work) =>
      database.transaction((tx) => {
        const own: Writes = { ids: [], events: null, tasks: null, clocks: null, notices: null };
        writes.push(own);
        return work(listeningOn(tx, own));
      }),
  };
  const engine = createEngine({
    database: recording,
    clock: systemClock,
    logger: silentLogger,
    lanes: 1,
    queueLimit: 20_000,
  });
  await submitAll(engine, tenantId, [queue]);
  await engine.drain();
  return writes;
}

const tableByStatement = new Map<string, "events" | "tasks" | "clocks" | "notices">([
  ["events-append", "events"],
  ["tasks-update", "tasks"],
  ["clocks-save", "clocks"],
  ["notices-insert", "notices"],
]);

function listeningOn(tx: Transaction, own: Writes): Transaction {
  const listen = ({ name }: Statement, values: readonly unknown[] = []) => {
    const table = tableByStatement.get(name);
    if (table !== undefined) own[table] = String(values[1]);
    if (name === "tasks-lock") own.ids = [...(values[1] as string[])].sort();
  };
  return {
    ...tx,
    query(given, values) {
      listen(given, values);
      return tx.query(given, values);
    },
    execute(given, values) {
      listen(given, values);
      return tx.execute(given, values);
    },
  };
}

/** Writes it all again, each queue on a connection of its own; events a second. Throws if a row is missing afterwards. */
async function replayWrites(
  database: Database,
  tenantId: number,
  recorded: readonly (readonly Writes[])[],
  eventCount: number,
): Promise<number> {
  const before = await countEvents(database);
  const startedAt = performance.now();
  await Promise.all(
    recorded.map(async (writes) => {
      for (const own of writes) await database.transaction((tx) => writeAll(tx, tenantId, own));
    }),
  );
  const durationMs = performance.now() - startedAt;
  const written = (await countEvents(database)) - before;
  if (written !== eventCount) throw new Error(`the limit wrote ${written} of ${eventCount} events`);
  return (eventCount * 1_000) / durationMs;
}

/** One transaction; its statements go out in one flight. */
async function writeAll(
  tx: Transaction,
  tenantId: number,
  { ids, events, tasks, clocks, notices }: Writes,
): Promise<void> {
  await Promise.all([
    tx.execute(lock, [tenantId, ids]),
    events === null ? 0 : tx.execute(insertEvents, [tenantId, events]),
    tasks === null ? 0 : tx.execute(updateTasks, [tenantId, tasks, ids]),
    clocks === null ? 0 : tx.execute(updateClocks, [tenantId, clocks, ids]),
    notices === null ? 0 : tx.execute(insertNotices, [tenantId, notices]),
  ]);
}

async function countEvents(database: Database): Promise<number> {
  const [row] = await database.raw<{ count: number }>("select count(*) as count from events");
  return row?.count ?? 0;
}
