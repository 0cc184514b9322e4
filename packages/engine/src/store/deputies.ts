import type { Party } from "../lifecycle/caller.ts";
import type { Deputation } from "../lifecycle/deputation.ts";
import type { Instant } from "../time/day.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

const dropDeputiesStatement = statement(
  "deputies-drop",
  `
  delete from deputies
  where tenant_id = $1::integer
    and person = $2::text
  `,
);

const appendDeputiesStatement = statement(
  "deputies-append",
  `
  insert into deputies (tenant_id, person, deputy, from_at, to_at, reason, named_by, named_at)
  select $1::integer, $2::text, given.deputy, given.from_at, given.to_at, given.reason, $7::jsonb, $8::timestamptz
  from unnest($3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[])
    as given (deputy, from_at, to_at, reason)
  `,
);

/** Makes these the deputies of a person, in place of all before. Each must exist, and begin at another instant if named twice. */
export async function saveDeputies(
  tx: Transaction,
  tenantId: number,
  person: string,
  deputies: readonly Omit<Deputation, "person">[],
  by: Party,
  now: Instant,
): Promise<void> {
  await tx.execute(dropDeputiesStatement, [tenantId, person]);
  if (deputies.length === 0) return;
  await tx.execute(appendDeputiesStatement, [
    tenantId,
    person,
    deputies.map(({ deputy }) => deputy),
    deputies.map(({ from }) => sqlInstant(from)),
    deputies.map(({ to }) => sqlInstant(to)),
    deputies.map(({ reason }) => reason),
    JSON.stringify(by),
    sqlInstant(now),
  ]);
}

const findDeputiesStatement = statement<Deputation>(
  "deputies-find",
  `
  select person, deputy, from_at as "from", to_at as "to", reason
  from deputies
  where tenant_id = $1::integer
    and person = $2::text
  order by from_at, deputy
  `,
);

/** Who stands in for a person: past, present and to come, in the order they begin. */
export function findDeputiesOf(on: Executor, tenantId: number, person: string): Promise<Deputation[]> {
  return on.query(findDeputiesStatement, [tenantId, person]);
}

const findDeputationsStatement = statement<Deputation>(
  "deputies-find-of-deputy",
  `
  select person, deputy, from_at as "from", to_at as "to", reason
  from deputies
  where tenant_id = $1::integer
    and deputy = $2::text
    and ($3::text is null or person = $3::text)
  order by person, from_at
  `,
);

/** For whom a person stands in, whenever; only for `person` if given. Served by deputies_by_deputy. */
export function findDeputationsOf(
  on: Executor,
  tenantId: number,
  deputy: string,
  person: string | null = null,
): Promise<Deputation[]> {
  return on.query(findDeputationsStatement, [tenantId, deputy, person]);
}
