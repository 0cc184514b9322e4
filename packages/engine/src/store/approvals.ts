import { type ApprovalKind, choicesByKind } from "../lifecycle/approvals.ts";
import type { Party } from "../lifecycle/caller.ts";
import type { Decider } from "../lifecycle/decider.ts";
import type { ExternalEventType } from "../lifecycle/taskEvent.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** Where an approval stands in the inbox: by due instant, what is held last; then by how long it has been in its state; then by task. */
export interface ApprovalPlace {
  readonly id: string;
  readonly dueAt: Instant | null;
  readonly stateSince: Instant | null;
  readonly kind: ApprovalKind;
  /** Which of the deciders it is for: the first that may. */
  readonly decider: number;
}

// The waiting tasks that one of the deciders may decide on. The condition on the first lines is that of tasks_awaiting,
// word for word. Whoever had a part stands in parties and request; a party is met again by its person, by whom it acted for,
// or by its key.
const awaiting = `
  from tasks t
  cross join lateral (
    select case
        when t.request is not null then t.request ->> 'kind'
        when t.state = 'inspected' then 'closure'
        when t.state = 'underInspection' then 'inspection'
        else 'reassignment'
      end as kind,
      case
        when t.request is not null then jsonb_build_array(t.request -> 'by')
        when t.state = 'inspected' then jsonb_build_array(t.parties -> 'submittedBy', t.parties -> 'inspectedBy')
        when t.state = 'underInspection' then jsonb_build_array(t.parties -> 'submittedBy')
        else '[]'::jsonb
      end as parts,
      case
        when t.request is null and t.state = 'inspected'
          then t.terms -> 'approvalChain' -> jsonb_array_length(t.parties -> 'approvedBy')
      end as step
  ) as w
  cross join lateral (
    select c.place
    from json_to_recordset($2::json) as c (place integer, kinds jsonb, scope jsonb, roles jsonb, unit text,
      person text, units jsonb, persons jsonb, key text)
    where (case when w.step is null then c.kinds ? w.kind
        else c.roles ? (w.step ->> 'role')
          and coalesce(w.step ->> 'unit' = c.unit, w.step -> 'unit' is null)
          and coalesce(w.step ->> 'person' = c.person, w.step -> 'person' is null) end)
      and (w.step ->> 'role' is not distinct from 'leader'
        or coalesce(jsonb_typeof(c.scope), 'null') = 'null' or c.scope -> 'units' ? t.unit
        or c.scope -> 'programmes' ? t.programme or c.scope -> 'lines' ? t.line)
      and (w.kind = 'reassignment' or not c.units ? t.unit)
      and not exists (
        select
        from jsonb_array_elements(
          case when w.kind = 'closure' then w.parts || (t.parties -> 'approvedBy') else w.parts end) as p (party)
        where p.party ->> 'key' = c.key
          or c.persons ? (p.party ->> 'person')
          or c.persons ? (p.party ->> 'onBehalfOf')
      )
    order by c.place
    limit 1
  ) as c
  where t.tenant_id = $1::integer
    and (t.state in ('inspected', 'underInspection', 'declined') or t.request is not null)`;

// The tasks that one of the deciders' units is to countersign and has said nothing of. The condition on the first line is that of
// tasks_countersigning, word for word.
const countersigning = `
  from tasks t
  cross join lateral (
    select c.place
    from json_to_recordset($2::json) as c (place integer, unit text, units jsonb, signs boolean)
    where c.signs
      and t.terms -> 'countersign' ? c.unit
      and not c.units ? t.unit
      and not coalesce(t.parties -> 'countersigns', '[]'::jsonb) @> jsonb_build_array(jsonb_build_object('unit', c.unit))
    order by c.place
    limit 1
  ) as c
  where t.tenant_id = $1::integer
    and t.state = 'inProgress' and t.terms ? 'countersign'`;

const beyond = `
    and (coalesce(t.due_at, 'infinity'::timestamptz), coalesce(t.state_since, '-infinity'::timestamptz), t.id)
      > ($3::timestamptz, $4::timestamptz, $5::uuid)
  order by coalesce(t.due_at, 'infinity'::timestamptz), coalesce(t.state_since, '-infinity'::timestamptz), t.id
  limit $6::integer`;

