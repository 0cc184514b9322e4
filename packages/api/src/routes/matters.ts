import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import {
  chinaCalendar,
  findMatter,
  findProgrammes,
  findSeenTasks,
  findTasksOfMatter,
  type IdempotentRequest,
  type MatterTarget,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import type { Api } from "../api.ts";
import { matterRequestOf } from "../matterRequest.ts";
import { operation } from "../operation.ts";
import { faulty, isProblem, type Problem, problem, problemOfRejection, retryLater } from "../problem.ts";
import { createRender } from "../renderMatter.ts";
import { matterRequestSchema, matterSchema } from "../schemas/work.ts";
import { shareTargets } from "../shareTargets.ts";
import { findCalendarInForce, showTasks } from "../taskReader.ts";
import { isUuid } from "../uuid.ts";
import { matterView } from "../views/matterView.ts";

const idempotencyHeader = "Idempotency-Key";

const postMatter = operation({
  method: "post",
  path: "/v1/matters",
  id: "postMatter",
  summary: "Make a matter with its tasks",
  description: "Whole or not at all. Classified matters stay out.",
  tag: "matters",
  allowed: ["supervisor", "leader", "systemAdmin"],
  reads: "office",
  headers: {
    [idempotencyHeader]: "The same key with the same body gets the same answer, and makes no second matter.",
  },
  body: matterRequestSchema,
  // The matter and its first events say who asked for what; the trail adds when and from where.
  trail: { written: "gathered", bodyConcealed: true },
  answers: [{ status: 201, description: "The matter.", schema: matterSchema }],
  problems: [
    "unknown-unit",
    "unknown-calendar",
    "unknown-ladder",
    "invalid-deadline",
    "id-reused",
    "overloaded",
  ],
  async handle({ api, caller, body, headers }) {
    const targets = await splitTargets(api, caller.tenantId, body);
    if (isProblem(targets)) return targets;
    const request = matterRequestOf(body, targets);
    const idempotent = idempotentRequestOf(headers, wishOf(body));
    if (idempotent !== null && isProblem(idempotent)) return idempotent;
    const render = await createRender(api, caller.tenantId, request.calendar);
    const submitted = api.engine.createMatter(caller, request, render, idempotent);
    if ("overloaded" in submitted) {
      return retryLater("overloaded", "the queue is full; nothing was made", submitted.retryAfterSeconds);
    }
    const outcome = await submitted;
    if (outcome.status === "rejected") {
      const refusal = problemOfRejection(outcome.rejection);
      // A key reused for another body is 422 here; a reused event id is a conflict with what is recorded, 409.
      return refusal.problem === "id-reused" ? { ...refusal, status: 422 } : refusal;
    }
    const { id } = z.looseObject({ id: z.string() }).parse(outcome.answer);
    return { status: 201, body: outcome.answer, headers: { location: `/v1/matters/${id}` } };
  },
});

/** What makes two requests the same: what was asked for, not what a split came to under the programme of that day. */
const wishOf = ({ split, ...body }: z.output<typeof matterRequestSchema>) =>
  split === undefined ? matterRequestOf(body) : { ...matterRequestOf(body), split };

/** The matter's targets with their shares, by the definition of its line where there is one. */
async function splitTargets(
  api: Api,
  tenantId: number,
  { split, programme, line }: z.output<typeof matterRequestSchema>,
): Promise<readonly MatterTarget[] | Problem> {
  if (split === undefined) return [];
  const defined = programme && (await findProgrammes(api.database, tenantId, [programme])).get(programme);
  const targets = (defined || undefined)?.lines.find(({ id }) => id === line)?.targets;
  const shared = shareTargets(split, targets);
  return "faults" in shared ? faulty("invalid-request", shared.faults) : shared.targets;
}

function idempotentRequestOf(
  headers: IncomingHttpHeaders,
  wish: unknown,
): IdempotentRequest | null | Problem {
  const key = headers[idempotencyHeader.toLowerCase()];
  if (key === undefined) return null;
  if (typeof key !== "string" || key === "" || key.length > 255) {
    return problem("invalid-request", `${idempotencyHeader} is one text of up to 255 characters`);
  }
  return { key, fingerprint: createHash("sha256").update(JSON.stringify(wish)).digest() };
}

const getMatter = operation({
  method: "get",
  path: "/v1/matters/{id}",
  id: "getMatter",
  summary: "A matter with its tasks, those that the caller may see",
  tag: "matters",
  allowed: "any",
  reads: "tasks",
  params: z.strictObject({ id: z.string() }),
  answers: [{ status: 200, description: "The matter.", schema: matterSchema }],
  problems: ["unknown-matter"],
  async handle({ api, caller, params: { id } }) {
    const { tenantId } = caller;
    const key = id.toLowerCase();
    const matter = isUuid(key) ? await findMatter(api.database, tenantId, key) : undefined;
    const tasks = matter === undefined ? [] : await findTasksOfMatter(api.database, tenantId, key);
    const access = await accessOfCaller(api, caller);
    const ids = tasks.map((task) => task.id);
    const seen = await findSeenTasks(api.database, tenantId, ids, access);
    if (matter === undefined || seen.size === 0) {
      return problem("unknown-matter", `no matter has the id ${id}`);
    }
    const seenTasks = tasks.filter((task) => seen.has(task.id));
    const shown = await showTasks(api.database, tenantId, seenTasks, await api.clock.read());
    const calendar = await findCalendarInForce(api.database, tenantId, matter.calendar);
    const { timeZone } = calendar ?? chinaCalendar(matter.calendar, 0);
    return { status: 200, body: matterView(matter, tasks, shown, timeZone) };
  },
});

export const matterOperations = [postMatter, getMatter];
