import {
  findKnownUnits,
  findUnitsOfPeople,
  findVillageGroups,
  findVillageHistory,
  findVillageLinks,
  isRejection,
  mayKeepHouseholds,
  mayLink,
  putLinks,
  saveVillageGroups,
  type VillageLink,
} from "@duban/engine";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import { type Call, operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, type Problem, problem, problemOfRejection } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import {
  groupSchema,
  groupsRequestSchema,
  householdLinksSchema,
  linkSchema,
  villageEventSchema,
  villageLinksSchema,
} from "../schemas/villages.ts";
import { villageEventView } from "../views/villageViews.ts";
import { countyCalendar, findHouseholdFor, findPlaces, villageAccessOfCaller } from "../villageReader.ts";

const putGroups = operation({
  method: "put",
  path: "/v1/groups",
  id: "putGroups",
  summary: "Add and change village groups (村民小组)",
  description: "By village and code.",
  tag: "villages",
  allowed: "any",
  reads: "public",
  body: groupsRequestSchema,
  answers: [{ status: 200, description: "How many.", schema: z.object({ saved: z.int() }) }],
  problems: ["forbidden", "unknown-unit"],
  async handle({ api, caller, body }) {
    const places = await findPlaces(
      api,
      caller.tenantId,
      body.map(({ village }) => village),
    );
    for (const { village } of body) {
      const place = places.get(village);
      if (place === undefined) return problem("unknown-unit", `${village} is no village`);
      if (!mayKeepHouseholds(caller, place)) {
        return problem(
          "forbidden",
          "Groups are kept by the village's side, its supervisor, or a systemAdmin.",
        );
      }
    }
    const groups = body.map(({ order, ...group }) => ({ ...group, position: order }));
    const saved = await saveVillageGroups(api.database, caller.tenantId, groups);
    return { status: 200, body: { saved } };
  },
});

const getGroups = operation({
  method: "get",
  path: "/v1/groups",
  id: "getGroups",
  summary: "Village groups in their order",
  tag: "villages",
  allowed: "any",
  reads: "public",
  query: z.strictObject({ village: codeSchema.optional(), ...pageQuery }),
  answers: [{ status: 200, description: "A page of groups.", schema: listOf(groupSchema) }],
  async handle({ api, caller, query: { cursor, limit, village = null } }) {
    const place = decodeCursor<[string, number, string]>(cursor, ["string", "number", "string"]);
    if (place !== null && isProblem(place)) return place;
    const after = place === null ? null : { village: place[0], position: place[1], code: place[2] };
    const groups = await findVillageGroups(api.database, caller.tenantId, village, after, limit + 1);
    const placeOf = (group: (typeof groups)[number]) => [group.village, group.position, group.code];
    const view = ({ position, ...group }: (typeof groups)[number]) => ({ ...group, order: position });
    return { status: 200, body: pageOf(groups, limit, placeOf, view) };
  },
});

const idParams = z.strictObject({ id: codeSchema });
const linkAnswers = [{ status: 200, description: "The links, all of them.", schema: listOf(linkSchema) }];

const putHouseholdLinks = operation({
  method: "put",
  path: "/v1/households/{id}/links",
  id: "putHouseholdLinks",
  summary: "Say which cadres a household is linked with, and when",
  description:
    "All of its links at once, past ones too; as events, one by one: `duban.household.linked` and `.unlinked`.",
  tag: "villages",
  allowed: "any",
  reads: "villages",
  params: idParams,
  body: householdLinksSchema,
  answers: linkAnswers,
  problems: ["forbidden", "unknown-household", "unknown-person"],
  async handle(call) {
    const { api, caller, params, body } = call;
    const household = await findHouseholdFor(api, caller, params.id);
    if (household === undefined) return problem("unknown-household", `there is no household ${params.id}`);
    const units = await findUnitsOfPeople(
      api.database,
      caller.tenantId,
      body.map(({ person }) => person),
    );
    const parties = body.map(({ person, from, until }) => ({
      party: person,
      unit: units.get(person),
      from,
      until: until ?? null,
    }));
    return put(call, household.village, { kind: "household", subject: params.id }, parties);
  },
});

const putVillageLinks = operation({
  method: "put",
  path: "/v1/villages/{id}/links",
  id: "putVillageLinks",
  summary: "Say which units a village is linked with, and when",
  description:
    "All of its links at once, past ones too; as events, one by one: `duban.village.linked` and `.unlinked`.",
  tag: "villages",
  allowed: "any",
  reads: "public",
  params: idParams,
  body: villageLinksSchema,
  answers: linkAnswers,
  problems: ["forbidden", "unknown-unit"],
  async handle(call) {
    const { api, caller, params, body } = call;
    const known = await findKnownUnits(
      api.database,
      caller.tenantId,
      body.map(({ unit }) => unit),
    );
    const parties = body.map(({ unit, from, until }) => ({
      party: unit,
      unit: known.has(unit) ? unit : undefined,
      from,
      until: until ?? null,
    }));
    return put(call, params.id, { kind: "village", subject: params.id }, parties);
  },
});

