import type { DutyTerms } from "../duties/dutySchedule.ts";
import type { Party } from "../lifecycle/caller.ts";
import type { Access } from "../lifecycle/reading.ts";
import type { Instant } from "../time/day.ts";
import { addVersion } from "./addVersion.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A duty in force with where its schedule stands; dates as text. */
export interface DutyRow {
  readonly id: string;
  readonly version: number;
  readonly terms: DutyTerms;
  readonly createdBy: Party;
  readonly createdAt: Instant;
  readonly handledOn: string;
  readonly nextOn: string | null;
  readonly nextAt: Instant | null;
}

/** Where a duty's schedule stands, to be written. */
export interface DutySchedule {
  readonly id: string;
  readonly version: number;
  readonly handledOn: string;
  readonly nextOn: string | null;
  readonly nextAt: Instant | null;
  readonly calendar: { readonly id: string; readonly version: number };
}

const columns = `s.duty_id as id, s.version, d.body as terms, d.created_by as "createdBy", d.created_at as "createdAt",
  s.handled_on as "handledOn", s.next_on as "nextOn", s.next_at as "nextAt"`;

const fromSchedules = `from duty_schedules s
join duties d on d.tenant_id = s.tenant_id and d.id = s.duty_id and d.version = s.version`;

const noLists = { units: [], programmes: [], lines: [], matterUnits: [] };

const findDutiesStatement = statement<DutyRow>(
  "duties-find",
  `select ${columns}
${fromSchedules}
where s.tenant_id = $1::integer
  and ($2::text is null or s.duty_id > $2::text)
  and ($4::boolean
    or d.body -> 'matter' ->> 'lead' = any ($5::text[])
    or d.body -> 'matter' -> 'assist' ?| $5::text[]
    or d.body -> 'matter' ->> 'programme' = any ($6::text[])
    or d.body -> 'matter' ->> 'line' = any ($7::text[]))
order by s.duty_id
limit $3::integer`,
);

/** The duties in force whose matters' tasks may be seen, by id, after `afterId` if given. */
export function findDuties(
  on: Executor,
  tenantId: number,
  afterId: string | null,
  limit: number,
  access: Access,
): Promise<DutyRow[]> {
  const { units, programmes, lines, matterUnits } = access.all ? noLists : access;
  const values = [tenantId, afterId, limit, access.all, [...units, ...matterUnits], programmes, lines];
  return on.query(findDutiesStatement, values);
}

const findDutyStatement = statement<DutyRow>(
  "duties-find-one",
  `select ${columns}
${fromSchedules}
where s.tenant_id = $1::integer
  and s.duty_id = $2::text`,
);

/** The duty of that id, if there is one. */
export async function findDuty(on: Executor, tenantId: number, id: string): Promise<DutyRow | undefined> {
  const [row] = await on.query(findDutyStatement, [tenantId, id]);
  return row;
}

const lockDutyStatement = statement<DutyRow>(
  "duties-lock",
  `select ${columns}
${fromSchedules}
where s.tenant_id = $1::integer
  and s.duty_id = $2::text
for update of s`,
);

/** Locks the duty of that id, if there is one, to the end of the transaction. */
export async function claimDuty(tx: Transaction, tenantId: number, id: string): Promise<DutyRow | undefined> {
  const [row] = await tx.query(lockDutyStatement, [tenantId, id]);
  return row;
}

const claimDueStatement = statement<DutyRow>(
  "duties-claim-due",
  `select ${columns}
${fromSchedules}
where s.tenant_id = $1::integer
  and s.next_at <= $2::timestamptz
order by s.next_at, s.duty_id
limit 1
for update of s skip locked`,
);

/** Locks the duty whose occurrence has been due longest by `upTo`, if there is one; served by duty_schedules_by_next. */
export async function claimDueDuty(
  tx: Transaction,
  tenantId: number,
  upTo: Instant,
): Promise<DutyRow | undefined> {
  const [row] = await tx.query(claimDueStatement, [tenantId, sqlInstant(upTo)]);
  return row;
}

const claimStaleStatement = statement<DutyRow>(
  "duties-claim-stale",
  `select ${columns}
${fromSchedules}
where s.tenant_id = $1::integer
  and s.calendar_id = $2::text
  and s.calendar_version < $3::integer
order by s.duty_id
for update of s skip locked`,
);

/** Locks the duties whose next instant an older version of the calendar gave. A county has dozens of duties, not thousands. */
export function claimStaleDuties(
  tx: Transaction,
  tenantId: number,
  calendar: { readonly id: string; readonly version: number },
): Promise<DutyRow[]> {
  return tx.query(claimStaleStatement, [tenantId, calendar.id, calendar.version]);
}

const addVersionStatement = statement<{ version: number }>(
  "duties-add",
  `insert into duties (tenant_id, id, version, body, created_by, created_at)
select $1::integer, $2::text, coalesce(max(d.version), 0) + 1, $3::jsonb, $4::jsonb, $5::timestamptz
from duties d
where d.tenant_id = $1::integer
  and d.id = $2::text
on conflict on constraint duties_pkey do nothing
returning version`,
);

/** Adds the next version of a duty, and answers which. */
export async function addDutyVersion(
  tx: Transaction,
  tenantId: number,
  id: string,
  terms: DutyTerms,
  by: Party,
  now: Instant,
): Promise<number> {
  const values = [tenantId, id, JSON.stringify(terms), JSON.stringify(by), sqlInstant(now)];
  return addVersion(tx, addVersionStatement, values);
}

const saveScheduleStatement = statement(
  "duties-save-schedule",
  `insert into duty_schedules (tenant_id, duty_id, version, handled_on, next_on, next_at, calendar_id, calendar_version)
values ($1::integer, $2::text, $3::integer, $4::date, $5::date, $6::timestamptz, $7::text, $8::integer)
on conflict on constraint duty_schedules_pkey do update
set version = excluded.version,
  handled_on = excluded.handled_on,
  next_on = excluded.next_on,
  next_at = excluded.next_at,
  calendar_id = excluded.calendar_id,
  calendar_version = excluded.calendar_version`,
);

/** Writes where a duty's schedule stands. */
export function saveDutySchedule(tx: Transaction, tenantId: number, schedule: DutySchedule): Promise<number> {
  const { id, version, handledOn, nextOn, nextAt, calendar } = schedule;
  const values = [
    tenantId,
    id,
    version,
    handledOn,
    nextOn,
    sqlInstant(nextAt),
    calendar.id,
    calendar.version,
  ];
  return tx.execute(saveScheduleStatement, values);
}

const nextOccurrenceStatement = statement<{ next_at: number | null }>(
  "duties-next-occurrence",
  `select s.next_at
from duty_schedules s
where s.tenant_id = $1::integer
  and s.next_at is not null
order by s.next_at
limit 1`,
);

/** The instant of the earliest occurrence armed, null if none is; served by duty_schedules_by_next. */
export async function findNextOccurrenceAt(on: Executor, tenantId: number): Promise<Instant | null> {
  const [row] = await on.query(nextOccurrenceStatement, [tenantId]);
  return row?.next_at ?? null;
}
