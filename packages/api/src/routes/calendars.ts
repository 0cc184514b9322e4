import {
  bodyOfCalendar,
  type Calendar,
  calendarOf,
  formatInstant,
  type Instant,
  isRetryable,
  previewCalendar,
  saveCalendarVersion,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import type { Api } from "../api.ts";
import { calendarBodyOf } from "../calendarRequest.ts";
import { operation } from "../operation.ts";
import { faulty, problem } from "../problem.ts";
import { codeSchema } from "../schemas/basics.ts";
import { calendarPreviewSchema } from "../schemas/forecast.ts";
import { calendarRequestSchema, calendarSchema } from "../schemas/time.ts";
import { findCalendarInForce } from "../taskReader.ts";

const calendarView = (calendar: Calendar) => ({
  id: calendar.id,
  version: calendar.version,
  ...bodyOfCalendar(calendar),
});

const params = z.strictObject({ id: codeSchema });

// Some 100,000 tasks: as long as a caller can be kept waiting. What is left the workers' sweep goes on with.
const roundLimit = 200;
const tasksPerRound = 500;

/** Projects the open deadlines by the calendar's new version. */
async function reproject(api: Api, tenantId: number): Promise<void> {
  for (let round = 0, more = true; more && round < roundLimit; round++) {
    ({ more } = await api.engine.reprojectDeadlines(tenantId, tasksPerRound));
  }
}

const putCalendar = operation({
  method: "put",
  path: "/v1/calendars/{id}",
  id: "putCalendar",
  summary: "Put a calendar in force",
  description:
    "A new version each time. Open deadlines it moves are projected again before the answer, each with a recorded event.",
  tag: "time",
  allowed: ["systemAdmin"],
  reads: "office",
  params,
  body: calendarRequestSchema,
  answers: [{ status: 200, description: "The calendar now in force.", schema: calendarSchema }],
  async handle({ api, caller: { tenantId }, params: { id }, body }) {
    if (body.id !== undefined && body.id !== id) {
      return faulty("invalid-request", [{ pointer: "/id", detail: "is not that of the path" }]);
    }
    const calendarBody = calendarBodyOf(body);
    const now = await api.clock.read();
    const version = await saveCalendarVersion(api.database, tenantId, id, calendarBody, now);
    await reproject(api, tenantId).catch((error: unknown) => {
      if (!isRetryable(error)) throw error;
      api.logger.warn({ err: error }, "deadlines are left for the sweep to project");
    });
    return { status: 200, body: { id, version, ...calendarBody } };
  },
});

// Enough to see what an edit does; the total says how much more there is.
const shownMoves = 1_000;

const previewCalendarEdit = operation({
  method: "post",
  path: "/v1/calendars/{id}/preview",
  id: "previewCalendar",
  summary: "The open deadlines that an edit would move",
  description:
    "Takes what `PUT` takes and changes nothing: each deadline from and to, as the edit itself would move it.",
  tag: "time",
  allowed: ["systemAdmin", "supervisor", "leader"],
  reads: "tasks",
  trail: { written: "never" },
  params,
  body: calendarRequestSchema,
  answers: [{ status: 200, description: "What would move.", schema: calendarPreviewSchema }],
  async handle({ api, caller, params: { id }, body }) {
    const { tenantId } = caller;
    const calendar = calendarOf(id, 0, calendarBodyOf(body));
    const { moved, total } = await previewCalendar(
      api.database,
      tenantId,
      calendar,
      shownMoves,
      await accessOfCaller(api, caller),
    );
    const show = (instant: Instant) => formatInstant(calendar.timeZone, instant);
    const items = moved.map(({ stage, from, to, ...deadline }) => ({
      ...deadline,
      ...(stage === null ? {} : { stage }),
      from: show(from),
      to: show(to),
    }));
    return { status: 200, body: { items, total } };
  },
});

const getCalendar = operation({
  method: "get",
  path: "/v1/calendars/{id}",
  id: "getCalendar",
  summary: "The calendar in force",
  tag: "time",
  allowed: "any",
  reads: "public",
  params,
  answers: [{ status: 200, description: "The calendar.", schema: calendarSchema }],
  problems: ["unknown-calendar"],
  async handle({ api, caller, params: { id } }) {
    const calendar = await findCalendarInForce(api.database, caller.tenantId, id);
    return calendar === undefined
      ? problem("unknown-calendar", `no calendar is called ${id}`)
      : { status: 200, body: calendarView(calendar) };
  },
});

export const calendarOperations = [putCalendar, getCalendar, previewCalendarEdit];
