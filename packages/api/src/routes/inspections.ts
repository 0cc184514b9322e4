import {
  actOnInspection,
  findCurrentLadders,
  findInspections,
  findKnownUnits,
  findPerson,
  findWarningsOf,
  type InspectionPlan,
  inspectionStates,
  isRejection,
  planInspection,
} from "@duban/engine";
import { z } from "zod";
import type { Api } from "../api.ts";
import { findInspectionFor, readsInspections, seenUnits, zoneOfInspection } from "../inspectionReader.ts";
import { inspectionActOf, inspectionPlanOf } from "../inspectionRequest.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, type Problem, problem, problemOfRejection } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import {
  drawSchema,
  inspectionActSchema,
  inspectionEntrySchema,
  inspectionRequestSchema,
  inspectionSchema,
  warningsSchema,
} from "../schemas/inspections.ts";
import { findCalendarInForce } from "../taskReader.ts";
import { cameFrom } from "../trailRequests.ts";
import { drawView, inspectionEntryView, inspectionView } from "../views/inspectionView.ts";

const params = z.strictObject({ id: z.string().max(200) });

const postInspection = operation({
  method: "post",
  path: "/v1/inspections",
  id: "postInspection",
  summary: "Plan an inspection by draw",
  description:
    "Its scope, numbers and check-list stand from here on. 32 bytes drawn by chance are committed to: their hash is in the answer and on the trail, they themselves come with the announcement. Classified matters stay out.",
  tag: "inspections",
  allowed: ["supervisor", "leader"],
  reads: "office",
  body: inspectionRequestSchema,
  trail: { written: "byHandler" },
  answers: [{ status: 201, description: "The inspection.", schema: inspectionSchema }],
  problems: ["unknown-unit", "unknown-person", "unknown-calendar", "unknown-ladder"],
  async handle({ api, caller, body, request }) {
    const { plan, conflicts } = inspectionPlanOf(body);
    const units = [plan.asker, ...plan.scope.units, ...conflicts.flatMap(({ unit }) => unit ?? [])];
    const persons = conflicts.flatMap(({ inspector, person }) => [inspector, person ?? inspector]);
    const unknown = await findUnknown(api, caller.tenantId, plan, units, persons);
    if (unknown !== undefined) return unknown;
    const planned = await planInspection(api, caller, plan, conflicts, cameFrom(api, request, caller));
    if (isRejection(planned)) return problemOfRejection(planned);
    const zone = await zoneOfInspection(api, caller.tenantId, planned);
    const headers = { location: `/v1/inspections/${planned.id}` };
    return { status: 201, body: inspectionView(planned, seenUnits(caller, planned), zone), headers };
  },
});

async function findUnknown(
  { database }: Api,
  tenantId: number,
  { calendar, ladder }: Pick<InspectionPlan, "calendar" | "ladder">,
  units: readonly string[],
  persons: readonly string[],
): Promise<Problem | undefined> {
  const known = await findKnownUnits(database, tenantId, [...new Set(units)]);
  const unit = units.find((code) => !known.has(code));
  if (unit !== undefined) return problem("unknown-unit", `${unit} is no unit`);
  if ((await findCalendarInForce(database, tenantId, calendar)) === undefined) {
    return problem("unknown-calendar", `there is no calendar ${calendar}`);
  }
  if (!(await findCurrentLadders(database, tenantId)).has(ladder)) {
    return problem("unknown-ladder", `there is no ladder ${ladder}`);
  }
  return findUnknownPerson({ database }, tenantId, persons);
}

async function findUnknownPerson(
  { database }: Pick<Api, "database">,
  tenantId: number,
  persons: readonly string[],
): Promise<Problem | undefined> {
  for (const person of new Set(persons)) {
    if ((await findPerson(database, tenantId, person)) === undefined) {
      return problem("unknown-person", `${person} is no person`);
    }
  }
  return undefined;
}

const getInspections = operation({
  method: "get",
  path: "/v1/inspections",
  id: "getInspections",
  summary: "Inspections, the latest number first",
  description:
    "Those only planned are shown to supervisors, inspectors, leaders, auditors and system administrators.",
  tag: "inspections",
  allowed: "any",
  reads: "own",
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(inspectionStates).optional(),
    unit: codeSchema.optional(),
  }),
  answers: [{ status: 200, description: "A page of inspections.", schema: listOf(inspectionEntrySchema) }],
  async handle({ api, caller, query: { cursor, limit, state = null, unit = null } }) {
    const place = decodeCursor<[number, number]>(cursor, ["number", "number"]);
    if (place !== null && isProblem(place)) return place;
    const before = place === null ? null : { year: place[0], ordinal: place[1] };
    const announcedOnly = !readsInspections(caller);
    const filter = { state, unit, announcedOnly };
    const rows = await findInspections(api.database, caller.tenantId, filter, before, limit + 1);
    const body = pageOf(
      rows,
      limit,
      ({ year, ordinal }) => [year, ordinal],
      (row) => inspectionEntryView(row.body),
    );
    return { status: 200, body };
  },
});

