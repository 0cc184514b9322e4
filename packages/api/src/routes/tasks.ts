import {
  type Caller,
  eventDataSchemas,
  findDefinition,
  findHistory,
  findTaskPlaces,
  findTasks,
  invariant,
  operationsOf,
  refusalsOf,
  type TaskPlace,
  type TaskState,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller, findTaskFor } from "../access.ts";
import type { Api } from "../api.ts";
import { typePrefix } from "../incomingEvent.ts";
import { jsonSchemaOf } from "../jsonSchema.ts";
import { operation } from "../operation.ts";
import { decodeCursor, encodeCursor, pageOf } from "../pagination.ts";
import { isProblem, type Problem, problem } from "../problem.ts";
import { listOf, pageQuery } from "../schemas/basics.ts";
import { taskQuerySchema } from "../schemas/taskQuery.ts";
import { operationListSchema, recordedEventSchema, taskSchema } from "../schemas/work.ts";
import { taskFilterOf } from "../taskFilter.ts";
import { calendarOfTask, showTasks } from "../taskReader.ts";
import { eventView } from "../views/recordViews.ts";
import { taskView } from "../views/taskView.ts";

const params = z.strictObject({ id: z.string() });

async function findTask(api: Api, caller: Caller, id: string): Promise<TaskState | Problem> {
  return (await findTaskFor(api, caller, id)) ?? problem("unknown-task", `no task has the id ${id}`);
}

const getTasks = operation({
  method: "get",
  path: "/v1/tasks",
  id: "getTasks",
  summary: "Tasks, most urgent first",
  description:
    "By due instant, those without one last. `q` is looked for in titles and numbers, `words` also in the names and aliases of units. A date in `dueFrom` counts from its first moment, in `dueBefore` until it.",
  tag: "tasks",
  allowed: "any",
  reads: "tasks",
  query: taskQuerySchema,
  answers: [{ status: 200, description: "A page of tasks.", schema: listOf(taskSchema) }],
  async handle({ api, caller, query }) {
    const { tenantId } = caller;
    const place = decodeCursor<[number | null, string]>(query.cursor, ["instant?", "uuid"]);
    if (place !== null && isProblem(place)) return place;
    const now = await api.clock.read();
    const filter = await taskFilterOf(api, tenantId, query, now);
    const after: TaskPlace | null = place === null ? null : { dueAt: place[0], id: place[1] };
    const access = await accessOfCaller(api, caller);
    const places = await findTaskPlaces(api.database, tenantId, filter, after, query.limit + 1, access);
    const shown = places.slice(0, query.limit);
    const ids = shown.map(({ id }) => id);
    const tasks = await findTasks(api.database, tenantId, ids);
    const last = shown.at(-1);
    const hasMore = places.length > query.limit && last !== undefined;
    const items = await showTasks(api.database, tenantId, tasks, now);
    return { status: 200, body: { items, next: hasMore ? encodeCursor([last.dueAt, last.id]) : null } };
  },
});

const getTask = operation({
  method: "get",
  path: "/v1/tasks/{id}",
  id: "getTask",
  summary: "A task",
  description:
    "Its revision is the `ETag`, for `If-Match`. What is derived from the present moment changes without it.",
  tag: "tasks",
  allowed: "any",
  reads: "tasks",
  params,
  answers: [{ status: 200, description: "The task.", schema: taskSchema }],
  problems: ["unknown-task"],
  async handle({ api, caller, params: { id } }) {
    const { tenantId } = caller;
    const task = await findTask(api, caller, id);
    if (isProblem(task)) return task;
    const calendar = await calendarOfTask(api.database, tenantId, task);
    const body = taskView(task, calendar, await api.clock.read());
    return { status: 200, body, headers: { etag: `"${task.revision}"` } };
  },
});

const getTaskEvents = operation({
  method: "get",
  path: "/v1/tasks/{id}/events",
  id: "getTaskEvents",
  summary: "What was recorded of a task, in order",
  tag: "tasks",
  allowed: "any",
  reads: "tasks",
  params,
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of recorded events.", schema: listOf(recordedEventSchema) }],
  problems: ["unknown-task"],
  async handle({ api, caller, params: { id }, query: { cursor, limit } }) {
    const { tenantId } = caller;
    const place = decodeCursor<[number]>(cursor, ["number"]);
    if (place !== null && isProblem(place)) return place;
    const task = await findTask(api, caller, id);
    if (isProblem(task)) return task;
    const { timeZone } = await calendarOfTask(api.database, tenantId, task);
    const events = await findHistory(api.database, tenantId, task.id, place?.[0] ?? 0, limit + 1);
    const page = pageOf(
      events,
      limit,
      ({ revision }) => [revision],
      (event) => eventView(event, timeZone),
    );
    return { status: 200, body: page };
  },
});

const getTaskOperations = operation({
  method: "get",
  path: "/v1/tasks/{id}/operations",
  id: "getTaskOperations",
  summary: "The events that the caller may send to the task now",
  description:
    "From the same machine, rights and four eyes that judge them, each with the JSON Schema of its data. `refused` are those the task takes but not from this caller, with the reason; with `all=true` those too that it takes from nobody as it stands.",
  tag: "tasks",
  allowed: "any",
  reads: "tasks",
  params,
  query: z.strictObject({ all: z.enum(["true", "false"]).optional() }),
  answers: [{ status: 200, description: "Event types.", schema: operationListSchema }],
  problems: ["unknown-task"],
  async handle({ api, caller, params: { id }, query: { all } }) {
    const task = await findTask(api, caller, id);
    if (isProblem(task)) return task;
    const definition = findDefinition(task.definition);
    invariant(definition !== undefined, "a stored task follows a known definition");
    const items = operationsOf(definition, task, caller).map((type) => ({
      type,
      cloudEventType: `${typePrefix}${type}`,
      schema: jsonSchemaOf(eventDataSchemas[type]),
    }));
    const refused = refusalsOf(definition, task, caller, all === "true");
    return { status: 200, body: { items, next: null, refused } };
  },
});

export const taskOperations = [getTasks, getTask, getTaskEvents, getTaskOperations];
