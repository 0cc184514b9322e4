import type { Party } from "../lifecycle/caller.ts";
import type { Access } from "../lifecycle/reading.ts";
import { addVersion } from "./addVersion.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** What a line is to bring about: so much of something, in its unit of measure; figure null, not said. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly figure: string | null;
}

/** A line of work as it is defined; `weight` is its part in the programme's progress, null where none is weighted. */
export interface Line {
  readonly id: string;
  readonly name: string;
  readonly weight: string | null;
  /** The central works it serves, by their ids. */
  readonly centralWork: readonly string[];
  readonly targets: readonly Target[];
}

/** A programme as it is defined. Dates are inclusive. */
export interface ProgrammeTerms {
  readonly name: string;
  readonly phases: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly centralWorks: readonly { readonly id: string; readonly name: string }[];
  readonly lines: readonly Line[];
}

/** A version of a programme. */
export interface Programme extends ProgrammeTerms {
  readonly id: string;
  readonly version: number;
  readonly createdAt: number;
}

interface ProgrammeRow {
  readonly id: string;
  readonly version: number;
  readonly body: ProgrammeTerms;
  readonly createdAt: number;
}

const addStatement = statement<{ version: number }>(
  "programmes-add",
  `insert into programmes (tenant_id, id, version, body, created_by, created_at)
select $1::integer, $2::text, coalesce(max(p.version), 0) + 1, $3::jsonb, $4::jsonb, $5::timestamptz
from programmes p
where p.tenant_id = $1::integer
  and p.id = $2::text
on conflict on constraint programmes_pkey do nothing
returning version`,
);

/** Puts a programme in force as its next version. */
export async function saveProgramme(
  on: Executor,
  tenantId: number,
  id: string,
  terms: ProgrammeTerms,
  by: Party,
  now: number,
): Promise<Programme> {
  const parameters = [tenantId, id, JSON.stringify(terms), JSON.stringify(by), sqlInstant(now)];
  return { ...terms, id, version: await addVersion(on, addStatement, parameters), createdAt: now };
}

const findStatement = statement<ProgrammeRow>(
  "programmes-find",
  `select distinct on (p.id) p.id, p.version, p.body, p.created_at as "createdAt"
from programmes p
where p.tenant_id = $1::integer
  and p.id = any($2::text[])
order by p.id, p.version desc`,
);

/** The version in force of those of the programmes that are defined, by id. */
export async function findProgrammes(
  on: Executor,
  tenantId: number,
  ids: readonly string[],
): Promise<Map<string, Programme>> {
  const rows = await on.query(findStatement, [tenantId, ids]);
  return new Map(rows.map(({ body, ...row }) => [row.id, { ...body, ...row }]));
}

const findInForceStatement = statement<ProgrammeRow>(
  "programmes-find-in-force",
  `select distinct on (p.id) p.id, p.version, p.body, p.created_at as "createdAt"
from programmes p
where p.tenant_id = $1::integer
order by p.id, p.version desc`,
);

/** The version in force of every programme that is defined, by id: a county has a handful. */
export async function findProgrammesInForce(on: Executor, tenantId: number): Promise<Programme[]> {
  const rows = await on.query(findInForceStatement, [tenantId]);
  return rows.map(({ body, ...row }) => ({ ...body, ...row }));
}

const findIdsStatement = seenStatement<{ id: string }>(
  "programmes-find-ids",
  3,
  (seen) => `select named.id
from (
  select p.id
  from programmes p
  where p.tenant_id = $1::integer
  union
  select t.programme
  from tasks t
  where t.tenant_id = $1::integer
    and t.programme is not null
    and ${seen("t")}
) as named
where named.id > $2::text
order by named.id
limit $3::integer`,
);

/** The ids of the programmes that are defined, and of those that only tasks name which the caller may see, after `after`. */
export async function findProgrammeIds(
  on: Executor,
  tenantId: number,
  after: string,
  limit: number,
  access: Access,
): Promise<string[]> {
  return (await querySeen(on, findIdsStatement, [tenantId, after, limit], access)).map(({ id }) => id);
}
