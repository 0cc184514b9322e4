import { type Caller, lockHeldRoles, officesAmong, type Role, type Transaction } from "@duban/engine";
import { type Problem, problem } from "./problem.ts";

/** Roles that somebody is to be given. `person` null: a key in nobody's name. */
export interface Giving {
  readonly person: string | null;
  readonly roles: readonly Role[];
  /** Whether they take the place of his own, as those of `PUT /v1/people` do, or come beside them. */
  readonly isOwn: boolean;
  /** Where they stand in the request, as a JSON pointer. */
  readonly pointer: string;
}

/**
 * The problem of giving roles; undefined if there is none. Holds the people locked until the transaction ends.
 *
 * `separate-offices`: somebody would hold two of the three offices (三员), by his own roles and those of all keys in his name taken
 * together. `forbidden`: somebody gives himself what he hasn't; or an office goes to a key in the name of nobody who holds it, which only
 * who set the county up can make.
 */
export async function officesFault(
  tx: Transaction,
  caller: Caller,
  givings: readonly Giving[],
): Promise<Problem | undefined> {
  const persons = givings.flatMap(({ person }) => person ?? []);
  const held = await lockHeldRoles(tx, caller.tenantId, persons);
  const heldBy = new Map(held.map((one) => [one.person, one]));
  for (const giving of givings) {
    const { person, roles, isOwn, pointer } = giving;
    const before = person === null ? undefined : heldBy.get(person);
    const kept = before === undefined ? [] : [...(isOwn ? [] : before.own), ...before.byKeys];
    const offices = officesAmong([...roles, ...kept]);
    if (offices.length > 1) {
      const who = person ?? "this key";
      const detail = `${who} would be ${offices.join(" and ")}: nobody holds two of the three offices`;
      return problem("separate-offices", detail, { extra: { offices, errors: [{ pointer, detail }] } });
    }
    const refused = giverFault(caller, giving, before?.own ?? []);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function giverFault(caller: Caller, giving: Giving, own: readonly Role[]): Problem | undefined {
  const isMore = giving.roles.some((role) => !own.includes(role));
  if (isMore && caller.person !== null && caller.person === giving.person) {
    return problem("forbidden", "nobody gives himself a role");
  }
  const isFounder = officesAmong(caller.roles).length > 1;
  const isHis = officesAmong(giving.roles).every((office) => own.includes(office));
  return giving.isOwn || isHis || isFounder
    ? undefined
    : problem("forbidden", "a key of an office is made in the name of a person who holds it");
}