interface Party {
  readonly party: string;
  readonly unit: string | undefined;
  readonly from: string;
  readonly until: string | null;
}

async function put(
  { api, caller }: Pick<Call<unknown, unknown, unknown>, "api" | "caller">,
  village: string,
  of: Pick<VillageLink, "kind" | "subject">,
  parties: readonly Party[],
): Promise<Answer | Problem> {
  const place = (await findPlaces(api, caller.tenantId, [village])).get(village);
  if (place === undefined) return problem("unknown-unit", `there is no village ${village}`);
  const stranger = parties.find(({ unit }) => unit === undefined);
  if (stranger !== undefined) {
    return of.kind === "household"
      ? problem("unknown-person", `there is no person ${stranger.party}`)
      : problem("unknown-unit", `there is no unit ${stranger.party}`);
  }
  // Whoever puts the whole list may end anybody's link: the village's side, its supervisor, a systemAdmin.
  if (!mayLink(caller, place, village)) {
    return problem(
      "forbidden",
      "All links at once are put by the village's side, its supervisor, or a systemAdmin.",
    );
  }
  const links = parties.map(({ party, from, until }) => ({ party, from, until }));
  const saved = await putLinks(api.database, caller.tenantId, of, links);
  if (isRejection(saved)) return problemOfRejection(saved);
  return { status: 200, body: { items: saved.map(linkView), next: null } };
}

const linkView = ({ kind, party, from, until }: VillageLink) =>
  kind === "household" ? { person: party, from, until } : { unit: party, from, until };

const getVillageLinks = operation({
  method: "get",
  path: "/v1/villages/{id}/links",
  id: "getVillageLinks",
  summary: "The units a village is linked with",
  tag: "villages",
  allowed: "any",
  reads: "public",
  params: idParams,
  answers: linkAnswers,
  problems: ["unknown-unit"],
  async handle({ api, caller, params: { id } }) {
    const places = await findPlaces(api, caller.tenantId, [id]);
    if (!places.has(id)) return problem("unknown-unit", `there is no village ${id}`);
    const links = await findVillageLinks(api.database, caller.tenantId, { households: [], villages: [id] });
    return { status: 200, body: { items: links.map(linkView), next: null } };
  },
});

const eventAnswers = [
  { status: 200, description: "Recorded events in order.", schema: listOf(villageEventSchema) },
];

const getHouseholdEvents = operation({
  method: "get",
  path: "/v1/households/{id}/events",
  id: "getHouseholdEvents",
  summary: "What was recorded of a household, in order",
  tag: "villages",
  allowed: "any",
  reads: "villages",
  params: idParams,
  query: z.strictObject(pageQuery),
  answers: eventAnswers,
  problems: ["unknown-household"],
  async handle({ api, caller, params: { id }, query: { cursor, limit } }) {
    const household = await findHouseholdFor(api, caller, id);
    if (household === undefined) return problem("unknown-household", `there is no household ${id}`);
    return history(api, caller.tenantId, { kind: "household", subject: id }, cursor, limit);
  },
});

const getVillageEvents = operation({
  method: "get",
  path: "/v1/villages/{id}/events",
  id: "getVillageEvents",
  summary: "What was recorded of a village as such, in order",
  tag: "villages",
  allowed: "any",
  reads: "villages",
  params: idParams,
  query: z.strictObject(pageQuery),
  answers: eventAnswers,
  problems: ["unknown-unit"],
  async handle({ api, caller, params: { id }, query: { cursor, limit } }) {
    const [access, places] = await Promise.all([
      villageAccessOfCaller(api, caller),
      findPlaces(api, caller.tenantId, [id]),
    ]);
    if (!places.has(id) || !(access.all || access.units.includes(id))) {
      return problem("unknown-unit", `there is no village ${id}`);
    }
    return history(api, caller.tenantId, { kind: "village", subject: id }, cursor, limit);
  },
});

async function history(
  api: Call<unknown, unknown, unknown>["api"],
  tenantId: number,
  of: Pick<VillageLink, "kind" | "subject">,
  cursor: string | undefined,
  limit: number,
): Promise<Answer | Problem> {
  const place = decodeCursor<[number]>(cursor, ["number"]);
  if (place !== null && isProblem(place)) return place;
  const events = await findVillageHistory(api.database, tenantId, of, place?.[0] ?? 0, limit + 1);
  const { timeZone } = await countyCalendar(api, tenantId);
  return {
    status: 200,
    body: pageOf(
      events,
      limit,
      ({ revision }) => [revision],
      (event) => villageEventView(event, timeZone),
    ),
  };
}

export const villageOperations = [
  putGroups,
  getGroups,
  putHouseholdLinks,
  putVillageLinks,
  getVillageLinks,
  getHouseholdEvents,
  getVillageEvents,
];