// A task that stands in both is shown once, for what it waits for itself: where that is decided, the signature comes.
const findApprovalPlacesStatement = statement<ApprovalPlace>(
  "approvals-find-places",
  `
  with waiting as (
    select t.id, t.due_at, t.state_since, w.kind, c.place
    ${awaiting}
    and ($7::text is null or w.kind = $7::text)
    ${beyond}
  ), unsigned as (
    select t.id, t.due_at, t.state_since, 'countersign' as kind, c.place
    ${countersigning}
    and ($7::text is null or $7::text = 'countersign')
    ${beyond}
  )
  select q.id, q.due_at as "dueAt", q.state_since as "stateSince", q.kind, q.place as decider
  from (
    select * from waiting
    union all
    select * from unsigned u where not exists (select from waiting w where w.id = u.id)
  ) as q
  order by coalesce(q.due_at, 'infinity'::timestamptz), coalesce(q.state_since, '-infinity'::timestamptz), q.id
  limit $6::integer
  `,
);

const leastId = "00000000-0000-0000-0000-000000000000";

/** The places of what waits for one who decides as these, most urgent first, after `after` if given; served by tasks_awaiting and tasks_countersigning. */
export function findApprovalPlaces(
  on: Executor,
  tenantId: number,
  deciders: readonly Decider[],
  kind: ApprovalKind | null,
  after: Omit<ApprovalPlace, "decider" | "kind"> | null,
  limit: number,
): Promise<ApprovalPlace[]> {
  return on.query(findApprovalPlacesStatement, [
    tenantId,
    recordOf(deciders),
    after === null ? "-infinity" : (sqlInstant(after.dueAt) ?? "infinity"),
    after === null ? "-infinity" : (sqlInstant(after.stateSince) ?? "-infinity"),
    after?.id ?? leastId,
    limit,
    kind,
  ]);
}

// Kind by kind, each no further than its bound: where a whole county's tasks wait, only so many are asked who may decide on them.
const countApprovalsStatement = statement<{ kind: ApprovalKind; count: number }>(
  "approvals-count",
  `
  select k.kind, (
    select count(*)::integer
    from (
      select
      ${awaiting}
        and w.kind = k.kind
      limit $4::integer
    ) as waiting
  ) as count
  from unnest($3::text[]) as k (kind)
  where k.kind <> 'countersign'
  union all
  select 'countersign', (
    select count(*)::integer
    from (
      select
      ${countersigning}
      limit $4::integer
    ) as unsigned
  )
  `,
);

/** How far approvals of a kind are counted: that many says "so many or more". */
export const mostCountedApprovals = 1_000;

/** How many of each kind wait for one who decides as these, counted up to `mostCountedApprovals`. */
export async function countApprovals(
  on: Executor,
  tenantId: number,
  deciders: readonly Decider[],
): Promise<Readonly<Record<ApprovalKind, number>>> {
  const values = [tenantId, recordOf(deciders), Object.keys(choicesByKind), mostCountedApprovals];
  const rows = await on.query(countApprovalsStatement, values);
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count])) as Readonly<
    Record<ApprovalKind, number>
  >;
}

const recordOf = (deciders: readonly Decider[]): string =>
  JSON.stringify(deciders.map((decider, place) => ({ place, ...decider })));

/** The last event of a type that was recorded of a task. */
export interface AskedEvent {
  readonly task: string;
  readonly type: ExternalEventType;
  readonly actor: Party;
  readonly data: Readonly<Record<string, unknown>>;
}

const findAskedStatement = statement<AskedEvent>(
  "approvals-find-asked",
  `
  select distinct on (e.task_id, e.type) e.task_id as task, e.type, e.actor, e.data
  from events e
  where e.tenant_id = $1::integer
    and e.task_id = any($2::uuid[])
    and e.type = any($3::text[])
  order by e.task_id, e.type, e.revision desc
  `,
);

/** Of each task the last event of each of these types: what was submitted, found, or given as a reason. */
export function findAskedEvents(
  on: Executor,
  tenantId: number,
  tasks: readonly string[],
  types: readonly ExternalEventType[],
): Promise<AskedEvent[]> {
  return on.query(findAskedStatement, [tenantId, tasks, types]);
}

/** What was recorded under the id of a decision before. */
export interface RecordedDecision {
  readonly id: string;
  readonly type: ExternalEventType;
}

const findDecisionsStatement = statement<RecordedDecision>(
  "approvals-find-decisions",
  `
  select e.event_id as id, e.type
  from unnest($3::text[]) as k (id)
  cross join lateral (
    select n.event_id, n.type
    from events n
    where n.tenant_id = $1::integer
      and n.source = $2::text
      and n.event_id = k.id
    limit 1
  ) as e
  `,
);

/** Those of the ids that were recorded under the source, each with its type; served by events_once. */
export function findRecordedDecisions(
  on: Executor,
  tenantId: number,
  source: string,
  ids: readonly string[],
): Promise<RecordedDecision[]> {
  return on.query(findDecisionsStatement, [tenantId, source, ids]);
}
