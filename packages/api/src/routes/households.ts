import {
  findHouseholds,
  findParticulars,
  findUnknownGroup,
  findVillageLinks,
  findVillageRevision,
  keepHouseholds,
  type ListedHousehold,
  mayKeepHouseholds,
  mayReveal,
} from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import { codeSchema, listOf } from "../schemas/basics.ts";
import {
  householdQuerySchema,
  householdSchema,
  householdsRequestSchema,
  particularsSchema,
  revealRequestSchema,
  wholeHouseholdSchema,
} from "../schemas/villages.ts";
import { findHouseholdFor, findPlaces, today, villageAccessOfCaller } from "../villageReader.ts";

const idParams = z.strictObject({ id: codeSchema });

/** A household as it is shown: what names it is masked, and was before it came here. */
const householdView = (household: ListedHousehold): z.input<typeof householdSchema> => ({
  id: household.id,
  village: household.village,
  group: household.group,
  memberCount: household.memberCount,
  name: household.maskedName,
  phone: household.maskedPhone,
  links: household.linkCount,
  visitedOn: household.visitedOn,
});

const putHouseholds = operation({
  method: "put",
  path: "/v1/households",
  id: "putHouseholds",
  summary: "Add and change households",
  description:
    "By their ids, each whole. What names them is kept apart and shown masked, here too; classified matters stay out.",
  tag: "villages",
  allowed: "any",
  reads: "villages",
  body: householdsRequestSchema,
  // The trail would else keep what is masked everywhere.
  trail: { bodyConcealed: true },
  answers: [{ status: 200, description: "How many.", schema: z.object({ saved: z.int() }) }],
  problems: ["forbidden", "unknown-unit"],
  async handle({ api, caller, body }) {
    const { tenantId } = caller;
    const places = await findPlaces(
      api,
      tenantId,
      body.map(({ village }) => village),
    );
    for (const { village } of body) {
      const place = places.get(village);
      if (place === undefined) return problem("unknown-unit", `${village} is no village`);
      if (!mayKeepHouseholds(caller, place)) {
        return problem(
          "forbidden",
          "Households are kept by the village's side, its supervisor, or a systemAdmin.",
        );
      }
    }
    const terms = body.map(({ group, memberCount, phone, address, note, ...household }) => ({
      ...household,
      group: group ?? null,
      memberCount: memberCount ?? null,
      phone: phone ?? null,
      address: address ?? null,
      note: note ?? null,
    }));
    const unknown = await findUnknownGroup(api.database, tenantId, terms);
    if (unknown !== undefined) return problem("invalid-request", `${unknown} is no group of its village`);
    await keepHouseholds(api.database, tenantId, terms, await api.clock.read());
    return { status: 200, body: { saved: terms.length } };
  },
});

const getHouseholds = operation({
  method: "get",
  path: "/v1/households",
  id: "getHouseholds",
  summary: "Households, masked, by id",
  tag: "villages",
  allowed: "any",
  reads: "villages",
  query: householdQuerySchema,
  answers: [{ status: 200, description: "A page of households.", schema: listOf(householdSchema) }],
  async handle({ api, caller, query }) {
    const { cursor, limit, village = null, group = null, person = null, linked = null } = query;
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    const on = await today(api, caller.tenantId);
    const filter = { id: null, village, group, person, linked, on };
    const access = await villageAccessOfCaller(api, caller);
    const after = place?.[0] ?? null;
    const found = await findHouseholds(api.database, caller.tenantId, filter, after, limit + 1, access);
    return { status: 200, body: pageOf(found, limit, ({ id }) => [id], householdView) };
  },
});

const getHousehold = operation({
  method: "get",
  path: "/v1/households/{id}",
  id: "getHousehold",
  summary: "A household, masked, with its links and how far its events have come",
  tag: "villages",
  allowed: "any",
  reads: "villages",
  params: idParams,
  answers: [{ status: 200, description: "The household.", schema: wholeHouseholdSchema }],
  problems: ["unknown-household"],
  async handle({ api, caller, params: { id } }) {
    const household = await findHouseholdFor(api, caller, id);
    if (household === undefined) return problem("unknown-household", `there is no household ${id}`);
    const { tenantId } = caller;
    const of = { kind: "household", subject: id } as const;
    const [links, revision] = await Promise.all([
      findVillageLinks(api.database, tenantId, { households: [id], villages: [] }),
      findVillageRevision(api.database, tenantId, of),
    ]);
    const linked = links.map(({ party, from, until }) => ({ person: party, from, until }));
    return { status: 200, body: { ...householdView(household), revision, linked } };
  },
});

const revealHousehold = operation({
  method: "post",
  path: "/v1/households/{id}/reveal",
  id: "revealHousehold",
  summary: "Look at what names a household",
  description:
    "For a named person who is linked with it, acts for its village or a unit above it, or is its supervisor. Who looked, why and when is on the trail before the answer; so is a look that was refused.",
  tag: "villages",
  allowed: "any",
  reads: "villages",
  params: idParams,
  body: revealRequestSchema,
  answers: [{ status: 200, description: "The particulars.", schema: particularsSchema }],
  problems: ["unknown-household"],
  async handle({ api, caller, params: { id } }) {
    const { tenantId } = caller;
    const household = await findHouseholdFor(api, caller, id);
    if (household === undefined) return problem("unknown-household", `there is no household ${id}`);
    const on = await today(api, tenantId);
    const [places, links] = await Promise.all([
      findPlaces(api, tenantId, [household.village]),
      findVillageLinks(api.database, tenantId, { households: [id], villages: [] }),
    ]);
    const linked = links
      .filter(({ from, until }) => from <= on && (until === null || until >= on))
      .map(({ party }) => party);
    const place = places.get(household.village) ?? { code: household.village, above: [] };
    if (!mayReveal(caller, place, linked)) {
      return problem(
        "forbidden",
        "It is for a named person who is linked with the household, acts for its village or a unit above, or is its supervisor.",
      );
    }
    const found = await findParticulars(api.database, tenantId, id);
    if (found === undefined) return problem("unknown-household", `there is no household ${id}`);
    const { name, phone, address, note } = found;
    return { status: 200, body: { id, name, phone, address, note } };
  },
});

export const householdOperations = [putHouseholds, getHouseholds, getHousehold, revealHousehold];
