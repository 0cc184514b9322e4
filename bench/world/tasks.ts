import {
  type Database,
  type Deadline,
  type Engine,
  type MatterRequest,
  sqlInstant,
  type TaskState,
} from "@duban/engine";
import { callerOf, workingUnits } from "./county.ts";
import type { WorkingTask } from "./traffic.ts";

export const matterRequest = (lead: string, due: Deadline, ladder = "default"): MatterRequest => ({
  title: "荒山绿化和道路两侧补植",
  source: { kind: "meeting", ref: "县委常委会第12次会议" },
  programme: "四群教育",
  line: "绿化荒山",
  priority: "normal",
  requirement: "按县委常委会议定事项，于期限内完成整地、栽植和管护责任落实。",
  lead,
  assist: [],
  due,
  signWithin: { workdays: 1 },
  ladder,
  calendar: "default",
  approvals: 1,
  maxExtensions: 1,
});

/** Makes `count` matters of one task each, given to the units in turn, through the engine itself. */
export async function createTasks(
  engine: Engine,
  tenantId: number,
  count: number,
  units: readonly string[] = workingUnits,
): Promise<WorkingTask[]> {
  const caller = callerOf(tenantId, "supervisor");
  const created: WorkingTask[] = [];
  const render = (_: unknown, tasks: readonly TaskState[]) => {
    created.push(...tasks.map(({ id, unit }) => ({ id, unit })));
    return null;
  };
  while (created.length < count) {
    const left = Math.min(count - created.length, 2_000);
    const asked = Array.from({ length: left }, (_, index) => {
      const lead = units[index % units.length] ?? "";
      const outcome = engine.createMatter(caller, matterRequest(lead, { workdays: 60 }), render, null);
      if ("overloaded" in outcome) throw new Error("the engine took no more matters");
      return outcome;
    });
    const before = created.length;
    await Promise.all(asked);
    if (created.length === before)
      throw new Error(`no matter was created: ${JSON.stringify(await asked[0])}`);
  }
  return created;
}

/**
 * Takes every waiting notice for sent. Loading leaves two a task, and in working hours the server would begin to send them in the
 * middle of what is measured; on tasks that gathered over weeks they went out long ago.
 */
export async function settleNotices(database: Database, tenantId: number): Promise<void> {
  await database.raw(
    `update notices
set sent_at = created_at
where tenant_id = $1
  and sent_at is null`,
    [tenantId],
  );
}

