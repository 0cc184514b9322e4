import {
  adjustments,
  type Deadline,
  isRuleFault,
  isTimeOfDay,
  nextDate,
  parseDay,
  parseRule,
} from "@duban/engine";
import { z } from "zod";
import { codeSchema, shownInstantSchema, textSchema } from "./basics.ts";
import { matterRequestSchema } from "./work.ts";

// Nobody's duties begin earlier, and a rule is searched from its start.
const dateSchema = z.iso.date().refine((date) => date >= "2000-01-01" && date < "2200-01-01", {
  message: "must lie in the years 2000 to 2199",
});

const isRelative = (deadline: Deadline): boolean => "workdays" in deadline || "days" in deadline;

/** When a duty comes round. */
const timingShape = {
  rule: z.string().max(1_000).meta({
    description: "An RFC 5545 recurrence rule of whole dates, as FREQ=MONTHLY;BYMONTHDAY=25.",
  }),
  startsOn: dateSchema,
  endsOn: dateSchema.nullish(),
  time: z.string().refine(isTimeOfDay, "must be a time of day, 00:00 to 23:59").nullish(),
  adjust: z.enum(adjustments).default("none"),
  calendar: codeSchema.default("default"),
};

/** A recurring duty as it comes in. */
export const dutyRequestSchema = z
  .strictObject({
    title: textSchema.max(500),
    ...timingShape,
    matter: matterRequestSchema,
    catchUp: z.int().min(0).max(100).default(10),
    enabled: z.boolean().default(true),
  })
  .superRefine((duty, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const rule = ruleFault(duty);
    if (rule !== null) fault(["rule"], rule);
    if (duty.endsOn && duty.endsOn < duty.startsOn) fault(["endsOn"], "must not come before startsOn");
    const { due, signWithin, stages, split } = duty.matter;
    if (split !== undefined) fault(["matter", "split"], "is for a matter put up by hand");
    const relative = "must be counted from the day the matter is made, in workdays or days";
    if (!isRelative(due)) fault(["matter", "due"], relative);
    if (!isRelative(signWithin)) fault(["matter", "signWithin"], relative);
    for (const [index, stage] of stages.entries()) {
      if (!isRelative(stage.due)) fault(["matter", "stages", index, "due"], relative);
    }
  })
  .meta({ id: "DutyRequest" });

/** A rule with its dates alone, to see what it would come to. */
export const dutyTimingSchema = z
  .strictObject(timingShape)
  .superRefine((timing, context) => {
    const rule = ruleFault(timing);
    if (rule !== null) context.addIssue({ code: "custom", path: ["rule"], message: rule });
  })
  .meta({ id: "DutyTiming" });

function ruleFault(duty: {
  rule: string;
  startsOn: string;
  endsOn?: string | null | undefined;
}): string | null {
  const rule = parseRule(duty.rule);
  if (isRuleFault(rule)) return rule.fault;
  const startsOn = parseDay(duty.startsOn);
  const first = nextDate(rule, startsOn, startsOn - 1);
  const never = first === null || (duty.endsOn ? first > parseDay(duty.endsOn) : false);
  return never ? "never comes round between startsOn and endsOn" : null;
}

const occurrenceSchema = z.object({
  on: z.string().meta({ format: "date", description: "The date of the rule." }),
  at: shownInstantSchema.meta({ description: "When its matter is made: moved as `adjust` says." }),
});

const upcomingSchema = z.array(occurrenceSchema.extend({ provisional: z.boolean() }));

export const dutyPreviewSchema = z.object({ upcoming: upcomingSchema });

export const dutySchema = z
  .object({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    rule: z.string(),
    startsOn: z.string(),
    endsOn: z.string().nullable(),
    time: z.string().nullable(),
    adjust: z.enum(adjustments),
    calendar: z.string(),
    matter: z.record(z.string(), z.unknown()),
    catchUp: z.int(),
    enabled: z.boolean(),
    next: occurrenceSchema.nullable(),
    upcoming: upcomingSchema,
    createdAt: shownInstantSchema,
  })
  .meta({ id: "Duty" });

export const dutyOccurrenceSchema = occurrenceSchema
  .extend({
    version: z.int(),
    state: z.enum(["created", "skipped"]),
    matter: z.uuid().nullable(),
    number: z.string().nullable(),
    reason: z.string().nullable(),
    recordedAt: shownInstantSchema,
  })
  .meta({ id: "DutyOccurrence" });
