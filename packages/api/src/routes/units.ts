import { findKnownUnits, findUnits, saveUnits } from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { faulty, isProblem, problem } from "../problem.ts";
import { listOf, pageQuery } from "../schemas/basics.ts";
import { unitSchema, unitsRequestSchema } from "../schemas/directory.ts";
import { findAllUnits } from "../unitList.ts";
import { unitView } from "../views/recordViews.ts";

function isAboveItself(code: string, parentOf: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at = parentOf.get(code) ?? null; at !== null && !seen.has(at); at = parentOf.get(at) ?? null) {
    if (at === code) return true;
    seen.add(at);
  }
  return false;
}

const putUnits = operation({
  method: "put",
  path: "/v1/units",
  id: "putUnits",
  summary: "Add and change units",
  description:
    "By their codes. What is left out keeps standing; `from` and `until` bound the days on which a unit is given tasks; `order` left out keeps the unit's place.",
  tag: "directory",
  allowed: ["systemAdmin"],
  reads: "office",
  body: unitsRequestSchema,
  answers: [{ status: 200, description: "The units as they now stand.", schema: listOf(unitSchema) }],
  problems: ["unknown-unit"],
  async handle({ api, caller, body }) {
    const now = await api.clock.read();
    const given = new Set(body.map(({ code }) => code));
    const parents = body.flatMap(({ parent }) => (parent && !given.has(parent) ? [parent] : []));
    const known = await findKnownUnits(api.database, caller.tenantId, parents);
    const unknown = parents.find((parent) => !known.has(parent));
    if (unknown !== undefined) return problem("unknown-unit", `the parent ${unknown} is no unit`);
    const stand = await findAllUnits(api.database, caller.tenantId);
    const parentOf = new Map([...stand, ...body].map(({ code, parent }) => [code, parent ?? null]));
    const circling = body.findIndex(({ code }) => isAboveItself(code, parentOf));
    if (circling >= 0) {
      const detail = "the unit would be above itself";
      return faulty("invalid-request", [{ pointer: `/${circling}/parent`, detail }]);
    }
    const changes = body.map(({ order, parent, ...unit }) => ({
      ...unit,
      parent: parent ?? null,
      position: order ?? null,
    }));
    const units = await saveUnits(api.database, caller.tenantId, changes, now);
    return { status: 200, body: { items: units.map(unitView), next: null } };
  },
});

const getUnits = operation({
  method: "get",
  path: "/v1/units",
  id: "getUnits",
  summary: "Units in their fixed order (建制序)",
  tag: "directory",
  allowed: "any",
  reads: "public",
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of units.", schema: listOf(unitSchema) }],
  async handle({ api, caller, query: { cursor, limit } }) {
    const place = decodeCursor<[number, string]>(cursor, ["number", "string"]);
    if (place !== null && isProblem(place)) return place;
    const after = place === null ? null : { position: place[0], code: place[1] };
    const units = await findUnits(api.database, caller.tenantId, after, limit + 1);
    return { status: 200, body: pageOf(units, limit, ({ position, code }) => [position, code], unitView) };
  },
});

export const unitOperations = [putUnits, getUnits];