// Everything the engine writes of a new matter with one task, with ids, numbers and what follows from them exchanged. The
// statement makes rows like those of its models in one go; the models come in turn. What a server may have done to a model since,
// which is to send its notices, is left out: the copies stand at their first revision, their notices taken for sent.
const multiplyText = `with model as materialized (
  select t.*, row_number() over (order by t.id) - 1 as place, count(*) over () as models
  from tasks t
  where t.tenant_id = $1::integer
    and t.id = any($2::uuid[])
), made as materialized (
  select m.id as model_task, m.matter_id as model_matter, uuidv7() as task_id, uuidv7() as matter_id,
    '督〔' || $5::text || '〕' || ($4::integer + s.n)::text || '号' as number
  from generate_series(0, $3::integer - 1) as s (n)
  join model m on m.place = s.n % m.models
), new_matters as (
  insert into matters (tenant_id, id, number, title, body, programme, line, created_by, created_at)
  select r.tenant_id, n.matter_id, n.number, r.title, r.body, r.programme, r.line, r.created_by, r.created_at
  from made n
  join matters r on r.tenant_id = $1::integer and r.id = n.model_matter
    and r.id in (select m.matter_id from model m)
), new_tasks as (
  insert into tasks (tenant_id, id, matter_id, number, title, programme, line, priority, unit, role, definition_id,
    definition_version, state, revision, card, progress, reworks, extensions, urges, request, handler, parties, terms,
    sign_by, due_at, created_at, updated_at)
  select r.tenant_id, n.task_id, n.matter_id, n.number, r.title, r.programme, r.line, r.priority, r.unit, r.role,
    r.definition_id, r.definition_version, r.state, 1, r.card, r.progress, r.reworks, r.extensions, r.urges,
    r.request, r.handler, r.parties, r.terms, r.sign_by, r.due_at, r.created_at, r.created_at
  from made n
  join model r on r.id = n.model_task
), new_clocks as (
  insert into clocks (tenant_id, task_id, name, state, generation, basis, started_at, due_at, provisional, remaining,
    stopped_at, fired, rungs, next_rung_at, calendar_id, calendar_version)
  select r.tenant_id, n.task_id, r.name, r.state, r.generation, r.basis, r.started_at, r.due_at, r.provisional,
    r.remaining, r.stopped_at, r.fired, r.rungs, r.next_rung_at, r.calendar_id, r.calendar_version
  from made n
  join clocks r on r.tenant_id = $1::integer and r.task_id = any($2::uuid[]) and r.task_id = n.model_task
), new_notices as (
  insert into notices (tenant_id, id, person, task_id, revision, subject, urgent, facts, text_zh, text_en, created_at,
    send_at, message_id, sent_at)
  select r.tenant_id, md5(n.task_id::text || '/' || r.revision::text || '/' || r.subject || '/' || r.person)::uuid,
    r.person, n.task_id, r.revision, r.subject, r.urgent, r.facts, r.text_zh, r.text_en, r.created_at, r.send_at,
    null, r.created_at
  from made n
  join notices r on r.tenant_id = $1::integer and r.task_id = any($2::uuid[]) and r.task_id = n.model_task and r.revision = 1
)
insert into events (tenant_id, task_id, revision, type, source, event_id, fingerprint, at, recorded_at, actor, roles,
  data, state, unit, calendar_version)
select r.tenant_id, n.task_id, r.revision, r.type, r.source, 'assigned/' || n.task_id::text,
  sha256(convert_to('assigned/' || n.task_id::text, 'UTF8')), r.at, r.recorded_at, r.actor, r.roles,
  r.data || jsonb_build_object('task', n.task_id, 'matter', n.matter_id, 'number', n.number), r.state, r.unit,
  r.calendar_version
from made n
join events r on r.tenant_id = $1::integer and r.task_id = any($2::uuid[]) and r.task_id = n.model_task
  and r.revision = 1`;

const rowsAtOnce = 5_000;

/**
 * Makes `count` more tasks out of models that the engine created and nobody has touched since: matter, task, clocks, first
 * event and notices, as the engine would have written them, by insert … select. Needs Postgres 18 (uuidv7).
 */
export async function multiplyTasks(
  database: Database,
  tenantId: number,
  models: readonly string[],
  count: number,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const year = new Date().getUTCFullYear();
  await database.raw("analyze matters, tasks, clocks, events, notices");
  for (let done = 0; done < count; ) {
    const rows = Math.min(rowsAtOnce, count - done);
    await database.transaction(async (tx) => {
      const [numbers] = await tx.raw<{ last: number }>(
        `insert into matter_numbers (tenant_id, year, last)
values ($1, $2, $3)
on conflict on constraint matter_numbers_pkey do update
set last = matter_numbers.last + excluded.last
returning last`,
        [tenantId, year, rows],
      );
      const first = (numbers?.last ?? rows) - rows + 1;
      await tx.raw(multiplyText, [tenantId, models, rows, first, String(year)]);
    });
    // Else the plans are those for the few rows there were.
    if (done === 0) await database.raw("analyze matters, tasks, clocks, events, notices");
    done += rows;
    onProgress(done);
  }
}

/** The ids and units of tasks, the newest first. */
export function findWorkingTasks(
  database: Database,
  tenantId: number,
  since: number,
  count: number,
): Promise<WorkingTask[]> {
  return database.raw<WorkingTask>(
    `select t.id, t.unit
from tasks t
where t.tenant_id = $1
  and t.state = 'assigned'
  and t.created_at >= $2
order by t.id desc
limit $3`,
    [tenantId, sqlInstant(since), count],
  );
}
