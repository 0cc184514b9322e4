import { deadlineSchema, evidenceSchema, figureSchema, parseInstant, roles } from "@duban/engine";
import { z } from "zod";

/** The pieces that requests and answers are made of. */
export { deadlineSchema, evidenceSchema, figureSchema };

/** The name of a unit, a person, a programme and so on: chosen by the county, so any text without control characters. */
export const codeSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u, "must not hold control characters")
  .regex(/^\S(?:.*\S)?$/u, "must not begin or end with a space");

/** A line of text for people. */
export const textSchema = z.string().trim().min(1).max(4000);

export const uuidSchema = z.uuid();
export const roleSchema = z.enum(roles).meta({ id: "Role" });

/** An instant in a request, as the number it stands for. */
export const instantSchema = z
  .string()
  .refine((text) => parseInstant(text) !== undefined, "must be an RFC 3339 instant with an offset")
  .transform((text) => parseInstant(text) ?? 0)
  .meta({ format: "date-time" });

/** A day of the calendar in a request, YYYY-MM-DD. */
export const daySchema = z.iso.date();

/** An instant in an answer. */
export const shownInstantSchema = z.string().meta({ format: "date-time" });

/** The query of a list. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "must be a number from 1 to 200")
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 200, "must be a number from 1 to 200")
    .default(50)
    .meta({ type: "integer", minimum: 1, maximum: 200 }),
  cursor: z.string().max(2000).optional(),
};

/** A list, as every list is answered. */
export function listOf(item: z.ZodType): z.ZodType {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Adds a fault for each element whose key another one has. */
export function distinctBy<Item>(keyOf: (item: Item) => string, name: string) {
  return (items: readonly Item[], context: z.RefinementCtx): void => {
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const key = keyOf(item);
      if (seen.has(key)) {
        context.addIssue({ code: "custom", path: [index, name], message: `"${key}" is there twice` });
      }
      seen.add(key);
    }
  };
}
