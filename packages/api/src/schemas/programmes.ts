import { z } from "zod";
import { codeSchema, distinctBy, figureSchema, shownInstantSchema, textSchema } from "./basics.ts";
import { matterSchema } from "./work.ts";

const nameSchema = textSchema.max(200);

const targetSchema = z
  .strictObject({ id: codeSchema, name: nameSchema, unit: nameSchema, figure: figureSchema.nullish() })
  .meta({ id: "Target", description: "What a line is to bring about, with its unit of measure." });

const lineSchema = z
  .strictObject({
    id: codeSchema,
    name: nameSchema,
    weight: figureSchema.nullish(),
    centralWork: z.array(codeSchema).max(50).default([]),
    targets: z
      .array(targetSchema)
      .max(50)
      .default([])
      .superRefine(distinctBy(({ id }) => id, "id")),
  })
  .superRefine(({ weight }, context) => {
    if (weight !== null && weight !== undefined && Number(weight) < 0) {
      context.addIssue({ code: "custom", path: ["weight"], message: "must not be negative" });
    }
  })
  .meta({ id: "Line" });

const phaseSchema = z
  .strictObject({ name: nameSchema, from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "must not come before from" })
  .meta({ id: "Phase" });

/** A programme as it comes in. */
export const programmeRequestSchema = z
  .strictObject({
    name: nameSchema,
    phases: z
      .array(phaseSchema)
      .max(50)
      .default([])
      .superRefine(distinctBy(({ name }) => name, "name")),
    centralWorks: z
      .array(z.strictObject({ id: codeSchema, name: nameSchema }))
      .max(100)
      .default([])
      .superRefine(distinctBy(({ id }) => id, "id")),
    lines: z
      .array(lineSchema)
      .max(100)
      .superRefine(distinctBy(({ id }) => id, "id")),
  })
  .superRefine(({ centralWorks, lines }, context) => {
    const known = new Set(centralWorks.map(({ id }) => id));
    for (const [index, line] of lines.entries()) {
      for (const [place, id] of line.centralWork.entries()) {
        if (known.has(id)) continue;
        const path = ["lines", index, "centralWork", place];
        context.addIssue({ code: "custom", path, message: `there is no central work "${id}"` });
      }
    }
  })
  .meta({ id: "ProgrammeRequest" });

const countSchema = z.int().min(0);
const decimalSchema = z.string().meta({ description: "An exact decimal." });

const countsShape = {
  matters: countSchema,
  tasks: countSchema,
  ended: countSchema,
  overdue: countSchema,
  progress: z.string().nullable().meta({ description: "0.0 to 100.0; null where nothing is put up." }),
};

const lineLedgerSchema = z
  .object({
    id: z.string().nullable().meta({ description: "null: matters that name no line." }),
    name: z.string().nullable(),
    defined: z.boolean().meta({ description: "false: only named by matters." }),
    weight: decimalSchema.nullable(),
    centralWork: z.array(z.string()),
    ...countsShape,
    targets: z.array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        unit: z.string().nullable(),
        figure: decimalSchema.nullable().meta({ description: "As planned." }),
        assigned: decimalSchema.nullable().meta({ description: "As shared out to units." }),
        reported: decimalSchema.nullable(),
      }),
    ),
  })
  .meta({ id: "LineLedger" });

/** A programme as it is shown, with what has come of it. */
export const programmeSchema = z
  .object({
    id: z.string(),
    version: z.int().nullable().meta({ description: "null: only named by matters, never defined." }),
    name: z.string(),
    phases: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
    centralWorks: z.array(z.object({ id: z.string(), name: z.string() })),
    ...countsShape,
    lines: z.array(lineLedgerSchema),
    units: z
      .array(
        z.object({
          unit: z.string(),
          line: z.string().nullable(),
          target: z.string(),
          assigned: decimalSchema.nullable(),
          reported: decimalSchema.nullable(),
        }),
      )
      .meta({ description: "The same sums by unit, in the county's fixed order." }),
    createdAt: shownInstantSchema.nullable(),
  })
  .meta({ id: "Programme" });

export const programmeEntrySchema = z
  .object({
    id: z.string(),
    version: z.int().nullable(),
    name: z.string(),
    lines: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: "ProgrammeEntry" });

/** A matter in a list, with how far it has come. */
export const matterEntrySchema = z
  .object({ ...matterSchema.shape, progress: countsShape.progress })
  .meta({ id: "MatterEntry" });
