import { chinaCalendar, defaultId, findMatters, findTasksByMatter } from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { matterEntrySchema } from "../schemas/programmes.ts";
import { findCalendarInForce, showTasks } from "../taskReader.ts";
import { matterProgress, matterView } from "../views/matterView.ts";

/** Which matters a list or an export is of. */
export const matterFilterQuery = {
  programme: codeSchema.optional(),
  line: codeSchema.optional(),
  unit: codeSchema.optional(),
  q: z.string().max(200).optional(),
};

const getMatters = operation({
  method: "get",
  path: "/v1/matters",
  id: "getMatters",
  summary: "Matters with their tasks, in the order they were put up",
  tag: "matters",
  allowed: "any",
  reads: "tasks",
  query: z.strictObject({ ...matterFilterQuery, ...pageQuery }),
  answers: [{ status: 200, description: "A page of matters.", schema: listOf(matterEntrySchema) }],
  async handle({ api, caller, query: { cursor, limit, q, ...filter } }) {
    const { tenantId } = caller;
    const access = await accessOfCaller(api, caller);
    const place = decodeCursor<[number, string]>(cursor, ["instant?", "uuid"]);
    if (place !== null && isProblem(place)) return place;
    const { programme = null, line = null, unit = null } = filter;
    const after = place && { createdAt: place[0], id: place[1] };
    const wanted = { programme, line, unit, text: q ?? null, ids: null };
    const matters = await findMatters(api.database, tenantId, wanted, after, limit + 1, access);
    const ids = matters.map(({ id }) => id);
    const tasksByMatter = await findTasksByMatter(api.database, tenantId, ids, access);
    const now = await api.clock.read();
    const shown = await showTasks(api.database, tenantId, [...tasksByMatter.values()].flat(), now);
    const calendar = await findCalendarInForce(api.database, tenantId, defaultId);
    const { timeZone } = calendar ?? chinaCalendar(defaultId, 0);
    const body = pageOf(
      matters,
      limit,
      ({ createdAt, id }) => [createdAt, id],
      (matter) => {
        const tasks = tasksByMatter.get(matter.id) ?? [];
        const views = shown.filter((task) => task.matter === matter.id);
        return { ...matterView(matter, tasks, views, timeZone), progress: matterProgress(tasks) };
      },
    );
    return { status: 200, body };
  },
});

export const matterListOperations = [getMatters];
