import type { Instant } from "../time/calendar.ts";
import type { VillageAccess } from "../villages/villageReading.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A household without what would name it: this is all that lists ever read. */
export interface Household {
  readonly id: string;
  readonly village: string;
  readonly group: string | null;
  readonly maskedName: string;
  readonly maskedPhone: string | null;
  readonly memberCount: number | null;
}

const saveStatement = statement(
  "households-save",
  `insert into households (tenant_id, id, village, village_group, masked_name, masked_phone, member_count, updated_at)
select $1::integer, n.id, n.village, n."group", n."maskedName", n."maskedPhone", n."memberCount", $3::timestamptz
from json_to_recordset($2::json) as n (id text, village text, "group" text, "maskedName" text, "maskedPhone" text,
  "memberCount" integer)
order by n.id
on conflict on constraint households_pkey do update
set village = excluded.village,
  village_group = excluded.village_group,
  masked_name = excluded.masked_name,
  masked_phone = excluded.masked_phone,
  member_count = excluded.member_count,
  updated_at = excluded.updated_at`,
);

/** Writes households by their ids, which must differ from one another. */
export function saveHouseholds(
  tx: Transaction,
  tenantId: number,
  households: readonly Household[],
  now: Instant,
): Promise<number> {
  return tx.execute(saveStatement, [tenantId, JSON.stringify(households), sqlInstant(now)]);
}

/** Which households are asked for; what is null is not asked about. `linked` is asked of that day. */
export interface HouseholdFilter {
  readonly id: string | null;
  readonly village: string | null;
  readonly group: string | null;
  readonly person: string | null;
  readonly linked: boolean | null;
  readonly on: string;
}

/** A household in a list, with how many cadres it is linked with on the day asked about, and when it was last visited. */
export interface ListedHousehold extends Household {
  readonly linkCount: number;
  readonly visitedOn: string | null;
}

const findStatement = statement<ListedHousehold>(
  "households-find",
  `select h.id, h.village, h.village_group as "group", h.masked_name as "maskedName", h.masked_phone as "maskedPhone",
  h.member_count as "memberCount", l.count as "linkCount", v.last as "visitedOn"
from households h
cross join lateral (
  select count(*)::integer as count, coalesce(bool_or(k.person = $7::text), false) as own,
    coalesce(bool_or(k.person = $10::text), false) as callers
  from household_links k
  where k.tenant_id = $1::integer
    and k.household = h.id
    and k.from_on <= $5::date
    and (k.until_on is null or k.until_on >= $5::date)
) as l
left join lateral (
  select max(n.on_day) as last
  from visits n
  where n.tenant_id = $1::integer
    and n.kind = 'household'
    and n.subject = h.id
) as v on true
where h.tenant_id = $1::integer
  and ($2::text is null or h.id = $2::text)
  and ($3::text is null or h.village = $3::text)
  and ($4::text is null or h.village_group = $4::text)
  and ($6::boolean is null or (l.count > 0) = $6::boolean)
  and ($7::text is null or l.own)
  and ($8::boolean or h.village = any($9::text[]) or l.callers or exists (
    select
    from village_links u
    where u.tenant_id = $1::integer
      and u.village = h.village
      and u.unit = $11::text
      and u.from_on <= $5::date
      and (u.until_on is null or u.until_on >= $5::date)
  ))
  and h.id > $12::text
order by h.id
limit $13::integer`,
);

/** Households that the caller may see, by id, after `afterId` if given. */
export function findHouseholds(
  on: Executor,
  tenantId: number,
  filter: HouseholdFilter,
  afterId: string | null,
  limit: number,
  access: VillageAccess,
): Promise<ListedHousehold[]> {
  return on.query(findStatement, [
    tenantId,
    filter.id,
    filter.village,
    filter.group,
    filter.on,
    filter.linked,
    filter.person,
    access.all,
    access.units,
    access.person,
    access.unit,
    afterId ?? "",
    limit,
  ]);
}
