import type { IncomingMessage } from "node:http";
import {
  actFor,
  type Caller,
  type Database,
  type EngineClock,
  findDeputationsOf,
  findPerson,
  mayActAt,
  type Person,
  type Principal,
  type Role,
  type Scope,
  scopeInForce,
} from "@duban/engine";
import { decodeHeader } from "./cloudEventModes.ts";
import { type Problem, problem } from "./problem.ts";
import { isStorable } from "./storableText.ts";

/** The header by which a deputy says for whom he acts: a person's id, percent-encoded where it is not ASCII. */
export const onBehalfOfHeader = "On-Behalf-Of";

/** What it takes to know who somebody's deputy is. */
export interface DeputyDoor {
  readonly database: Database;
  readonly clock: EngineClock;
}

/**
 * The caller as the deputy he says he is, for the whole of the request, or `forbidden` where he is not; himself where he says nothing.
 *
 * The rights are those of the person he acts for, within that person's scope, and never those which that person has as another's deputy.
 * A key of fewer rights than its person's own, in roles, scope or event types, or of another unit, acts for nobody else. The engine asks again when it applies: a span that ends meanwhile has ended.
 */
export async function actingFor(
  request: IncomingMessage,
  caller: Caller,
  door: DeputyDoor,
): Promise<Caller | Problem> {
  const header = request.headers[onBehalfOfHeader.toLowerCase()];
  if (header === undefined) return caller;
  const person = decodeHeader(String(header));
  if (caller.person === null || !isStorable(person)) return notDeputy();
  const { database, clock } = door;
  const [own, acting, now] = await Promise.all([
    findPerson(database, caller.tenantId, caller.person),
    findActing(door, caller, person),
    clock.read(),
  ]);
  if (own === undefined || !isWhole(caller, own, await scopeInForce(database, caller.tenantId, own.scope))) {
    return problem("forbidden", "A key with other rights than its person's own cannot act for another.");
  }
  const [one] = acting;
  return one !== undefined && mayActAt(one, now) ? one : notDeputy();
}

const notDeputy = (): Problem =>
  problem("forbidden", `${onBehalfOfHeader} names nobody whose deputy the caller is now.`);

/** The caller as the deputy of each person he stands in for at any time, or of that one alone. */
export async function findActing(
  { database }: Pick<DeputyDoor, "database">,
  caller: Caller,
  person: string | null = null,
): Promise<Caller[]> {
  if (caller.person === null) return [];
  const deputations = await findDeputationsOf(database, caller.tenantId, caller.person, person);
  const persons = [...new Set(deputations.map((deputation) => deputation.person))];
  const acting = persons.map(async (id): Promise<Caller[]> => {
    const principal = await findPrincipal(database, caller.tenantId, id);
    const spans = deputations.filter((deputation) => deputation.person === id);
    return principal === undefined ? [] : [actFor(caller, principal, spans)];
  });
  return (await Promise.all(acting)).flat();
}

async function findPrincipal(
  database: Database,
  tenantId: number,
  id: string,
): Promise<Principal | undefined> {
  const person = await findPerson(database, tenantId, id);
  if (person === undefined) return undefined;
  const scope = await scopeInForce(database, tenantId, person.scope);
  return { person: person.id, unit: person.unit, roles: rolesOf(person), scope };
}

/** The roles of a person; the named head of a unit has the role of one. */
const rolesOf = ({ roles, head }: Person): readonly Role[] =>
  head && !roles.includes("head") ? [...roles, "head"] : roles;

function isWhole(caller: Caller, own: Person, scope: Scope | null): boolean {
  return (
    caller.unit === own.unit &&
    caller.eventTypes === undefined &&
    isSameSet(caller.roles, rolesOf(own)) &&
    isSameScope(caller.scope, scope)
  );
}

const isSameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.every((one) => others.includes(one)) && others.every((other) => some.includes(other));

const isSameScope = (one: Scope | null, other: Scope | null): boolean =>
  one === null || other === null
    ? one === other
    : isSameSet(one.programmes, other.programmes) &&
      isSameSet(one.lines, other.lines) &&
      isSameSet(one.units, other.units);
