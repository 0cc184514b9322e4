import {
  type Calendar,
  chinaCalendar,
  defaultId,
  type Instant,
  instantAt,
  type TaskFilter,
} from "@duban/engine";
import type { z } from "zod";
import type { Api } from "./api.ts";
import type { taskQuerySchema } from "./schemas/taskQuery.ts";
import { findCalendarInForce } from "./taskReader.ts";

type TaskQuery = Omit<z.output<typeof taskQuerySchema>, "cursor" | "limit">;

/** What a query of the task list means at `now`, in the county's own zone. */
export async function taskFilterOf(
  api: Api,
  tenantId: number,
  query: TaskQuery,
  now: Instant,
): Promise<TaskFilter> {
  return {
    states: query.state ?? null,
    unit: query.unit ?? null,
    card: query.card ?? null,
    programme: query.programme ?? null,
    line: query.line ?? null,
    dueFrom: await instantOf(api, tenantId, query.dueFrom),
    dueBefore: await instantOf(api, tenantId, query.dueBefore),
    overdue: query.overdue === undefined ? null : query.overdue === "true",
    now,
    text: query.q ?? null,
    request: query.request ?? null,
    handler: query.handler ?? null,
    words: query.words ?? null,
  };
}

/** The instant a filter means: a date, its first moment in the county's own zone. */
async function instantOf(api: Api, tenantId: number, bound: TaskQuery["dueBefore"]): Promise<Instant | null> {
  if (bound === undefined) return null;
  if ("instant" in bound) return bound.instant;
  const calendar: Calendar =
    (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);
  return instantAt(calendar, bound.date, "00:00");
}
