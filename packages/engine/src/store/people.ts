import type { Role, Scope } from "../lifecycle/caller.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A person of a unit. `head` marks the unit's named head (一把手); `contacts` is free, for the transports of notices. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly Role[];
  readonly head: boolean;
  readonly contacts: Readonly<Record<string, unknown>>;
  /** How far his being supervisor or inspector reaches; null is the whole county. */
  readonly scope: Scope | null;
  /** When he left; null: he is here. */
  readonly leftAt: Instant | null;
}

const savePeopleStatement = statement<Person>(
  "people-save",
  `
  insert into people (tenant_id, id, name, unit, roles, head, contacts, scope, updated_at)
  select $1::integer, given.id, given.name, given.unit,
    array(select jsonb_array_elements_text(given.roles)), given.head, given.contacts, given.scope, $8::timestamptz
  from unnest($2::text[], $3::text[], $4::text[], $5::jsonb[], $6::boolean[], $7::jsonb[], $9::jsonb[])
    as given (id, name, unit, roles, head, contacts, scope)
  order by given.id
  on conflict on constraint people_pkey do update
  set name = excluded.name,
    unit = excluded.unit,
    roles = excluded.roles,
    head = excluded.head,
    contacts = excluded.contacts,
    scope = excluded.scope,
    updated_at = excluded.updated_at,
    left_at = null
  returning id, name, unit, roles, head, contacts, scope, left_at as "leftAt"
  `,
);

/**
 * Writes people by their ids, which must differ from one another, and who is put is here, also who had left; answers them as they then stand, in the order given.
 *
 * Every unit must exist: a foreign key says so.
 */
export async function savePeople(
  executor: Executor,
  tenantId: number,
  people: readonly Omit<Person, "leftAt">[],
  now: Instant,
): Promise<Person[]> {
  const rows = await executor.query(savePeopleStatement, [
    tenantId,
    people.map((person) => person.id),
    people.map((person) => person.name),
    people.map((person) => person.unit),
    people.map((person) => JSON.stringify(person.roles)),
    people.map((person) => person.head),
    people.map((person) => JSON.stringify(person.contacts)),
    sqlInstant(now),
    people.map(({ scope }) => (scope === null ? null : JSON.stringify(scope))),
  ]);
  const rowById = new Map(rows.map((row) => [row.id, row]));
  return people.flatMap((person) => rowById.get(person.id) ?? []);
}

const findPeopleStatement = statement<Person>(
  "people-find",
  `
  select id, name, unit, roles, head, contacts, scope, left_at as "leftAt"
  from people
  where tenant_id = $1::integer
    and ($2::text is null or unit = $2::text)
    and id > $3::text
  order by id
  limit $4::integer
  `,
);

/** A county's people by id, those of one unit if it is given, after `afterId` if given. */
export function findPeople(
  executor: Executor,
  tenantId: number,
  filter: { readonly unit: string | null; readonly afterId: string | null },
  limit: number,
): Promise<Person[]> {
  return executor.query(findPeopleStatement, [tenantId, filter.unit, filter.afterId ?? "", limit]);
}

const findPersonStatement = statement<Person>(
  "people-find-one",
  `
  select id, name, unit, roles, head, contacts, scope, left_at as "leftAt"
  from people
  where tenant_id = $1::integer
    and id = $2::text
  `,
);

/** One person, if there is such a one. */
export async function findPerson(
  executor: Executor,
  tenantId: number,
  id: string,
): Promise<Person | undefined> {
  const [person] = await executor.query(findPersonStatement, [tenantId, id]);
  return person;
}
