import {
  type Calendar,
  type Caller,
  chinaCalendar,
  type Deputation,
  defaultId,
  findDeputiesOf,
  findPerson,
  formatInstant,
  type Instant,
  instantAt,
  isInForce,
  type Person,
  parseDay,
  partyOf,
  saveDeputies,
} from "@duban/engine";
import { z } from "zod";
import type { Api } from "../api.ts";
import { operation } from "../operation.ts";
import { type Fault, faulty, isProblem, type Problem, problem } from "../problem.ts";
import { listOf } from "../schemas/basics.ts";
import { type DeputyBound, deputiesRequestSchema, deputySchema } from "../schemas/deputies.ts";
import { findCalendarInForce } from "../taskReader.ts";

const params = z.strictObject({ id: z.string().max(200) });

const putDeputies = operation({
  method: "put",
  path: "/v1/people/{id}/deputies",
  id: "putDeputies",
  summary: "Name who stands in for a person (AB角), and when",
  description:
    "The list is put whole. By the person himself, the head of his unit or a system administrator, never by a deputy. In the span the deputy may do what the person may, saying so by the header `On-Behalf-Of`; what he does is recorded as his, on behalf of the person.",
  tag: "directory",
  allowed: "any",
  reads: "own",
  params,
  body: deputiesRequestSchema,
  answers: [{ status: 200, description: "The deputies as they now stand.", schema: listOf(deputySchema) }],
  problems: ["unknown-person"],
  async handle({ api, caller, params: { id }, body }) {
    const { database } = api;
    const person = await findPerson(database, caller.tenantId, id);
    if (person === undefined) return problem("unknown-person", `${id} is no person`);
    if (!mayName(caller, person)) {
      const detail =
        "Deputies are named by the person himself, the head of his unit or a system administrator.";
      return problem("forbidden", detail);
    }
    const calendar = await calendarOf(api, caller.tenantId);
    const deputies = body.map(({ deputy, from, to, reason = null }) => ({
      deputy,
      from: instantOf(calendar, from, 0),
      to: instantOf(calendar, to, 1),
      reason,
    }));
    const fault = await findFault(api, caller.tenantId, id, deputies);
    if (fault !== undefined) return isProblem(fault) ? fault : faulty("invalid-request", [fault]);
    const now = await api.clock.read();
    await database.transaction((tx) => saveDeputies(tx, caller.tenantId, id, deputies, partyOf(caller), now));
    return { status: 200, body: await show(api, caller.tenantId, id, now) };
  },
});

const getDeputies = operation({
  method: "get",
  path: "/v1/people/{id}/deputies",
  id: "getDeputies",
  summary: "Who stands in for a person, and when",
  tag: "directory",
  allowed: "any",
  reads: "own",
  params,
  answers: [{ status: 200, description: "Past, present and to come.", schema: listOf(deputySchema) }],
  problems: ["unknown-person"],
  async handle({ api, caller: { tenantId }, params: { id } }) {
    const person = await findPerson(api.database, tenantId, id);
    if (person === undefined) return problem("unknown-person", `${id} is no person`);
    return { status: 200, body: await show(api, tenantId, id, await api.clock.read()) };
  },
});

/** A deputy names none: what he has is lent. */
function mayName(caller: Caller, { id, unit }: Person): boolean {
  if (caller.actsFor !== undefined) return false;
  return (
    caller.person === id ||
    caller.roles.includes("systemAdmin") ||
    (caller.roles.includes("head") && caller.unit === unit)
  );
}

const calendarOf = async (api: Api, tenantId: number): Promise<Calendar> =>
  (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);

const instantOf = (calendar: Calendar, bound: DeputyBound, daysLater: number): Instant =>
  "instant" in bound ? bound.instant : instantAt(calendar, parseDay(bound.date) + daysLater, "00:00");

async function findFault(
  { database }: Pick<Api, "database">,
  tenantId: number,
  person: string,
  deputies: readonly Omit<Deputation, "person">[],
): Promise<Fault | Problem | undefined> {
  for (const [index, { deputy, from, to }] of deputies.entries()) {
    if (deputy === person) return { pointer: `/${index}/deputy`, detail: "stands in for himself" };
    if (from >= to) return { pointer: `/${index}/to`, detail: "is not after its beginning" };
    if (deputies.slice(0, index).some((one) => one.deputy === deputy && one.from < to && from < one.to)) {
      return { pointer: `/${index}/from`, detail: "overlaps another span of the same deputy" };
    }
    if ((await findPerson(database, tenantId, deputy)) === undefined) {
      return problem("unknown-person", `${deputy} is no person`);
    }
  }
  return undefined;
}

async function show(api: Api, tenantId: number, person: string, now: Instant) {
  const [deputies, { timeZone }] = await Promise.all([
    findDeputiesOf(api.database, tenantId, person),
    calendarOf(api, tenantId),
  ]);
  const items = deputies.map((deputation) => ({
    ...deputation,
    from: formatInstant(timeZone, deputation.from),
    to: formatInstant(timeZone, deputation.to),
    inForce: isInForce(deputation, now),
  }));
  return { items, next: null };
}

export const deputyOperations = [putDeputies, getDeputies];
