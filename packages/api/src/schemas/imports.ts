import { z } from "zod";
import { codeSchema, deadlineSchema, shownInstantSchema } from "./basics.ts";

/** What goes for every row of an import that doesn't say otherwise. */
export const importQuerySchema = z.strictObject({
  programme: codeSchema.optional(),
  line: codeSchema.optional(),
  ladder: codeSchema.default("default"),
  calendar: codeSchema.default("default"),
  skipFaulty: z.enum(["true", "false"]).optional(),
});

/** A file as it came; it is read by the one who knows its form. */
export const fileSchema = z.instanceof(Buffer);

export const cellFaultSchema = z
  .object({
    sheet: z.string(),
    cell: z.string().meta({ description: "As Excel names it: C5." }),
    column: z.string().meta({ description: "The heading above it." }),
    value: z.string(),
    text: z.string().meta({ description: "What is wrong, in Chinese." }),
    textEn: z.string(),
    suggestion: z.string().nullable().meta({ description: "What could stand there instead." }),
  })
  .meta({ id: "CellFault" });

const countSchema = z.int().min(0);

export const importSchema = z
  .object({
    hash: z.string().meta({ description: "SHA-256 of the file." }),
    sheet: z.string(),
    title: z.string(),
    columns: z.array(z.object({ column: z.string(), heading: z.string(), letter: z.string() })),
    counts: z.object({ new: countSchema, created: countSchema, existing: countSchema, faulty: countSchema }),
    rows: z.array(
      z.object({
        row: z.int(),
        lastRow: z.int(),
        status: z
          .enum(["new", "created", "existing", "faulty"])
          .meta({ description: "`existing`: it is a matter already, and makes no second one." }),
        title: z.string(),
        requirement: z.string().nullable(),
        lead: z.string().nullable(),
        assist: z.array(z.string()),
        line: z.string().nullable(),
        due: deadlineSchema.nullable(),
        dueAt: shownInstantSchema.nullable(),
        yearGuessed: z
          .boolean()
          .meta({ description: "The cell names no year: it is the ledger's, or this one." }),
        matter: z.object({ id: z.string(), number: z.string() }).nullable(),
        faults: z.array(cellFaultSchema),
      }),
    ),
  })
  .meta({ id: "Import" });
