import type { Calendar } from "../time/calendar.ts";
import type { Ladder } from "../time/ladder.ts";
import { addVersion } from "./addVersion.ts";
import { type CalendarBody, calendarOf } from "./calendarBody.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/**
 * Calendars and ladders: every edit is a new version, the highest is in force, none is ever changed.
 * Being immutable, versions are kept in memory once read; what is in force is asked of the database each time.
 */

export type LadderBody = Pick<Ladder, "rungs">;

interface VersionRow {
  readonly id: string;
  readonly version: number;
}

const currentCalendarsStatement = statement<VersionRow>(
  "calendars-current",
  `select c.id, max(c.version) as version
from calendars c
where c.tenant_id = $1::integer
group by c.id`,
);

const currentLaddersStatement = statement<VersionRow>(
  "ladders-current",
  `select l.id, max(l.version) as version
from ladders l
where l.tenant_id = $1::integer
group by l.id`,
);

// The order and the limit hold the search to one step in clocks_by_calendar for each calendar, however many clocks run.
const staleCalendarsStatement = statement<VersionRow>(
  "calendars-stale",
  `select v.id, v.version
from (
  select c.id, max(c.version) as version
  from calendars c
  where c.tenant_id = $1::integer
  group by c.id
) v
cross join lateral (
  select k.calendar_version
  from clocks k
  where k.tenant_id = $1::integer
    and k.calendar_id = v.id
    and k.calendar_version < v.version
    and k.state = 'running'
  order by k.calendar_version
  limit 1
) oldest`,
);

const staleDutyCalendarsStatement = statement<VersionRow>(
  "calendars-stale-duties",
  `select c.id, max(c.version) as version
from duty_schedules s
join calendars c on c.tenant_id = s.tenant_id and c.id = s.calendar_id
where s.tenant_id = $1::integer
  and c.version > s.calendar_version
group by c.id`,
);

const findCalendarStatement = statement<{ body: CalendarBody }>(
  "calendars-find",
  `select c.body
from calendars c
where c.tenant_id = $1::integer
  and c.id = $2::text
  and c.version = $3::integer`,
);

const findLadderStatement = statement<{ body: LadderBody }>(
  "ladders-find",
  `select l.body
from ladders l
where l.tenant_id = $1::integer
  and l.id = $2::text
  and l.version = $3::integer`,
);

const addCalendarStatement = statement<{ version: number }>(
  "calendars-add",
  `insert into calendars (tenant_id, id, version, body, created_at)
select $1::integer, $2::text, coalesce(max(c.version), 0) + 1, $3::jsonb, $4::timestamptz
from calendars c
where c.tenant_id = $1::integer
  and c.id = $2::text
on conflict on constraint calendars_pkey do nothing
returning version`,
);

const addLadderStatement = statement<{ version: number }>(
  "ladders-add",
  `insert into ladders (tenant_id, id, version, body, created_at)
select $1::integer, $2::text, coalesce(max(l.version), 0) + 1, $3::jsonb, $4::timestamptz
from ladders l
where l.tenant_id = $1::integer
  and l.id = $2::text
on conflict on constraint ladders_pkey do nothing
returning version`,
);

/** The version of each calendar in force, by id. */
export async function findCurrentCalendars(on: Executor, tenantId: number): Promise<Map<string, number>> {
  return byId(await on.query(currentCalendarsStatement, [tenantId]));
}

/** The calendars in force, by id, that some running clock is still to be projected by. */
export async function findStaleCalendars(on: Executor, tenantId: number): Promise<Map<string, number>> {
  return byId(await on.query(staleCalendarsStatement, [tenantId]));
}

/** The calendars in force, by id, that some duty's schedule is still to follow. */
export async function findStaleDutyCalendars(on: Executor, tenantId: number): Promise<Map<string, number>> {
  return byId(await on.query(staleDutyCalendarsStatement, [tenantId]));
}

/** The version of each ladder in force, by id. */
export async function findCurrentLadders(on: Executor, tenantId: number): Promise<Map<string, number>> {
  return byId(await on.query(currentLaddersStatement, [tenantId]));
}

const byId = (rows: readonly VersionRow[]) => new Map(rows.map((row) => [row.id, row.version]));

// A county has a handful of each and edits them a few times a year; beyond this many the oldest read is forgotten.
const keptVersions = 2_000;
const calendarByKey = new WeakMap<object, Map<string, Calendar>>();
const ladderByKey = new WeakMap<object, Map<string, Ladder>>();

function cacheOf<T>(caches: WeakMap<object, Map<string, T>>, owner: object): Map<string, T> {
  const cache = caches.get(owner) ?? new Map<string, T>();
  caches.set(owner, cache);
  return cache;
}

function keep<T>(cache: Map<string, T>, key: string, value: T): T {
  if (cache.size >= keptVersions) cache.delete(cache.keys().next().value ?? "");
  cache.set(key, value);
  return value;
}

/** That version of the calendar; `owner` is the database (one cache a database), `on` what to ask. */
export async function findCalendar(
  owner: object,
  on: Executor,
  tenantId: number,
  id: string,
  version: number,
): Promise<Calendar | undefined> {
  const cache = cacheOf(calendarByKey, owner);
  const key = `${tenantId}/${version}/${id}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const [row] = await on.query(findCalendarStatement, [tenantId, id, version]);
  return row === undefined ? undefined : keep(cache, key, calendarOf(id, version, row.body));
}

/** That version of the ladder. */
export async function findLadder(
  owner: object,
  on: Executor,
  tenantId: number,
  id: string,
  version: number,
): Promise<Ladder | undefined> {
  const cache = cacheOf(ladderByKey, owner);
  const key = `${tenantId}/${version}/${id}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const [row] = await on.query(findLadderStatement, [tenantId, id, version]);
  return row === undefined ? undefined : keep(cache, key, { id, version, rungs: row.body.rungs });
}

/** Puts a calendar in force as its next version, and answers which. */
export async function saveCalendarVersion(
  on: Executor | Transaction,
  tenantId: number,
  id: string,
  body: CalendarBody,
  now: number,
): Promise<number> {
  return addVersion(on, addCalendarStatement, [tenantId, id, JSON.stringify(body), sqlInstant(now)]);
}

/** Puts a ladder in force as its next version, and answers which. */
export async function saveLadderVersion(
  on: Executor | Transaction,
  tenantId: number,
  id: string,
  body: LadderBody,
  now: number,
): Promise<number> {
  return addVersion(on, addLadderStatement, [tenantId, id, JSON.stringify(body), sqlInstant(now)]);
}
