import {
  type Calendar,
  chinaCalendar,
  type DutyRow,
  dayOf,
  findDuties,
  findDuty,
  findOccurrences,
  formatDay,
  formatInstant,
  isRejection,
  type Occurrence,
  parseDay,
  upcomingOccurrences,
} from "@duban/engine";
import { z } from "zod";
import type { Api } from "../api.ts";
import { matterRequestOf } from "../matterRequest.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem, problemOfRejection } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import {
  dutyOccurrenceSchema,
  dutyPreviewSchema,
  dutyRequestSchema,
  dutySchema,
  dutyTimingSchema,
} from "../schemas/duties.ts";
import { findCalendarInForce } from "../taskReader.ts";

const params = z.strictObject({ id: codeSchema });
const shownUpcoming = 5;

async function calendarOf(api: Api, tenantId: number, { terms }: DutyRow): Promise<Calendar> {
  const calendar = await findCalendarInForce(api.database, tenantId, terms.calendar);
  return calendar ?? chinaCalendar(terms.calendar, 0);
}

function dutyView(duty: DutyRow, calendar: Calendar): z.input<typeof dutySchema> {
  const { id, version, terms, nextOn, nextAt } = duty;
  const show = (instant: number) => formatInstant(calendar.timeZone, instant);
  const upcoming = upcomingOccurrences(calendar, terms, parseDay(duty.handledOn), shownUpcoming);
  return {
    id,
    version,
    ...terms,
    matter: { ...terms.matter },
    next: nextOn === null || nextAt === null ? null : { on: nextOn, at: show(nextAt) },
    upcoming: upcomingView(calendar, upcoming),
    createdAt: show(duty.createdAt),
  };
}

const putDuty = operation({
  method: "put",
  path: "/v1/duties/{id}",
  id: "putDuty",
  summary: "Put a recurring duty in force",
  description:
    "A new version each time. Each date of its rule from today on makes the matter once, by itself; what is missed while the server is down is made up for, the latest `catchUp`, and what is not is recorded as skipped.",
  tag: "duties",
  allowed: ["supervisor", "leader", "systemAdmin"],
  params,
  body: dutyRequestSchema,
  answers: [{ status: 200, description: "The duty now in force.", schema: dutySchema }],
  problems: ["unknown-unit", "unknown-calendar", "unknown-ladder", "invalid-deadline"],
  async handle({ api, caller, params: { id }, body }) {
    const { endsOn = null, time = null, matter } = body;
    const terms = { ...body, endsOn, time, matter: matterRequestOf(matter) };
    const saved = await api.engine.saveDuty(caller, id, terms);
    if (isRejection(saved)) return problemOfRejection(saved);
    return { status: 200, body: dutyView(saved, await calendarOf(api, caller.tenantId, saved)) };
  },
});

const previewDuty = operation({
  method: "post",
  path: "/v1/duties/preview",
  id: "previewDuty",
  summary: "The next dates that a rule would come to, from today on",
  tag: "duties",
  allowed: "any",
  body: dutyTimingSchema,
  answers: [{ status: 200, description: "The dates, and the instant of each.", schema: dutyPreviewSchema }],
  trail: { written: "never" },
  problems: ["unknown-calendar"],
  async handle({ api, caller: { tenantId }, body }) {
    const calendar = await findCalendarInForce(api.database, tenantId, body.calendar);
    if (calendar === undefined) return problem("unknown-calendar", `no calendar is called ${body.calendar}`);
    const { endsOn = null, time = null, startsOn } = body;
    const today = dayOf(calendar, await api.clock.read());
    const from = Math.max(today, parseDay(startsOn)) - 1;
    const upcoming = upcomingOccurrences(
      calendar,
      { ...body, endsOn, time, enabled: true },
      from,
      shownUpcoming,
    );
    return { status: 200, body: { upcoming: upcomingView(calendar, upcoming) } };
  },
});

const upcomingView = (
  calendar: Calendar,
  upcoming: readonly (Occurrence & { readonly provisional: boolean })[],
) =>
  upcoming.map(({ on, at, provisional }) => ({
    on: formatDay(on),
    at: formatInstant(calendar.timeZone, at),
    provisional,
  }));

const getDuties = operation({
  method: "get",
  path: "/v1/duties",
  id: "getDuties",
  summary: "Recurring duties, by id",
  tag: "duties",
  allowed: "any",
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of duties.", schema: listOf(dutySchema) }],
  async handle({ api, caller: { tenantId }, query: { cursor, limit } }) {
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    const found = await findDuties(api.database, tenantId, place?.[0] ?? null, limit + 1);
    const shown = await Promise.all(
      found.map(async (duty) => dutyView(duty, await calendarOf(api, tenantId, duty))),
    );
    const page = pageOf(
      shown,
      limit,
      ({ id }) => [id],
      (duty) => duty,
    );
    return { status: 200, body: page };
  },
});

const getDuty = operation({
  method: "get",
  path: "/v1/duties/{id}",
  id: "getDuty",
  summary: "A recurring duty",
  tag: "duties",
  allowed: "any",
  params,
  answers: [{ status: 200, description: "The duty in force.", schema: dutySchema }],
  problems: ["unknown-duty"],
  async handle({ api, caller: { tenantId }, params: { id } }) {
    const duty = await findDuty(api.database, tenantId, id);
    if (duty === undefined) return problem("unknown-duty", `no duty is called ${id}`);
    return { status: 200, body: dutyView(duty, await calendarOf(api, tenantId, duty)) };
  },
});

const getDutyOccurrences = operation({
  method: "get",
  path: "/v1/duties/{id}/occurrences",
  id: "getDutyOccurrences",
  summary: "What became of a duty's dates, the latest first",
  description: "Each date that has come once: the matter it made, or why it made none.",
  tag: "duties",
  allowed: "any",
  params,
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of occurrences.", schema: listOf(dutyOccurrenceSchema) }],
  problems: ["unknown-duty"],
  async handle({ api, caller: { tenantId }, params: { id }, query: { cursor, limit } }) {
    const place = decodeCursor<[string]>(cursor, ["date"]);
    if (place !== null && isProblem(place)) return place;
    const duty = await findDuty(api.database, tenantId, id);
    if (duty === undefined) return problem("unknown-duty", `no duty is called ${id}`);
    const { timeZone } = await calendarOf(api, tenantId, duty);
    const found = await findOccurrences(api.database, tenantId, id, place?.[0] ?? null, limit + 1);
    const page = pageOf(
      found,
      limit,
      ({ on }) => [on],
      (occurrence) => ({
        ...occurrence,
        at: formatInstant(timeZone, occurrence.at),
        recordedAt: formatInstant(timeZone, occurrence.recordedAt),
      }),
    );
    return { status: 200, body: page };
  },
});

export const dutyOperations = [previewDuty, putDuty, getDuties, getDuty, getDutyOccurrences];
