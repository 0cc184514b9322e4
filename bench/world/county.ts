import type { Client, Person, Unit } from "@duban/client";
import { type Caller, type Database, ensureTenant, type Role } from "@duban/engine";

/*
 * The county of the benchmark: one office and sixteen units, each with a handler, a liaison and a head. Names are made up.
 */

/** The units that do the work; traffic is spread over them evenly. */
export const workingUnits: readonly string[] = Array.from({ length: 16 }, (_, index) => `u${index + 1}`);
const office = "dcs";

export const units: readonly Unit[] = [
  { code: office, name: "督查室", kind: "office", order: 1 },
  ...workingUnits.map((code, index): Unit => {
    const kind = index < 4 ? "department" : "township";
    return {
      code,
      name: kind === "department" ? `第${index + 1}局` : `第${index - 3}镇`,
      kind,
      order: index + 2,
    };
  }),
];

export const people: readonly Person[] = [
  { id: "p-supervisor", name: "督查", unit: office, roles: ["supervisor"] },
  { id: "p-inspector", name: "督查员", unit: office, roles: ["inspector"] },
  { id: "p-leader", name: "分管领导", unit: office, roles: ["leader"], head: true },
  ...workingUnits.flatMap((unit): Person[] => [
    { id: `${unit}-handler`, name: "承办人", unit, roles: ["handler"] },
    { id: `${unit}-liaison`, name: "联络员", unit, roles: ["liaison"] },
    { id: `${unit}-head`, name: "一把手", unit, roles: ["head"], head: true },
  ]),
];

/** Whoever sends traffic: the units' own systems, an inspector, a supervisor. */
export const senders: readonly {
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly Role[];
}[] = [
  ...workingUnits.map((unit) => ({ name: unit, unit, roles: [] })),
  { name: "inspector", unit: office, roles: ["inspector"] as const },
  { name: "supervisor", unit: office, roles: ["supervisor"] as const },
];

/** The rung of a storm: at the due instant a card, and a notice to the handler. */
export const stormLadder = {
  id: "storm",
  rungs: [{ at: { hours: 0 }, clock: "finish" as const, card: "red", notify: ["handler" as const] }],
};

/**
 * A calendar by which it is always working hours: else the same benchmark would send notices by day and hold them by night.
 * The days around now work, whatever day of the week it is.
 */
const sleepless = (now: number) => {
  const dates = Array.from({ length: 30 }, (_, index) => new Date(now + (index - 2) * 86_400_000));
  const days = Object.fromEntries(dates.map((date) => [date.toISOString().slice(0, 10), "workday" as const]));
  return { dayStartsAt: "00:00", dayEndsAt: "23:59", days };
};

/** Puts the county into a server by its API; answers the key of each sender by name. */
export async function putCounty(client: Client): Promise<Map<string, string>> {
  await client.putUnits(units);
  await client.putPeople(people);
  await client.putCalendar("default", sleepless(Date.now()));
  await client.putLadder(stormLadder.id, { rungs: stormLadder.rungs });
  const keys = new Map<string, string>();
  for (const { name, unit, roles } of senders) {
    keys.set(name, (await client.createKey({ name, unit, ...(roles.length === 0 ? {} : { roles }) })).key);
  }
  return keys;
}

/** Puts the county into a migrated database without a server; answers the tenant. */
export async function insertCounty(database: Database): Promise<number> {
  const tenantId = await ensureTenant(database, { code: "default", name: "昌宁县" }, Date.now());
  await database.raw(
    `insert into units (tenant_id, code, name, kind, position, aliases, updated_at)
select $1, u.code, u.name, u.kind, u."order", '{}', $3
from json_to_recordset($2) as u (code text, name text, kind text, "order" integer)`,
    [tenantId, JSON.stringify(units), new Date()],
  );
  await database.raw(
    `insert into people (tenant_id, id, name, unit, roles, head, contacts, updated_at)
select $1, p.id, p.name, p.unit, p.roles, coalesce(p.head, false), '{}', $3
from json_to_recordset($2) as p (id text, name text, unit text, roles text[], head boolean)`,
    [tenantId, JSON.stringify(people), new Date()],
  );
  return tenantId;
}

/** The sender as the API would make a caller of him. */
export function callerOf(tenantId: number, name: string): Caller {
  const sender = senders.find((candidate) => candidate.name === name);
  if (sender === undefined) throw new Error(`no sender is called ${name}`);
  return {
    tenantId,
    key: `k-${name}`,
    name,
    person: null,
    unit: sender.unit,
    roles: sender.roles,
    scope: null,
  };
}
