import { parseDay, parseInstant } from "@duban/engine";
import { z } from "zod";
import { codeSchema, pageQuery } from "./basics.ts";
import { stateSchema } from "./work.ts";

/** A date stands for its first moment in the county's own zone. */
const dueBoundSchema = z
  .string()
  .refine(
    (text) => dateOrInstant(text) !== undefined,
    "must be an RFC 3339 instant with an offset, or a date",
  )
  .transform((text) => dateOrInstant(text) ?? { date: 0 });

function dateOrInstant(text: string): { readonly date: number } | { readonly instant: number } | undefined {
  const instant = parseInstant(text);
  if (instant !== undefined) return { instant };
  return z.iso.date().safeParse(text).success ? { date: parseDay(text) } : undefined;
}

/** One state, or several with commas between. */
const statesSchema = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(stateSchema).min(1));

const taskFilterShape = {
  state: statesSchema.optional(),
  unit: codeSchema.optional(),
  card: z.string().max(50).optional(),
  overdue: z.enum(["true", "false"]).optional(),
  programme: codeSchema.optional(),
  line: codeSchema.optional(),
  dueFrom: dueBoundSchema.optional(),
  dueBefore: dueBoundSchema.optional(),
  handler: codeSchema.optional(),
  q: z.string().max(200).optional(),
  words: z.string().max(200).optional(),
  request: z.enum(["extension", "suspension", "any"]).optional(),
};

export const taskQuerySchema = z.strictObject({ ...taskFilterShape, ...pageQuery });

/** The same filters, for all of what they give at once. */
export const taskExportQuerySchema = z.strictObject(taskFilterShape);
