import {
  decideMeasure,
  findProposedMeasure,
  findProposedMeasures,
  formatInstant,
  type ProposedMeasure,
  partyOf,
  personOf,
} from "@duban/engine";
import type { z } from "zod";
import { accessOfCaller } from "../access.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import { listOf } from "../schemas/basics.ts";
import {
  measureDecisionSchema,
  measureParamsSchema,
  measureQuerySchema,
  measureSchema,
} from "../schemas/burden.ts";
import { countyCalendar } from "../villageReader.ts";

const measureView = (
  { proposedAt, decidedAt, decidedBy, ...measure }: ProposedMeasure,
  timeZone: string,
): z.input<typeof measureSchema> => ({
  ...measure,
  proposedAt: formatInstant(timeZone, proposedAt),
  decidedBy: decidedBy === null ? null : { ...decidedBy },
  decidedAt: decidedAt === null ? null : formatInstant(timeZone, decidedAt),
});

const getMeasures = operation({
  method: "get",
  path: "/v1/measures",
  id: "getMeasures",
  summary: "Measures against people (约谈 and above) that ladders proposed, and what was decided",
  description:
    "The engine proposes and does nothing else: each is a rung that fired. `open=true`: not decided yet.",
  tag: "burden",
  allowed: "any",
  reads: "measures",
  query: measureQuerySchema,
  answers: [{ status: 200, description: "A page, the latest first.", schema: listOf(measureSchema) }],
  async handle({ api, caller, query: { cursor, limit, open = null } }) {
    const place = decodeCursor<[number, string, number]>(cursor, ["number", "string", "number"]);
    if (place !== null && isProblem(place)) return place;
    const after = place === null ? null : { at: place[0], task: place[1], revision: place[2] };
    const access = await accessOfCaller(api, caller);
    const found = await findProposedMeasures(api.database, caller.tenantId, open, after, limit + 1, access);
    const { timeZone } = await countyCalendar(api, caller.tenantId);
    const placeOf = ({ proposedAt, task, revision }: ProposedMeasure) => [proposedAt, task, revision];
    return { status: 200, body: pageOf(found, limit, placeOf, (one) => measureView(one, timeZone)) };
  },
});

const decide = operation({
  method: "post",
  path: "/v1/measures/{task}/{revision}/decide",
  id: "decideMeasure",
  summary: "Decide on a proposed measure, by a named person, with a reason, once",
  description:
    "Not by anybody of the unit it is about, nor by a key without a person. What then happens to people happens outside.",
  tag: "burden",
  allowed: ["supervisor", "leader"],
  reads: "measures",
  params: measureParamsSchema,
  body: measureDecisionSchema,
  answers: [{ status: 200, description: "The measure as decided.", schema: measureSchema }],
  problems: ["four-eyes", "unknown-task", "already-there"],
  async handle({ api, caller, params, body }) {
    const { tenantId } = caller;
    const access = await accessOfCaller(api, caller);
    const proposed = await findProposedMeasure(api.database, tenantId, params, access);
    if (proposed === undefined) return problem("unknown-task", "no such proposal");
    if (caller.person === null || personOf(caller) === null) {
      return problem("forbidden", "A measure against people is decided by a named person.");
    }
    if (caller.unit === proposed.unit || caller.homeUnit === proposed.unit) {
      return problem("four-eyes", "Nobody decides on a measure against his own unit.");
    }
    const at = await api.clock.read();
    const decided = { ...body, by: partyOf(caller), at };
    if (!(await decideMeasure(api.database, tenantId, params, decided))) {
      return problem("already-there", "It has been decided.");
    }
    const now = await findProposedMeasure(api.database, tenantId, params, access);
    const { timeZone } = await countyCalendar(api, tenantId);
    return { status: 200, body: measureView(now ?? proposed, timeZone) };
  },
});

export const measureOperations = [getMeasures, decide];
