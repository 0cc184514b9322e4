import { z } from "zod";
import { shownInstantSchema, textSchema, uuidSchema } from "./basics.ts";

/** A closed task put forward as a model. */
export const exemplarRequestSchema = z
  .strictObject({
    task: uuidSchema,
    title: textSchema.max(200),
    summary: textSchema.meta({ description: "What was done, and what others can take from it." }),
  })
  .meta({ id: "ExemplarRequest" });

export const citationRequestSchema = z
  .strictObject({ task: uuidSchema, note: textSchema.max(500).nullish() })
  .meta({ id: "CitationRequest" });

const actSchema = z
  .object({
    by: z.object({ key: z.string(), person: z.string().nullable(), unit: z.string().nullable() }),
    at: shownInstantSchema,
  })
  .nullable();

export const exemplarSchema = z
  .object({
    id: z.uuid(),
    task: z.uuid(),
    unit: z.string(),
    title: z.string(),
    summary: z.string(),
    state: z.enum(["proposed", "published", "withdrawn"]),
    officeAgreed: actSchema,
    unitAgreed: actSchema,
    withdrawn: actSchema,
    createdAt: shownInstantSchema,
    publishedAt: shownInstantSchema.nullable(),
    citations: z.int(),
    mayAgree: z.boolean().meta({ description: "Whether it waits for the caller's side." }),
    mayWithdraw: z.boolean(),
  })
  .meta({ id: "Exemplar" });

export const exemplarDetailSchema = z
  .object({
    ...exemplarSchema.shape,
    citedBy: z
      .array(
        z.object({
          task: z.uuid(),
          number: z.string(),
          title: z.string(),
          unit: z.string(),
          note: z.string().nullable(),
          at: shownInstantSchema,
        }),
      )
      .meta({ description: "Of the tasks the caller may read." }),
  })
  .meta({ id: "ExemplarDetail" });
