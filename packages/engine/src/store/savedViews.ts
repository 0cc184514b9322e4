import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A list that its owner asks for again and again; what `filter` and `columns` say is between the pages that write and read them. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filter: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
}

/** How many one owner may keep: a page lists them all. */
export const mostSavedViews = 50;

const findStatement = statement<SavedView>(
  "saved-views-find",
  `select v.id, v.name, v.filter, v.columns
from saved_views v
where v.tenant_id = $1::integer
  and v.owner = $2::text
order by v.name, v.id`,
);

/** All views of an owner, by name. */
export function findSavedViews(on: Executor, tenantId: number, owner: string): Promise<SavedView[]> {
  return on.query(findStatement, [tenantId, owner]);
}

const saveStatement = statement<{ id: string }>(
  "saved-views-save",
  `insert into saved_views (tenant_id, owner, id, name, filter, columns, updated_at)
select $1::integer, $2::text, $3::text, $4::text, $5::jsonb, $6::text[], $7::timestamptz
where (
  select count(*)
  from saved_views v
  where v.tenant_id = $1::integer
    and v.owner = $2::text
    and v.id <> $3::text
) < $8::integer
on conflict on constraint saved_views_pkey do update
set name = excluded.name,
  filter = excluded.filter,
  columns = excluded.columns,
  updated_at = excluded.updated_at
returning id`,
);

/** Writes a view by its id; false where the owner has as many as he may. */
export async function saveView(
  on: Executor,
  tenantId: number,
  owner: string,
  view: SavedView,
  now: Instant,
): Promise<boolean> {
  const { id, name, filter, columns } = view;
  const values = [tenantId, owner, id, name, filter, columns, sqlInstant(now), mostSavedViews];
  return (await on.query(saveStatement, values)).length === 1;
}

const deleteStatement = statement<{ id: string }>(
  "saved-views-delete",
  `delete from saved_views
where tenant_id = $1::integer
  and owner = $2::text
  and id = $3::text
returning id`,
);

/** Forgets a view; false where there was none. */
export async function deleteView(
  on: Executor,
  tenantId: number,
  owner: string,
  id: string,
): Promise<boolean> {
  return (await on.query(deleteStatement, [tenantId, owner, id])).length === 1;
}
