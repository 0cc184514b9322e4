import { chinaCalendar, dayOf, dueOf, formatDay, formatInstant, workdaysBetween } from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { problem } from "../problem.ts";
import { codeSchema, deadlineSchema, instantSchema, shownInstantSchema } from "../schemas/basics.ts";
import { findCalendarInForce } from "../taskReader.ts";

const postPreview = operation({
  method: "post",
  path: "/v1/deadlines/preview",
  id: "postDeadlinePreview",
  summary: "The instant that a deadline means",
  description: "Counted from `from`, or from now. Changes nothing.",
  tag: "time",
  allowed: "any",
  reads: "public",
  trail: { written: "never" },
  body: z.strictObject({
    due: deadlineSchema,
    calendar: codeSchema.default("default"),
    from: instantSchema.optional(),
  }),
  answers: [
    {
      status: 200,
      description: "The instant, and how far it is.",
      schema: z.object({
        startedAt: shownInstantSchema,
        dueAt: shownInstantSchema,
        provisional: z.boolean(),
        workdays: z.int().meta({ description: "Working days from the day after the start to the due date." }),
        days: z.int().meta({ description: "Calendar days, counted alike." }),
        coveredTo: z.iso.date(),
      }),
    },
  ],
  problems: ["unknown-calendar", "invalid-deadline"],
  async handle({ api, caller, body }) {
    const found = await findCalendarInForce(api.database, caller.tenantId, body.calendar);
    if (found === undefined && body.calendar !== "default") {
      return problem("unknown-calendar", `no calendar is called ${body.calendar}`);
    }
    const calendar = found ?? chinaCalendar("default", 0);
    const startedAt = body.from ?? (await api.clock.read());
    const { dueAt, provisional } = dueOf(calendar, body.due, startedAt);
    const show = (instant: number) => formatInstant(calendar.timeZone, instant);
    if (dueAt <= startedAt) {
      return problem("invalid-deadline", `it would be due at ${show(dueAt)}, which is not after the start`, {
        extra: { dueAt: show(dueAt) },
      });
    }
    const [first, last] = [dayOf(calendar, startedAt), dayOf(calendar, dueAt)];
    return {
      status: 200,
      body: {
        startedAt: show(startedAt),
        dueAt: show(dueAt),
        provisional,
        workdays: workdaysBetween(calendar, first, last),
        days: last - first,
        coveredTo: formatDay(calendar.coverage.to),
      },
    };
  },
});

export const deadlineOperations = [postPreview];
