import {
  authorOf,
  type Caller,
  type Complaint,
  type ComplaintReader,
  findComplaintBox,
  findComplaints,
  findKnownUnits,
  formatInstant,
  isRejection,
  partyOf,
  saveComplaintBox,
} from "@duban/engine";
import { z } from "zod";
import type { Api } from "../api.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem, problemOfRejection } from "../problem.ts";
import { listOf, uuidSchema } from "../schemas/basics.ts";
import {
  boxSchema,
  complaintQuerySchema,
  complaintRequestSchema,
  complaintSchema,
} from "../schemas/burden.ts";
import { countyCalendar } from "../villageReader.ts";
import { findUnknownUnit } from "./keys.ts";

/** The author reads his own, the unit that answers those it has, an auditor all. Nobody else: not who is complained of, nor supervisors. */
const readerOf = (caller: Caller): ComplaintReader => ({
  all: caller.roles.includes("auditor"),
  author: authorOf(caller),
  unit: caller.unit,
});

const complaintView = (
  { id, words, about, unit, createdAt, matter, number, state, answer, author }: Complaint,
  caller: Caller,
  timeZone: string,
): z.input<typeof complaintSchema> => ({
  id,
  words,
  about,
  unit,
  createdAt: formatInstant(timeZone, createdAt),
  matter: { id: matter, number, state },
  answer,
  mine: author === authorOf(caller),
});

async function show(api: Api, caller: Caller, id: string) {
  const { tenantId } = caller;
  const [found] = await findComplaints(api.database, tenantId, id, readerOf(caller), null, 1);
  if (found === undefined) return problem("unknown-matter", `no complaint has the id ${id}`);
  const { timeZone } = await countyCalendar(api, tenantId);
  return { status: 200, body: complaintView(found, caller, timeZone) };
}

const idParams = z.strictObject({ id: uuidSchema.transform((id) => id.toLowerCase()) });

const putComplaint = operation({
  method: "put",
  path: "/v1/complaints/{id}",
  id: "putComplaint",
  summary: "Complain of a burden; the answer is a matter, made in the same act",
  description:
    "The id is the sender's, a UUID: the same again is taken once. Read by its author, the unit that answers, and the auditor. Classified matters stay out.",
  tag: "burden",
  allowed: "any",
  reads: "complaints",
  params: idParams,
  body: complaintRequestSchema,
  // The trail says that somebody complained, not of what.
  trail: { bodyConcealed: true },
  answers: [{ status: 200, description: "The complaint.", schema: complaintSchema }],
  problems: ["not-accepted", "unknown-unit", "id-reused"],
  async handle({ api, caller, params: { id }, body: { words, about = null } }) {
    const known = await findKnownUnits(api.database, caller.tenantId, about === null ? [] : [about]);
    if (about !== null && !known.has(about)) return problem("unknown-unit", `there is no unit ${about}`);
    const filed = await api.engine.fileComplaint(caller, { id, words, about });
    return isRejection(filed) ? problemOfRejection(filed) : show(api, caller, id);
  },
});

const getComplaints = operation({
  method: "get",
  path: "/v1/complaints",
  id: "getComplaints",
  summary: "One's own complaints, and those that one's unit is to answer",
  tag: "burden",
  allowed: "any",
  reads: "complaints",
  query: complaintQuerySchema,
  answers: [{ status: 200, description: "A page, the latest first.", schema: listOf(complaintSchema) }],
  async handle({ api, caller, query: { cursor, limit } }) {
    const place = decodeCursor<[number, string]>(cursor, ["number", "string"]);
    if (place !== null && isProblem(place)) return place;
    const after = place === null ? null : { at: place[0], id: place[1] };
    const { tenantId } = caller;
    const found = await findComplaints(api.database, tenantId, null, readerOf(caller), after, limit + 1);
    const { timeZone } = await countyCalendar(api, tenantId);
    const placeOf = ({ createdAt, id }: Complaint) => [createdAt, id];
    return {
      status: 200,
      body: pageOf(found, limit, placeOf, (one) => complaintView(one, caller, timeZone)),
    };
  },
});

const getComplaint = operation({
  method: "get",
  path: "/v1/complaints/{id}",
  id: "getComplaint",
  summary: "A complaint and its answer",
  tag: "burden",
  allowed: "any",
  reads: "complaints",
  params: idParams,
  answers: [{ status: 200, description: "The complaint.", schema: complaintSchema }],
  problems: ["unknown-matter"],
  handle: ({ api, caller, params: { id } }) => show(api, caller, id),
});

const putBox = operation({
  method: "put",
  path: "/v1/complaint-box",
  id: "putComplaintBox",
  summary: "Say who answers complaints of burdens, and who where one is about him",
  tag: "burden",
  allowed: ["systemAdmin", "leader"],
  reads: "office",
  body: boxSchema,
  answers: [{ status: 200, description: "The box.", schema: boxSchema }],
  problems: ["unknown-unit"],
  async handle({ api, caller, body }) {
    const { tenantId } = caller;
    const unknown = await findUnknownUnit(api, tenantId, [body.unit, body.other]);
    if (unknown !== undefined) return problem("unknown-unit", `${unknown} is no unit`);
    await saveComplaintBox(api.database, tenantId, body, partyOf(caller), await api.clock.read());
    return { status: 200, body };
  },
});

const getBox = operation({
  method: "get",
  path: "/v1/complaint-box",
  id: "getComplaintBox",
  summary: "Who answers complaints of burdens",
  tag: "burden",
  allowed: "any",
  reads: "public",
  answers: [
    { status: 200, description: "The box; null, none yet.", schema: z.object({ box: boxSchema.nullable() }) },
  ],
  async handle({ api, caller }) {
    return { status: 200, body: { box: (await findComplaintBox(api.database, caller.tenantId)) ?? null } };
  },
});

export const complaintOperations = [putComplaint, getComplaints, getComplaint, putBox, getBox];
