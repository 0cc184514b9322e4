import {
  checkResults,
  conflictKinds,
  exclusionReasons,
  inspectionStates,
  lookBackResults,
  secondLookOutcomes,
  unitKinds,
} from "@duban/engine";
import { z } from "zod";
import {
  codeSchema,
  deadlineSchema,
  distinctBy,
  evidenceSchema,
  shownInstantSchema,
  textSchema,
} from "./basics.ts";

const dateSchema = z.iso.date().refine((date) => date >= "2000-01-01" && date < "2200-01-01", {
  message: "must lie in the years 2000 to 2199",
});
const daysSchema = z.int().min(1).max(3_660);
const codesSchema = z
  .array(codeSchema)
  .max(1_000)
  .default([])
  .superRefine(distinctBy((code) => code, "code"));

const conflictShape = {
  inspector: codeSchema,
  unit: codeSchema.nullish(),
  person: codeSchema.nullish(),
  kind: z.enum(conflictKinds),
  note: textSchema.max(500).nullish(),
};
const namesOne = ({
  unit,
  person,
}: {
  unit?: string | null | undefined;
  person?: string | null | undefined;
}) => (unit == null) !== (person == null);
const oneOf = "names a unit, or a person whose unit is meant";

const scopeSchema = z
  .strictObject({
    units: codesSchema,
    kinds: z.array(z.enum(unitKinds)).max(4).default([]),
    programme: codeSchema.nullish(),
    line: codeSchema.nullish(),
  })
  .refine(({ programme, line }) => line == null || programme != null, {
    path: ["line"],
    message: "needs its programme",
  })
  .meta({
    id: "InspectionScope",
    description: "Left out is any; with a programme, the units that have tasks in it.",
  });

/** An inspection as it is planned. */
export const inspectionRequestSchema = z
  .strictObject({
    title: textSchema.max(500),
    asker: codeSchema.meta({ description: "The unit that asks for it; it is not drawn itself." }),
    from: dateSchema,
    to: dateSchema,
    scope: scopeSchema,
    objects: z.int().min(1).max(500).meta({ description: "How many units are drawn." }),
    inspectors: z
      .int()
      .min(2)
      .max(20)
      .default(2)
      .meta({ description: "How many look at each; never one alone." }),
    checkList: z
      .array(z.strictObject({ id: codeSchema, text: textSchema.max(500) }))
      .min(1)
      .max(100)
      .superRefine(distinctBy(({ id }) => id, "id")),
    conflicts: z.array(z.strictObject(conflictShape).refine(namesOne, oneOf)).max(500).default([]),
    publicValue: textSchema.max(500).nullish().meta({
      description: "Which value that nobody here can know or choose yet is to go into the seed, in words.",
    }),
    objectWithin: deadlineSchema.default({ workdays: 10 }),
    secondLookWithin: deadlineSchema.default({ days: 30 }),
    lookBackAfterDays: daysSchema.nullable().default(90),
    calendar: codeSchema.default("default"),
    ladder: codeSchema.default("default"),
  })
  .superRefine(({ from, to, objectWithin, secondLookWithin }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (to < from) fault("to", "must not come before from");
    const isRelative = (deadline: object) => "workdays" in deadline || "days" in deadline;
    if (!isRelative(objectWithin)) fault("objectWithin", "must be counted in workdays or days");
    const isShort =
      ("days" in secondLookWithin && secondLookWithin.days <= 30) ||
      ("workdays" in secondLookWithin && secondLookWithin.workdays <= 20);
    if (!isShort) fault("secondLookWithin", "must be within 30 days, or 20 working days");
  })
  .meta({ id: "InspectionRequest" });

const reasonSchema = textSchema.max(2_000);
const unit = codeSchema;

/** What can be done to an inspection. */
export const inspectionActSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("conflictDeclared"), ...conflictShape }).refine(namesOne, oneOf),
    z.strictObject({
      type: z.literal("announced"),
      publicValue: textSchema.max(500).nullish(),
      warned: z.enum(["exclude", "keep"]).nullish().meta({
        description: "What becomes of units that others inspect in these days, or as often as they may be.",
      }),
      reason: reasonSchema.nullish().meta({ description: "Needed to keep them." }),
    }),
    z.strictObject({ type: z.literal("drawn") }),
    z.strictObject({ type: z.literal("cancelled"), reason: reasonSchema }),
    z.strictObject({
      type: z.literal("found"),
      unit,
      points: z
        .array(
          z.strictObject({
            check: codeSchema,
            result: z.enum(checkResults),
            note: textSchema.nullish(),
            evidence: evidenceSchema.default([]),
          }),
        )
        .min(1)
        .max(100)
        .superRefine(distinctBy(({ check }) => check, "check")),
    }),
    z.strictObject({
      type: z.literal("concluded"),
      unit,
      text: textSchema,
      rectify: z.strictObject({ requirement: textSchema, due: deadlineSchema }).nullish(),
    }),
    z.strictObject({ type: z.literal("accepted"), unit }),
    z.strictObject({
      type: z.literal("objected"),
      unit,
      reason: textSchema,
      evidence: evidenceSchema.default([]),
    }),
    z.strictObject({
      type: z.literal("secondLooked"),
      unit,
      outcome: z.enum(secondLookOutcomes),
      text: textSchema,
    }),
    z.strictObject({ type: z.literal("closed") }),
    z.strictObject({
      type: z.literal("lookedBack"),
      unit,
      result: z.enum(lookBackResults),
      note: textSchema.nullish(),
    }),
  ])
  .meta({ id: "InspectionAct" });

