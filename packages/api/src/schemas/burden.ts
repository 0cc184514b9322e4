import { z } from "zod";
import { codeSchema, pageQuery, shownInstantSchema, textSchema, uuidSchema } from "./basics.ts";

const dateSchema = z.iso.date();

export const burdenQuerySchema = z.strictObject({
  unit: codeSchema,
  from: dateSchema.optional(),
  to: dateSchema.optional(),
});

const askerSchema = z.string().nullable().meta({ description: "The unit that asked; null, the engine." });

export const burdenSchema = z
  .object({
    unit: z.string(),
    from: z.string(),
    to: z.string(),
    asks: z.int(),
    reports: z.int().meta({ description: "Reports that fell due in the window by their calendars." }),
    askers: z.array(z.object({ by: askerSchema, asks: z.int(), reports: z.int(), figures: z.int() })),
    repeated: z.array(
      z.object({
        figure: z.string(),
        askers: z.array(askerSchema),
        asks: z.array(
          z.object({
            task: z.string(),
            number: z.string(),
            by: askerSchema,
            at: shownInstantSchema,
            knownSince: shownInstantSchema
              .nullable()
              .meta({ description: "When the unit had reported it elsewhere before it was asked for here." }),
          }),
        ),
      }),
    ),
    items: z.array(
      z.object({
        task: z.string(),
        number: z.string(),
        title: z.string(),
        by: askerSchema,
        at: shownInstantSchema,
        reports: z.int(),
        figures: z.array(z.string()),
      }),
    ),
    how: z.array(z.object({ figure: z.string(), zh: z.string(), en: z.string() })),
  })
  .meta({ id: "Burden" });

export const boxSchema = z
  .strictObject({
    unit: codeSchema.meta({ description: "Who answers." }),
    other: codeSchema.meta({ description: "Who answers where the complaint is about that unit." }),
    workdays: z.int().min(1).max(250).default(10),
  })
  .refine(({ unit, other }) => unit !== other, "the other must be another unit")
  .meta({ id: "ComplaintBox" });

export const complaintRequestSchema = z
  .strictObject({ words: textSchema, about: codeSchema.nullish() })
  .meta({ id: "ComplaintRequest", description: "Classified matters stay out." });

export const complaintSchema = z
  .object({
    id: z.string(),
    words: z.string(),
    about: z.string().nullable(),
    unit: z.string().meta({ description: "Who was to answer." }),
    createdAt: shownInstantSchema,
    matter: z.object({ id: z.string(), number: z.string(), state: z.string() }),
    answer: z.string().nullable().meta({ description: "Once the matter is closed." }),
    mine: z.boolean(),
  })
  .meta({ id: "Complaint" });

export const complaintQuerySchema = z.strictObject(pageQuery);

export const measureQuerySchema = z.strictObject({
  open: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  ...pageQuery,
});

export const measureParamsSchema = z.strictObject({
  task: uuidSchema.transform((id) => id.toLowerCase()),
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});

export const measureDecisionSchema = z
  .strictObject({ decision: z.enum(["approve", "refuse"]), reason: textSchema })
  .meta({ id: "MeasureDecision" });

const partySchema = z.looseObject({});

export const measureSchema = z
  .object({
    task: z.string(),
    revision: z.int().meta({ description: "Of the recorded event that proposes it." }),
    number: z.string(),
    title: z.string(),
    unit: z.string(),
    measure: z.string(),
    proposedAt: shownInstantSchema,
    decision: z.enum(["approve", "refuse"]).nullable(),
    reason: z.string().nullable(),
    decidedBy: partySchema.nullable(),
    decidedAt: shownInstantSchema.nullable(),
  })
  .meta({ id: "ProposedMeasure" });
