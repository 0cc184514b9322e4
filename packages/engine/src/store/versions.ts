import type { Calendar } from "../time/calendar.ts";
import type { Ladder } from "../time/ladder.ts";
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
returning version`,
);

const addLadderStatement = statement<{ version: number }>(
  "ladders-add",
  `insert into ladders (tenant_id, id, version, body, created_at)
select $1::integer, $2::text, coalesce(max(l.version), 0) + 1, $3::jsonb, $4::timestamptz
from ladders l
where l.tenant_id = $1::integer
  and l.id = $2::text
returning version`,
);

/** The version of each calendar in force, by id. */
export async function findCurrentCalendars(on: Executor, tenantId: number): Promise<Map<string, number>> {
  return byId(await on.query(currentCalendarsStatement, [tenantId]));
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

/** Puts a calendar in force as its next version, and answers which. Two at once: one fails on `calendars_pkey`. */
export async function saveCalendarVersion(
  on: Executor | Transaction,
  tenantId: number,
  id: string,
  body: CalendarBody,
  now: number,
): Promise<number> {
  const [row] = await on.query(addCalendarStatement, [tenantId, id, JSON.stringify(body), sqlInstant(now)]);
  return row?.version ?? 1;
}

/** Puts a ladder in force as its next version, and answers which. */
export async function saveLadderVersion(
  on: Executor | Transaction,
  tenantId: number,
  id: string,
  body: LadderBody,
  now: number,
): Promise<number> {
  const [row] = await on.query(addLadderStatement, [tenantId, id, JSON.stringify(body), sqlInstant(now)]);
  return row?.version ?? 1;
}
