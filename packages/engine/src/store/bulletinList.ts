import type { Bulletin } from "./bulletins.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** Which bulletins to list; null leaves a filter out. `year`: of its number, or of a draft's last day. `hidesDrafts`: only what is issued. */
export interface BulletinFilter {
  readonly kind: string | null;
  readonly year: number | null;
  readonly programme: string | null;
  readonly hidesDrafts: boolean;
}

/** Where a bulletin stands in the list, the newest first. */
export interface BulletinPlace {
  readonly id: string;
  readonly createdAt: number;
}

const listStatement = statement<Omit<Bulletin, "body"> & { readonly title: string }>(
  "bulletins-list",
  `select b.id, b.kind, b.programme, b.line, b.covers_from as "from", b.covers_to as "to", b.state, b.revision, b.authors,
  b.approvals, b.number, b.created_at as "createdAt", b.updated_at as "updatedAt", b.issued_at as "issuedAt",
  b.body ->> 'title' as title
from bulletins b
where b.tenant_id = $1::integer
  and ($2::text is null or b.kind = $2::text)
  and ($3::text is null or b.programme = $3::text)
  and (b.state = 'issued' or not $4::boolean)
  and ($5::timestamptz is null or (b.created_at, b.id) < ($5::timestamptz, $6::uuid))
  and ($8::integer is null or coalesce(b.year, extract(year from b.covers_to)::integer) = $8::integer)
order by b.created_at desc, b.id desc
limit $7::integer`,
);

/** A bulletin in a list: all but its words and figures, and its title. */
export type ListedBulletin = Omit<Bulletin, "body"> & { readonly title: string };

/** A page of bulletins, the newest first, from after `after` on. */
export function findBulletins(
  on: Executor,
  tenantId: number,
  { kind, year, programme, hidesDrafts }: BulletinFilter,
  after: BulletinPlace | null,
  limit: number,
): Promise<ListedBulletin[]> {
  return on.query(listStatement, [
    tenantId,
    kind,
    programme,
    hidesDrafts,
    sqlInstant(after?.createdAt ?? null),
    after?.id ?? null,
    limit,
    year,
  ]);
}

const lastIssuedStatement = statement<Pick<Bulletin, "number" | "body">>(
  "bulletins-last-issued",
  `select b.number, b.body
from bulletins b
where b.tenant_id = $1::integer
  and b.kind = $2::text
  and b.programme is not distinct from $3::text
  and b.line is not distinct from $4::text
  and b.state = 'issued'
  and b.issued_at < $5::timestamptz
  and b.id <> $6::uuid
order by b.issued_at desc
limit 1`,
);

/** The last bulletin of the same kind and subject that was issued before this one, or before `now` if it is a draft. */
export async function findBulletinBefore(
  on: Executor,
  tenantId: number,
  { id, kind, programme, line, issuedAt }: Bulletin,
): Promise<Pick<Bulletin, "number" | "body"> | undefined> {
  const before = issuedAt === null ? "infinity" : sqlInstant(issuedAt);
  const [row] = await on.query(lastIssuedStatement, [tenantId, kind, programme, line, before, id]);
  return row;
}

/** How many tasks of a unit a bulletin counts. */
export interface BulletinCountRow {
  readonly unit: string;
  readonly total: number;
  readonly closed: number;
  readonly open: number;
  readonly overdue: number;
  readonly returned: number;
  readonly putUp: number;
}

// A closed task counts to the period its finish clock stopped in; one that was archived since is closed all the same.
const countStatement = statement<BulletinCountRow>(
  "bulletins-count",
  `select t.unit,
  count(*)::integer as total,
  (count(*) filter (where t.state in ('closed', 'archived')))::integer as closed,
  (count(*) filter (where t.state not in ('closed', 'archived')))::integer as open,
  (count(*) filter (where t.due_at < $4::timestamptz))::integer as overdue,
  (count(*) filter (where t.reworks > 0))::integer as returned,
  (count(*) filter (where t.created_at >= $2::timestamptz))::integer as "putUp"
from tasks t
left join clocks c on c.tenant_id = t.tenant_id
  and c.task_id = t.id
  and c.name = 'finish'
where t.tenant_id = $1::integer
  and t.created_at < $3::timestamptz
  and t.state not in ('terminated', 'waived')
  and (t.state not in ('closed', 'archived') or c.stopped_at >= $2::timestamptz)
  and ($5::text is null or t.programme = $5::text)
  and ($6::text is null or t.line = $6::text)
group by t.unit`,
  { replan: true },
);

/** The tasks of a scope that were open at some time from `from` to before `until`, counted by unit as they stand at `now`. */
export function countForBulletin(
  on: Executor,
  tenantId: number,
  window: { readonly from: number; readonly until: number; readonly now: number },
  scope: Pick<Bulletin, "programme" | "line">,
): Promise<BulletinCountRow[]> {
  const { from, until, now } = window;
  const values = [sqlInstant(from), sqlInstant(until), sqlInstant(now), scope.programme, scope.line];
  return on.query(countStatement, [tenantId, ...values]);
}
