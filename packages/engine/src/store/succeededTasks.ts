import type { Transaction } from "./database.ts";
import { statement } from "./statement.ts";
import type { Succession } from "./successions.ts";

// What is not at its end, and what is closed: that can be taken up again. Served by tasks_by_unit; in id order, as all locks are.
const claimOfUnitStatement = statement<{ id: string }>(
  "tasks-claim-of-unit",
  `
  select t.id
  from tasks t
  where t.tenant_id = $1::integer
    and t.state not in ('archived', 'terminated', 'waived')
    and (t.unit = $2::text
      or t.terms @> jsonb_build_object('approvalChain', jsonb_build_array(jsonb_build_object('unit', $2::text)))
      or t.terms -> 'countersign' ? $2::text)
  order by t.id
  limit $3::integer
  for update
  `,
);

const claimOfPersonStatement = statement<{ id: string }>(
  "tasks-claim-of-person",
  `
  select t.id
  from tasks t
  where t.tenant_id = $1::integer
    and t.state not in ('archived', 'terminated', 'waived')
    and (t.handler = $2::text
      or t.terms @> jsonb_build_object('approvalChain', jsonb_build_array(jsonb_build_object('person', $2::text))))
  order by t.id
  limit $3::integer
  for update
  `,
);

/** Locks up to `limit` tasks that are the succeeded unit's, or wait for the person who left, as handler or by a chain of approvers. */
export async function claimSucceededTasks(
  tx: Transaction,
  tenantId: number,
  { kind, subject }: Pick<Succession, "kind" | "subject">,
  limit: number,
): Promise<string[]> {
  const claim = kind === "unit" ? claimOfUnitStatement : claimOfPersonStatement;
  return (await tx.query(claim, [tenantId, subject, limit])).map(({ id }) => id);
}
