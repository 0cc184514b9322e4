import {
  chinaCalendar,
  defaultId,
  type ForecastRung,
  findForecast,
  formatInstant,
  type Instant,
  instantAt,
  type RungPlace,
} from "@duban/engine";
import type { z } from "zod";
import { accessOfCaller } from "../access.ts";
import type { Api } from "../api.ts";
import { operation } from "../operation.ts";
import { decodeCursor, encodeCursor } from "../pagination.ts";
import { faulty, isProblem } from "../problem.ts";
import { listOf } from "../schemas/basics.ts";
import { forecastQuerySchema, forecastRungSchema } from "../schemas/forecast.ts";
import { findCalendarInForce } from "../taskReader.ts";

// The names of clocks as the cursor writes them: by their places here.
const clockNames = ["stage", "sign", "report", "finish"] as const;

// Beyond a year no list of days is loaded, and nobody plans by what would be guessed.
const farthestMs = 366 * 24 * 3_600_000;

async function untilOf(
  api: Api,
  tenantId: number,
  until: z.output<typeof forecastQuerySchema>["until"],
): Promise<Instant> {
  if ("instant" in until) return until.instant;
  const calendar = await findCalendarInForce(api.database, tenantId, defaultId);
  return instantAt(calendar ?? chinaCalendar(defaultId, 0), until.date + 1, "00:00") - 1;
}

function placeOf([at, task, clock, place]: readonly [Instant, string, number, number]): RungPlace {
  return { at, task, clock: clockNames[clock] ?? "finish", place };
}

function forecastView(rung: ForecastRung): z.input<typeof forecastRungSchema> {
  const { timeZone, stage, at, dueAt, notify, tellsAt, ...shown } = rung;
  return {
    ...shown,
    at: formatInstant(timeZone, at),
    dueAt: formatInstant(timeZone, dueAt),
    tellsAt: tellsAt === null ? null : formatInstant(timeZone, tellsAt),
    ...(stage === null ? {} : { stage }),
    notify: notify.map(({ role, reached, persons }) => ({
      role,
      persons: [...persons],
      ...(reached === role ? {} : { reached }),
    })),
  };
}

const getForecast = operation({
  method: "get",
  path: "/v1/forecast",
  id: "getForecast",
  summary: "What will fire until an instant, if nothing happens",
  description:
    "Rungs in the order they fire, with whom they would tell. What was missed and is still to be recorded comes first.",
  tag: "time",
  allowed: "any",
  reads: "tasks",
  query: forecastQuerySchema,
  answers: [{ status: 200, description: "A page of rungs.", schema: listOf(forecastRungSchema) }],
  async handle({ api, caller, query }) {
    const { tenantId } = caller;
    const place = decodeCursor<[Instant, string, number, number]>(query.cursor, [
      "instant?",
      "uuid",
      "number",
      "number",
    ]);
    if (place !== null && isProblem(place)) return place;
    const now = await api.clock.read();
    const until = await untilOf(api, tenantId, query.until);
    if (until - now > farthestMs) {
      return faulty("invalid-request", [{ pointer: "/until", detail: "lies more than a year ahead" }]);
    }
    const asked = { until, unit: query.unit ?? null, access: await accessOfCaller(api, caller) };
    const after = place === null ? null : placeOf(place);
    const { rungs, next } = await findForecast(api.database, tenantId, asked, after, query.limit, now);
    const cursor =
      next === null ? null : encodeCursor([next.at, next.task, clockNames.indexOf(next.clock), next.place]);
    return { status: 200, body: { items: rungs.map(forecastView), next: cursor } };
  },
});

export const forecastOperations = [getForecast];
