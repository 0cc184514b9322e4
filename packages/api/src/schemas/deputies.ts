import { z } from "zod";
import { codeSchema, instantSchema, shownInstantSchema, textSchema } from "./basics.ts";

/** A date, or an instant. */
const boundSchema = z
  .union(
    [z.iso.date().transform((date) => ({ date })), instantSchema.transform((instant) => ({ instant }))],
    {
      error: "must be a date, or an RFC 3339 instant with an offset",
    },
  )
  .meta({ description: "A date is whole: from its first moment, until its last." });

const maxDeputyCount = 50;

export const deputiesRequestSchema = z
  .array(
    z
      .strictObject({
        deputy: codeSchema,
        from: boundSchema,
        to: boundSchema,
        reason: textSchema.optional(),
      })
      .meta({ id: "DeputyRequest" }),
  )
  .max(maxDeputyCount);

export type DeputyBound = z.output<typeof boundSchema>;

export const deputySchema = z
  .object({
    person: z.string(),
    deputy: z.string(),
    from: shownInstantSchema,
    to: shownInstantSchema.meta({ description: "The first instant at which it holds no more." }),
    reason: z.string().nullable(),
    inForce: z.boolean(),
  })
  .meta({ id: "Deputy" });
