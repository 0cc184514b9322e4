import { z } from "zod";
import { codeSchema, shownInstantSchema } from "./basics.ts";

const countSchema = z.int().min(0);

/** A number in a query, within its bounds. */
const numberSchema = (most: number, usual: number) =>
  z
    .string()
    .regex(/^\d{1,3}$/, `must be a number from 1 to ${most}`)
    .transform(Number)
    .refine((count) => count >= 1 && count <= most, `must be a number from 1 to ${most}`)
    .default(usual)
    .meta({ type: "integer", minimum: 1, maximum: most });

export const trendQuerySchema = z.strictObject({ weeks: numberSchema(53, 12), unit: codeSchema.optional() });

export const trendSchema = z
  .object({
    now: shownInstantSchema,
    weeks: z.array(
      z.object({
        from: z.iso.date(),
        to: z.iso.date(),
        isWhole: z.boolean().meta({ description: "Whether the week is over." }),
        opened: countSchema,
        closed: countSchema,
        overdue: countSchema.meta({ description: "At the week's end, or now." }),
      }),
    ),
  })
  .meta({ id: "Trend" });

export const outlookQuerySchema = z.strictObject({ days: numberSchema(60, 7), unit: codeSchema.optional() });

export const outlookSchema = z
  .object({
    now: shownInstantSchema,
    days: z.array(
      z.object({
        date: z.iso.date(),
        works: z.boolean(),
        due: countSchema,
        rungs: countSchema,
        cards: z.record(z.string(), countSchema),
      }),
    ),
  })
  .meta({ id: "Outlook" });