export const quotaSchema = z
  .strictObject({ perYear: z.int().min(0).max(366) })
  .meta({ id: "InspectionQuota", description: "How often a year a unit may be inspected." });

const partySchema = z.object({ person: z.string().nullable(), unit: z.string().nullable() });
const done = { by: partySchema, at: shownInstantSchema };
const sealSchema = z.object({ number: z.int(), hash: z.string() }).nullable();
const madeSchema = z.object({ id: z.uuid(), number: z.string() }).nullable();

const warningSchema = z
  .union([
    z.object({
      unit: z.string(),
      kind: z.enum(["repeated", "manyHeaded"]),
      inspection: z.uuid(),
      number: z.string(),
      asker: z.string(),
      from: z.string(),
      to: z.string(),
    }),
    z.object({ unit: z.string(), kind: z.literal("quota"), count: z.int(), quota: z.int() }),
  ])
  .meta({ id: "OverlapWarning", description: "Why a unit had better not be inspected now." });
export const warningsSchema = z.object({ items: z.array(warningSchema), next: z.null() });

const rankedSchema = z.object({ id: z.string(), digest: z.string(), rank: z.int() });
const excludedSchema = z.object({
  id: z.string(),
  object: z.string().nullable().meta({ description: "For which unit an inspector is out; null: at all." }),
  reason: z.enum(exclusionReasons),
  detail: z.string().nullable().meta({ description: "Of a declared tie: for those who run inspections." }),
  declaredAt: shownInstantSchema.nullable(),
});

/** A draw with all it takes to make it again. */
export const drawSchema = z
  .object({
    inspection: z.uuid(),
    number: z.string(),
    state: z.enum(inspectionStates),
    commitment: z.string().meta({ description: "SHA-256 of the contribution, published with the plan." }),
    plannedAt: shownInstantSchema,
    announcedAt: shownInstantSchema.nullable(),
    contribution: z.string().nullable(),
    seal: sealSchema,
    publicValue: z.string().nullable(),
    seed: z.string().nullable(),
    drawnAt: shownInstantSchema.nullable(),
    objects: z
      .object({
        wanted: z.int(),
        pool: z.array(rankedSchema),
        excluded: z.array(excludedSchema),
        drawn: z.array(z.string()),
      })
      .nullable(),
    inspectors: z
      .object({
        wanted: z.int(),
        pool: z.array(rankedSchema),
        excluded: z.array(excludedSchema),
        teams: z.array(
          z.object({ object: z.string(), inspectors: z.array(z.string()), reserve: z.array(z.string()) }),
        ),
      })
      .nullable(),
  })
  .meta({ id: "Draw" });

const resultSchema = z
  .object({
    unit: z.string(),
    answeredBy: z.string().meta({ description: "The unit itself, or the one that it was merged into." }),
    inspectors: z.array(z.string()),
    findings: z.object({ ...done, points: z.array(z.record(z.string(), z.unknown())) }).nullable(),
    conclusion: z
      .object({ ...done, text: z.string(), objectBy: shownInstantSchema, rectification: madeSchema })
      .nullable(),
    accepted: z.object(done).nullable(),
    objection: z
      .object({
        ...done,
        reason: z.string(),
        evidence: z.array(z.record(z.string(), z.unknown())),
        reviewers: z.array(z.string()),
        secondLook: madeSchema,
      })
      .nullable(),
    secondLook: z.object({ ...done, outcome: z.enum(secondLookOutcomes), text: z.string() }).nullable(),
    lookBack: z.string().nullable().meta({ description: "The duty that makes the look-back's matter." }),
    lookedBack: z
      .object({ ...done, result: z.enum(lookBackResults), note: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: "InspectionResult" });

const headShape = {
  id: z.uuid(),
  number: z.string(),
  revision: z.int(),
  state: z.enum(inspectionStates),
  title: z.string(),
  asker: z.string(),
  from: z.string(),
  to: z.string(),
  commitment: z.string(),
  seed: z.string().nullable(),
  drawn: z.array(z.string()),
};

export const inspectionEntrySchema = z.object(headShape).meta({ id: "InspectionEntry" });

/** An inspection as it is shown; results only of the units that the reader may see. */
export const inspectionSchema = z
  .object({
    ...headShape,
    scope: z.object({
      units: z.array(z.string()),
      kinds: z.array(z.string()),
      programme: z.string().nullable(),
      line: z.string().nullable(),
    }),
    objects: z.int(),
    inspectors: z.int(),
    checkList: z.array(z.object({ id: z.string(), text: z.string() })),
    publicValue: z.string().nullable(),
    lookBackAfterDays: z.int().nullable(),
    announcement: z
      .object({
        ...done,
        seal: sealSchema,
        publicValue: z.string().nullable(),
        warnings: z.array(warningSchema),
        warned: z.enum(["exclude", "keep"]),
        reason: z.string().nullable(),
      })
      .nullable(),
    results: z.array(resultSchema),
    accepted: z.array(z.string()).meta({ description: "The acts it takes now." }),
    cancelled: z.object({ ...done, reason: z.string() }).nullable(),
    closed: z.object(done).nullable(),
    createdBy: partySchema,
    createdAt: shownInstantSchema,
  })
  .meta({ id: "Inspection" });
