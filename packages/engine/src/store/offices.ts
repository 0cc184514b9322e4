import type { Role } from "../lifecycle/caller.ts";
import { type Office, offices } from "../lifecycle/offices.ts";
import type { Executor, Transaction } from "./database.ts";
import { statement } from "./statement.ts";

/** The roles that one person has: his own, and those that keys in his name were given. */
export interface HeldRoles {
  readonly person: string;
  readonly own: readonly Role[];
  readonly byKeys: readonly Role[];
}

const lockStatement = statement(
  "offices-lock-people",
  `
  select id
  from people
  where tenant_id = $1::integer
    and id = any($2::text[])
  order by id
  for update
  `,
);

const findHeldStatement = statement<HeldRoles>(
  "offices-find-held",
  `
  select people.id as person, people.roles as own,
    array(
      select distinct role
      from api_keys
      cross join unnest(api_keys.roles) as role
      where api_keys.tenant_id = people.tenant_id
        and api_keys.person = people.id
        and api_keys.revoked_at is null
    ) as "byKeys"
  from people
  where people.tenant_id = $1::integer
    and people.id = any($2::text[])
  `,
);

/**
 * What these people hold, locked until the transaction ends: nobody gives one of them another role meanwhile. Read by a statement of its
 * own, after the lock: one that waited would still see the keys as they were when it began.
 */
export async function lockHeldRoles(
  tx: Transaction,
  tenantId: number,
  persons: readonly string[],
): Promise<HeldRoles[]> {
  if (persons.length === 0) return [];
  await tx.execute(lockStatement, [tenantId, persons]);
  return tx.query(findHeldStatement, [tenantId, persons]);
}

const findFounderStatement = statement<{ id: string }>(
  "offices-find-founder",
  `
  select id
  from api_keys
  where tenant_id = $1::integer
    and id = $2::text
    and revoked_at is null
    and roles @> array['systemAdmin', 'securityAdmin']
  `,
);

/** Whether that key is one of a first administrator, who set the county up and holds two offices. */
export async function isFoundersKey(executor: Executor, tenantId: number, id: string): Promise<boolean> {
  return (await executor.query(findFounderStatement, [tenantId, id])).length > 0;
}

const findFilledStatement = statement<{ office: Office }>(
  "offices-find-filled",
  `
  select distinct office.name as office
  from accounts
  join people on people.tenant_id = accounts.tenant_id and people.id = accounts.person
  join unnest($2::text[]) as office (name) on office.name = any(people.roles)
  where accounts.tenant_id = $1::integer
    and accounts.locked_at is null
    and not accounts.must_change
  `,
);

/** The offices that somebody fills who can sign in: with an account that is open and past its first password. */
export async function findFilledOffices(executor: Executor, tenantId: number): Promise<Set<Office>> {
  const rows = await executor.query(findFilledStatement, [tenantId, [...offices]]);
  return new Set(rows.map(({ office }) => office));
}
