import {
  type Calendar,
  type Caller,
  chinaCalendar,
  type DutyRow,
  dayOf,
  findDuties,
  findDuty,
  findOccurrences,
  formatDay,
  formatInstant,
  isRejection,
  maySee,
  type Occurrence,
  parseDay,
  upcomingOccurrences,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import type { Api } from "../api.ts";
import { matterRequestOf } from "../matterRequest.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, type Problem, problem, problemOfRejection } from "../problem.ts";
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

/** The duty, if there is one whose matters' tasks the caller may see some of. */
async function findDutyFor(api: Api, caller: Caller, id: string): Promise<DutyRow | Problem> {
  const access = await accessOfCaller(api, caller);
  const duty = await findDuty(api.database, caller.tenantId, id);
  const { lead = "", assist = [], programme = null, line = null } = duty?.terms.matter ?? {};
  const units = [lead, ...assist];
  const isSeen = units.some((unit) => maySee(access, { unit, programme, line }, units));
  return duty !== undefined && isSeen ? duty : problem("unknown-duty", `no duty is called ${id}`);
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
  reads: "office",
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
  reads: "public",
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
  reads: "duties",
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of duties.", schema: listOf(dutySchema) }],
  async handle({ api, caller, query: { cursor, limit } }) {
    const { tenantId } = caller;
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    const access = await accessOfCaller(api, caller);
    const found = await findDuties(api.database, tenantId, place?.[0] ?? null, limit + 1, access);
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
  reads: "duties",
  params,
  answers: [{ status: 200, description: "The duty in force.", schema: dutySchema }],
  problems: ["unknown-duty"],
  async handle({ api, caller, params: { id } }) {
    const duty = await findDutyFor(api, caller, id);
    if (isProblem(duty)) return duty;
    return { status: 200, body: dutyView(duty, await calendarOf(api, caller.tenantId, duty)) };
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
  reads: "duties",
  params,
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of occurrences.", schema: listOf(dutyOccurrenceSchema) }],
  problems: ["unknown-duty"],
  async handle({ api, caller, params: { id }, query: { cursor, limit } }) {
    const { tenantId } = caller;
    const place = decodeCursor<[string]>(cursor, ["date"]);
    if (place !== null && isProblem(place)) return place;
    const duty = await findDutyFor(api, caller, id);
    if (isProblem(duty)) return duty;
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
