import { isTimeOfDay, isTimeZone } from "@duban/engine";
import { z } from "zod";
import { roleSchema } from "./basics.ts";

const timeSchema = z
  .string()
  .refine(isTimeOfDay, "must be a time of day, 00:00 to 23:59")
  .meta({ format: "HH:MM" });
const dateSchema = z.iso.date();
const kindSchema = z.enum(["holiday", "workday"]);
const datesSchema = z.array(dateSchema).max(5_000).optional();

const coverageSchema = z
  .union([
    z.strictObject({ from: dateSchema, to: dateSchema }),
    z
      .strictObject({ first: dateSchema, last: dateSchema })
      .transform(({ first, last }) => ({ from: first, to: last })),
  ])
  .refine(({ from, to }) => from <= to, "must not end before it begins");

/** Listed days, as a map by date or as a list. */
const daysSchema = z.union([
  z.record(dateSchema, kindSchema),
  z
    .array(z.strictObject({ date: dateSchema, kind: kindSchema, name: z.string().max(200).nullish() }))
    .max(5_000)
    .transform((days) => Object.fromEntries(days.map(({ date, kind }) => [date, kind]))),
]);

/** What stands beside what is put when it is read: taken along, so that what was read can be put again. */
const shownSchemas = {
  id: z.string().optional().meta({ description: "That of the path, if given." }),
  version: z.int().optional().meta({ description: "Ignored: each edit is the next one." }),
};

/**
 * A calendar as it comes in.
 *
 * Without `coverage` the national list is the base and what is listed here is added to it or changes it; with `coverage` the
 * list is the caller's own and whole. `national` says otherwise.
 */
export const calendarRequestSchema = z
  .strictObject({
    timeZone: z.string().refine(isTimeZone, "must be an IANA time zone").optional(),
    dayStartsAt: timeSchema.optional(),
    dayEndsAt: timeSchema.optional(),
    days: daysSchema.optional(),
    holidays: datesSchema,
    workdays: datesSchema,
    coverage: coverageSchema.optional(),
    national: z.boolean().optional(),
    ...shownSchemas,
  })
  .refine(({ dayStartsAt = "09:00", dayEndsAt = "17:30" }) => dayStartsAt < dayEndsAt, {
    path: ["dayEndsAt"],
    message: "must come after dayStartsAt",
  })
  .meta({ id: "CalendarRequest" });

export const calendarSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    timeZone: z.string(),
    dayStartsAt: z.string(),
    dayEndsAt: z.string(),
    coverage: z.object({ from: z.string(), to: z.string() }),
    days: z.record(z.string(), kindSchema),
  })
  .meta({ id: "Calendar" });

// A rung further off than this is a slip of the pen: ten years of days, in days and in hours.
const count = z.int().min(-3_650).max(3_650);
const hours = z.number().min(-87_600).max(87_600);

const rungSchema = z
  .strictObject({
    at: z.union(
      [z.strictObject({ workdays: count }), z.strictObject({ days: count }), z.strictObject({ hours })],
      { error: 'must be one of { "workdays": n }, { "days": n }, { "hours": n }' },
    ),
    clock: z.enum(["sign", "stage", "report", "finish"]).default("finish"),
    card: z.string().min(1).max(50).nullable().default(null),
    notify: z.array(roleSchema).max(9).default([]),
    urgent: z.boolean().default(false),
    propose: z.string().min(1).max(200).nullable().default(null),
    time: timeSchema.nullable().default(null),
  })
  .meta({ id: "Rung" });

/** A ladder as it comes in: rungs in order, each beside a clock's due instant. */
export const ladderRequestSchema = z
  .strictObject({ rungs: z.array(rungSchema).max(64), ...shownSchemas })
  .meta({ id: "LadderRequest" });

export const ladderSchema = z
  .object({ id: z.string(), version: z.int(), rungs: z.array(rungSchema) })
  .meta({ id: "Ladder" });