const getInspection = operation({
  method: "get",
  path: "/v1/inspections/{id}",
  id: "getInspection",
  summary: "An inspection; results of the caller's own unit, or, by right, of all",
  tag: "inspections",
  allowed: "any",
  reads: "own",
  params,
  answers: [{ status: 200, description: "The inspection.", schema: inspectionSchema }],
  problems: ["unknown-inspection"],
  async handle({ api, caller, params: { id } }) {
    const found = await findInspectionFor(api, caller, id);
    if (isProblem(found)) return found;
    const zone = await zoneOfInspection(api, caller.tenantId, found);
    return { status: 200, body: inspectionView(found, seenUnits(caller, found), zone) };
  },
});

const getWarnings = operation({
  method: "get",
  path: "/v1/inspections/{id}/warnings",
  id: "getInspectionWarnings",
  summary: "What stands in the way of announcing it: other inspections of the same units, and the quota",
  tag: "inspections",
  allowed: ["supervisor", "leader", "inspector", "auditor"],
  reads: "office",
  params,
  answers: [{ status: 200, description: "Every warning, by unit.", schema: warningsSchema }],
  problems: ["unknown-inspection"],
  async handle({ api, caller, params: { id } }) {
    const found = await findInspectionFor(api, caller, id);
    if (isProblem(found)) return found;
    const items = await findWarningsOf(api.database, caller.tenantId, found);
    return { status: 200, body: { items, next: null } };
  },
});

const postAct = operation({
  method: "post",
  path: "/v1/inspections/{id}/acts",
  id: "postInspectionAct",
  summary: "Announce an inspection, draw, find, conclude, object, look again, close, look back",
  description:
    "Who may what is in docs/inspections.md. Announcing publishes the seed; where units are inspected by others in these days, or as often as they may be, it needs to be said what becomes of them. An objection makes a matter with a deadline for the second look; closing puts the look-backs in force. In: the act. Out: the inspection as it then stands.",
  tag: "inspections",
  allowed: "any",
  reads: "own",
  params,
  body: inspectionActSchema,
  trail: { written: "byHandler" },
  answers: [{ status: 200, description: "The inspection.", schema: inspectionSchema }],
  problems: [
    "unknown-inspection",
    "unknown-unit",
    "unknown-person",
    "four-eyes",
    "not-accepted",
    "overlapping-inspections",
    "too-few",
    "invalid-deadline",
    "id-reused",
    "overloaded",
  ],
  async handle({ api, caller, params: { id }, body, request }) {
    const found = await findInspectionFor(api, caller, id);
    if (isProblem(found)) return found;
    const act = inspectionActOf(body);
    if (act.type === "conflictDeclared") {
      const persons = [act.inspector, act.person ?? act.inspector];
      const unknown = await findUnknown(
        api,
        caller.tenantId,
        found.plan,
        act.unit === null ? [] : [act.unit],
        persons,
      );
      if (unknown !== undefined) return unknown;
    }
    const done = await actOnInspection(api, caller, found.id, act, cameFrom(api, request, caller));
    if (isRejection(done)) return problemOfRejection(done);
    const zone = await zoneOfInspection(api, caller.tenantId, done);
    return { status: 200, body: inspectionView(done, seenUnits(caller, done), zone) };
  },
});

const getDraw = operation({
  method: "get",
  path: "/v1/inspections/{id}/draw",
  id: "getInspectionDraw",
  summary: "A draw with all it takes to make it again: seed, pools, ranks, who was excluded and why",
  description:
    "To every key of the county, from the announcement on. docs/inspections.md says how to make it again with nothing but SHA-256.",
  tag: "inspections",
  allowed: "any",
  reads: "own",
  params,
  answers: [{ status: 200, description: "The draw; null what has not come yet.", schema: drawSchema }],
  problems: ["unknown-inspection"],
  async handle({ api, caller, params: { id } }) {
    const found = await findInspectionFor(api, caller, id);
    if (isProblem(found)) return found;
    const zone = await zoneOfInspection(api, caller.tenantId, found);
    return { status: 200, body: drawView(found, readsInspections(caller), zone) };
  },
});

export const inspectionOperations = [
  postInspection,
  getInspections,
  getInspection,
  getWarnings,
  postAct,
  getDraw,
];
