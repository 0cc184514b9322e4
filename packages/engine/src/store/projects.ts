import type { FundedTask, Project, ProjectTerms } from "../funds/project.ts";
import type { Party } from "../lifecycle/caller.ts";
import { addVersion } from "./addVersion.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

const addStatement = statement<{ version: number }>(
  "projects-add",
  `insert into projects (tenant_id, id, version, body, created_by, created_at)
select $1::integer, $2::text, coalesce(max(p.version), 0) + 1, $3::jsonb, $4::jsonb, $5::timestamptz
from projects p
where p.tenant_id = $1::integer
  and p.id = $2::text
on conflict on constraint projects_pkey do nothing
returning version`,
);

/** Puts a project in force as its next version. */
export async function saveProject(
  on: Executor,
  tenantId: number,
  id: string,
  terms: ProjectTerms,
  by: Party,
  now: number,
): Promise<Project> {
  const values = [tenantId, id, JSON.stringify(terms), JSON.stringify(by), sqlInstant(now)];
  return { ...terms, id, version: await addVersion(on, addStatement, values), createdAt: now };
}

const findStatement = statement<{ id: string; version: number; body: ProjectTerms; createdAt: number }>(
  "projects-find",
  `select distinct on (p.id) p.id, p.version, p.body, p.created_at as "createdAt"
from projects p
where p.tenant_id = $1::integer
  and ($2::text[] is null or p.id = any ($2::text[]))
order by p.id, p.version desc`,
);

/** The projects in force, by id; only those of the ids if given. A county has hundreds. */
export async function findProjects(
  on: Executor,
  tenantId: number,
  ids: readonly string[] | null,
): Promise<Project[]> {
  const rows = await on.query(findStatement, [tenantId, ids]);
  return rows.map(({ body, ...row }) => ({ ...body, ...row }));
}

const findFundedStatement = statement<FundedTask>(
  "projects-find-tasks",
  `select t.id, t.unit, t.title, t.number, t.programme, t.line, t.state, t.progress
from tasks t
where t.tenant_id = $1::integer
  and t.id = any ($2::uuid[])`,
);

/** What of those tasks the money is held against, by id; one that is not there is left out. */
export async function findFundedTasks(
  on: Executor,
  tenantId: number,
  ids: readonly string[],
): Promise<Map<string, FundedTask>> {
  const rows = ids.length === 0 ? [] : await on.query(findFundedStatement, [tenantId, ids]);
  return new Map(rows.map((row) => [row.id, row]));
}
