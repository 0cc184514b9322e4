import type { Instant } from "../time/day.ts";
import type { Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A person as his leaving, or his succeeding another, looks at him. */
export interface DepartingPerson {
  readonly id: string;
  readonly leftAt: Instant | null;
}

const lockStatement = statement<DepartingPerson>(
  "people-lock-departing",
  `
  select id, left_at as "leftAt"
  from people
  where tenant_id = $1::integer
    and id = any($2::text[])
  order by id
  for update
  `,
);

/** The people of these ids, held until the transaction ends. */
export function lockPeople(
  tx: Transaction,
  tenantId: number,
  ids: readonly string[],
): Promise<DepartingPerson[]> {
  return tx.query(lockStatement, [tenantId, ids]);
}

const endPersonStatement = statement(
  "people-end",
  `
  update people
  set roles = '{}'::text[],
    head = false,
    left_at = $3::timestamptz,
    updated_at = $3::timestamptz
  where tenant_id = $1::integer
    and id = $2::text
  `,
);

const endKeysStatement = statement(
  "keys-end-of-person",
  `
  update api_keys
  set revoked_at = $3::timestamptz
  where tenant_id = $1::integer
    and person = $2::text
    and revoked_at is null
  `,
);

const dropDeputiesStatement = statement(
  "deputies-drop-to-come",
  `
  delete from deputies
  where tenant_id = $1::integer
    and (person = $2::text or deputy = $2::text)
    and from_at >= $3::timestamptz
  `,
);

const endDeputiesStatement = statement(
  "deputies-end",
  `
  update deputies
  set to_at = $3::timestamptz
  where tenant_id = $1::integer
    and (person = $2::text or deputy = $2::text)
    and to_at > $3::timestamptz
  `,
);

/** What a departure ended. */
export interface Ended {
  readonly keys: number;
  readonly deputies: number;
}

/**
 * Ends what a person is and may, for good: his roles, his being head, the keys in his name, his standing in for others and others' for
 * him, from `now` on. His account and sessions go by the machine's clock, and are ended beside this.
 */
export async function endPerson(
  tx: Transaction,
  tenantId: number,
  person: string,
  now: Instant,
): Promise<Ended> {
  const values = [tenantId, person, sqlInstant(now)];
  await tx.execute(endPersonStatement, values);
  const keys = await tx.execute(endKeysStatement, values);
  const toCome = await tx.execute(dropDeputiesStatement, values);
  return { keys, deputies: toCome + (await tx.execute(endDeputiesStatement, values)) };
}
