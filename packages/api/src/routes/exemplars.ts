import { randomUUID } from "node:crypto";
import {
  agreeToExemplar,
  type Caller,
  chinaCalendar,
  citeExemplar,
  defaultId,
  type Exemplar,
  findCitations,
  findCitedExemplars,
  findExemplar,
  findExemplars,
  formatInstant,
  insertExemplar,
  partyOf,
  withdrawExemplar,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller, findTaskFor } from "../access.ts";
import type { Api } from "../api.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, type Problem, problem } from "../problem.ts";
import { listOf, pageQuery, uuidSchema } from "../schemas/basics.ts";
import {
  citationRequestSchema,
  exemplarDetailSchema,
  exemplarRequestSchema,
  exemplarSchema,
} from "../schemas/exemplars.ts";
import { findCalendarInForce } from "../taskReader.ts";
import { isUuid } from "../uuid.ts";
import { exemplarView, sidesOf } from "../views/exemplarView.ts";

const params = z.strictObject({ id: z.string() });
const exemplarAnswer = { status: 200, description: "The exemplar.", schema: exemplarSchema };

const zoneOf = async ({ database }: Api, tenantId: number): Promise<string> =>
  ((await findCalendarInForce(database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0)).timeZone;

/** An exemplar the caller may read: any that is published; another, if he may read the task it is made of. */
async function findExemplarFor(api: Api, caller: Caller, id: string): Promise<Exemplar | Problem> {
  const key = id.toLowerCase();
  const found = isUuid(key) ? await findExemplar(api.database, caller.tenantId, key) : undefined;
  const isShown =
    found !== undefined &&
    (found.state === "published" || (await findTaskFor(api, caller, found.task)) !== undefined);
  return isShown ? found : problem("unknown-exemplar", `no exemplar has the id ${id}`);
}

/** The caller's side of a task, as his yes stands for it; a problem where he speaks for neither, or may not read the task. */
async function actOf(api: Api, caller: Caller, task: string, unit: string) {
  const sides = sidesOf(caller, unit);
  const isHis = (await findTaskFor(api, caller, task)) !== undefined;
  if (!isHis || !(sides.office || sides.unit)) {
    return problem("forbidden", "an exemplar is for the office in whose scope it lies, and for its unit");
  }
  const act = { by: partyOf(caller), at: await api.clock.read() };
  return { office: sides.office ? act : null, unit: sides.unit ? act : null, act };
}

const postExemplar = operation({
  method: "post",
  path: "/v1/exemplars",
  id: "postExemplar",
  summary: "Put a closed task forward as a model (典型)",
  description: "By the office or by the unit itself. It is published when the other side has agreed.",
  tag: "documents",
  allowed: "any",
  reads: "published",
  body: exemplarRequestSchema,
  answers: [{ ...exemplarAnswer, status: 201 }],
  problems: ["unknown-task", "not-accepted", "already-there"],
  async handle({ api, caller, body }) {
    const task = await findTaskFor(api, caller, body.task);
    if (task === undefined) return problem("unknown-task", `no task has the id ${body.task}`);
    const sides = await actOf(api, caller, task.id, task.unit);
    if (isProblem(sides)) return sides;
    if (task.state !== "closed" && task.state !== "archived") {
      return problem("not-accepted", "only a closed task is put forward", { extra: { state: task.state } });
    }
    const { title, summary } = body;
    const agreed = { officeAgreed: sides.office, unitAgreed: sides.office === null ? sides.unit : null };
    const proposal = { id: randomUUID(), task: task.id, unit: task.unit, title, summary, ...agreed };
    const made = await insertExemplar(api.database, caller.tenantId, proposal, sides.act.at);
    if (made === undefined) return problem("already-there", "the task is put forward already");
    return { status: 201, body: exemplarView(made, caller, await zoneOf(api, caller.tenantId)) };
  },
});

const agreeExemplar = operation({
  method: "post",
  path: "/v1/exemplars/{id}/agree",
  id: "agreeExemplar",
  summary: "Agree to an exemplar for one's side; with both sides' it is published",
  tag: "documents",
  allowed: "any",
  reads: "published",
  params,
  answers: [exemplarAnswer],
  problems: ["unknown-exemplar", "not-accepted"],
  async handle({ api, caller, params: { id } }) {
    const found = await findExemplarFor(api, caller, id);
    if (isProblem(found)) return found;
    const sides = await actOf(api, caller, found.task, found.unit);
    if (isProblem(sides)) return sides;
    const agreed = await agreeToExemplar(api.database, caller.tenantId, found.id, sides, sides.act.at);
    if (agreed === undefined) return problem("not-accepted", `it is ${found.state}`);
    return { status: 200, body: exemplarView(agreed, caller, await zoneOf(api, caller.tenantId)) };
  },
});

const withdrawExemplarOperation = operation({
  method: "post",
  path: "/v1/exemplars/{id}/withdraw",
  id: "withdrawExemplar",
  summary: "Take an exemplar back, as either side may at any time",
  tag: "documents",
  allowed: "any",
  reads: "published",
  params,
  answers: [exemplarAnswer],
  problems: ["unknown-exemplar", "not-accepted"],
  async handle({ api, caller, params: { id } }) {
    const found = await findExemplarFor(api, caller, id);
    if (isProblem(found)) return found;
    const sides = await actOf(api, caller, found.task, found.unit);
    if (isProblem(sides)) return sides;
    const taken = await withdrawExemplar(api.database, caller.tenantId, found.id, sides.act);
    if (taken === undefined) return problem("not-accepted", "it was taken back already");
    return { status: 200, body: exemplarView(taken, caller, await zoneOf(api, caller.tenantId)) };
  },
});

const getExemplars = operation({
  method: "get",
  path: "/v1/exemplars",
  id: "getExemplars",
  summary: "Exemplars, the newest first",
  tag: "documents",
  allowed: "any",
  reads: "published",
  query: z.strictObject({ ...pageQuery, task: uuidSchema.optional() }),
  answers: [{ status: 200, description: "A page of exemplars.", schema: listOf(exemplarSchema) }],
  async handle({ api, caller, query: { task = null, cursor, limit } }) {
    const { tenantId } = caller;
    const place = decodeCursor<[number, string]>(cursor, ["instant?", "uuid"]);
    if (place !== null && isProblem(place)) return place;
    const after = place === null ? null : { createdAt: place[0], id: place[1] };
    const access = await accessOfCaller(api, caller);
    const found = await findExemplars(api.database, tenantId, task, after, limit + 1, access);
    const timeZone = await zoneOf(api, tenantId);
    const body = pageOf(
      found,
      limit,
      ({ createdAt, id }) => [createdAt, id],
      (exemplar) => exemplarView(exemplar, caller, timeZone),
    );
    return { status: 200, body };
  },
});

const getExemplar = operation({
  method: "get",
  path: "/v1/exemplars/{id}",
  id: "getExemplar",
  summary: "An exemplar, and the tasks that took it for their model",
  tag: "documents",
  allowed: "any",
  reads: "published",
  params,
  answers: [{ status: 200, description: "The exemplar.", schema: exemplarDetailSchema }],
  problems: ["unknown-exemplar"],
  async handle({ api, caller, params: { id } }) {
    const { tenantId } = caller;
    const found = await findExemplarFor(api, caller, id);
    if (isProblem(found)) return found;
    const citations = await findCitations(
      api.database,
      tenantId,
      found.id,
      await accessOfCaller(api, caller),
    );
    const timeZone = await zoneOf(api, tenantId);
    const citedBy = citations.map((citation) => ({ ...citation, at: formatInstant(timeZone, citation.at) }));
    return { status: 200, body: { ...exemplarView(found, caller, timeZone), citedBy } };
  },
});

const citeExemplarOperation = operation({
  method: "post",
  path: "/v1/exemplars/{id}/citations",
  id: "citeExemplar",
  summary: "Note that a task takes a published exemplar for its model",
  description: "Noted again it is noted once.",
  tag: "documents",
  allowed: "any",
  reads: "published",
  params,
  body: citationRequestSchema,
  answers: [exemplarAnswer],
  problems: ["unknown-exemplar", "unknown-task", "not-accepted"],
  async handle({ api, caller, params: { id }, body }) {
    const { tenantId } = caller;
    const found = await findExemplarFor(api, caller, id);
    if (isProblem(found)) return found;
    if (found.state !== "published") return problem("not-accepted", `it is ${found.state}`);
    const task = await findTaskFor(api, caller, body.task);
    if (task === undefined) return problem("unknown-task", `no task has the id ${body.task}`);
    const sides = await actOf(api, caller, task.id, task.unit);
    if (isProblem(sides)) return sides;
    const citation = { exemplar: found.id, task: task.id, note: body.note ?? null };
    await citeExemplar(api.database, tenantId, citation, sides.act);
    const now = (await findExemplar(api.database, tenantId, found.id)) ?? found;
    return { status: 200, body: exemplarView(now, caller, await zoneOf(api, tenantId)) };
  },
});

const getTaskExemplars = operation({
  method: "get",
  path: "/v1/tasks/{id}/exemplars",
  id: "getTaskExemplars",
  summary: "The exemplars that a task takes for its models",
  tag: "documents",
  allowed: "any",
  reads: "tasks",
  params,
  answers: [{ status: 200, description: "All of them.", schema: listOf(exemplarSchema) }],
  problems: ["unknown-task"],
  async handle({ api, caller, params: { id } }) {
    const { tenantId } = caller;
    const task = await findTaskFor(api, caller, id);
    if (task === undefined) return problem("unknown-task", `no task has the id ${id}`);
    const cited = await findCitedExemplars(api.database, tenantId, task.id);
    const timeZone = await zoneOf(api, tenantId);
    const items = cited.map((exemplar) => exemplarView(exemplar, caller, timeZone));
    return { status: 200, body: { items, next: null } };
  },
});

export const exemplarOperations = [
  postExemplar,
  getExemplars,
  getExemplar,
  agreeExemplar,
  withdrawExemplarOperation,
  citeExemplarOperation,
  getTaskExemplars,
];
