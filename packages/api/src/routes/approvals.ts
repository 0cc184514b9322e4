import {
  type ApprovalKind,
  type ApprovalPlace,
  type Caller,
  countApprovals,
  deciderOf,
  decidingTypes,
  findApprovalPlaces,
  findAskedEvents,
  findDefinition,
  findTasks,
  type Instant,
  mayActAt,
  mayDecide,
} from "@duban/engine";
import { findActing } from "../actingFor.ts";
import type { Api } from "../api.ts";
import { decideEach } from "../decisions.ts";
import { batchResultSchema } from "../eventsDocument.ts";
import { operation } from "../operation.ts";
import { decodeCursor, encodeCursor } from "../pagination.ts";
import { isProblem } from "../problem.ts";
import { approvalListSchema, approvalQuerySchema, decisionsRequestSchema } from "../schemas/approvals.ts";
import { calendarOfTask } from "../taskReader.ts";
import { type ApprovalView, approvalView } from "../views/approvalView.ts";

const getApprovals = operation({
  method: "get",
  path: "/v1/approvals",
  id: "getApprovals",
  summary: "What waits for the caller's decision, most urgent first",
  description:
    "By due instant, held clocks after running ones, then by how long it has waited. Only what the caller may decide on: not his own unit's work, and nothing he had a part in. With it what his unit is to countersign.",
  tag: "approvals",
  allowed: "any",
  reads: "approvals",
  query: approvalQuerySchema,
  answers: [{ status: 200, description: "A page of approvals.", schema: approvalListSchema }],
  async handle({ api, caller, query: { cursor, limit, kind = null } }) {
    const place = decodeCursor<[number | null, number | null, string]>(cursor, [
      "instant?",
      "instant?",
      "uuid",
    ]);
    if (place !== null && isProblem(place)) return place;
    const { tenantId } = caller;
    const now = await api.clock.read();
    const callers = await callersOf(api, caller, now);
    const deciders = callers.map(deciderOf);
    const after = place === null ? null : { dueAt: place[0], stateSince: place[1], id: place[2] };
    const [places, counts] = await Promise.all([
      findApprovalPlaces(api.database, tenantId, deciders, kind, after, limit + 1),
      countApprovals(api.database, tenantId, deciders),
    ]);
    const shown = places.slice(0, limit);
    const last = shown.at(-1);
    const next =
      places.length > limit && last !== undefined
        ? encodeCursor([last.dueAt, last.stateSince, last.id])
        : null;
    return { status: 200, body: { items: await showApprovals(api, callers, shown, now), next, counts } };
  },
});

/** The caller himself, and as the deputy of each for whom he stands in now; where he said for whom he asks, as that one's alone. */
async function callersOf(api: Api, caller: Caller, now: Instant): Promise<readonly Caller[]> {
  if (caller.actsFor !== undefined) return [caller];
  const acting = await findActing(api, caller);
  return [caller, ...acting.filter((one) => mayActAt(one, now))];
}

const askedTypes = ["submitted", "passed", "declined"] as const;

/** The approvals at these places, without those that were decided since the places were found. */
async function showApprovals(
  api: Api,
  callers: readonly Caller[],
  places: readonly ApprovalPlace[],
  now: Instant,
): Promise<ApprovalView[]> {
  const { database } = api;
  const { tenantId } = callers[0] ?? { tenantId: 0 };
  const placeByTask = new Map(places.map((place) => [place.id, place]));
  const ids = places.map(({ id }) => id);
  const [tasks, asked] = await Promise.all([
    findTasks(database, tenantId, ids),
    findAskedEvents(database, tenantId, ids, askedTypes),
  ]);
  const shown = tasks.map(async (task) => {
    const place = placeByTask.get(task.id);
    const definition = findDefinition(task.definition);
    const caller = callers[place?.decider ?? -1];
    if (place === undefined || definition === undefined || caller === undefined) return [];
    const { kind } = place;
    if (!mayDecide(definition, task, caller, kind)) return [];
    const calendar = await calendarOfTask(database, tenantId, task);
    const ofTask = asked.filter((event) => event.task === task.id);
    return [approvalView(caller.actsFor?.person ?? null, kind, task, ofTask, calendar, now)];
  });
  return (await Promise.all(shown)).flat();
}

const describeKind = (kind: ApprovalKind): string => `${kind}: ${decidingTypes(kind).join(", ")}`;

const postDecisions = operation({
  method: "post",
  path: "/v1/approvals/decide",
  id: "postDecisions",
  summary: "Approve or refuse, one or many at once",
  description: `Each becomes the event that the task waits for (${(["closure", "extension", "suspension", "inspection", "countersign"] as const).map(describeKind).join("; ")}), sent by the caller under the revision he saw, and has a result of its own, in the order given. A refusal gives its reason, and so does passing an inspection: its findings.`,
  tag: "approvals",
  allowed: "any",
  reads: "approvals",
  body: decisionsRequestSchema,
  answers: [{ status: 200, description: "What became of each.", schema: batchResultSchema }],
  problems: ["overloaded"],
  // Each event that comes of it is its own record.
  trail: { written: "gathered" },
  async handle({ api, caller, request, body }) {
    const results = await decideEach({ api, caller, request }, body.decisions);
    return Array.isArray(results) ? { status: 200, body: { results } } : results;
  },
});

export const approvalOperations = [getApprovals, postDecisions];
