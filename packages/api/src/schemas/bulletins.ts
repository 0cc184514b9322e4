import { z } from "zod";
import { codeSchema, distinctBy, pageQuery, shownInstantSchema, textSchema } from "./basics.ts";

const nameSchema = textSchema.max(200);
const countSchema = z.int().min(0);
const partySchema = z.object({ key: z.string(), person: z.string().nullable(), unit: z.string().nullable() });

/** What stands on every document of the county. */
export const letterheadSchema = z
  .strictObject({
    organ: nameSchema.meta({ description: "Who signs (发文机关)." }),
    mark: nameSchema.meta({ description: "What stands in red at the head (发文机关标志)." }),
    addressees: textSchema.max(500),
    copies: textSchema.max(500).nullable().default(null),
    kinds: z
      .array(z.strictObject({ id: codeSchema, name: nameSchema, prefix: textSchema.max(50) }))
      .min(1)
      .max(20)
      .superRefine(distinctBy(({ id }) => id, "id"))
      .meta({ description: "The kinds of bulletins, with what their numbers begin with (机关代字)." }),
  })
  .meta({ id: "Letterhead" });

const spanShape = { from: z.iso.date(), to: z.iso.date() };

/** A bulletin as its author puts it; the figures are the engine's, the cause is a person's. */
export const bulletinRequestSchema = z
  .strictObject({
    kind: codeSchema,
    ...spanShape,
    programme: codeSchema.nullish(),
    line: codeSchema.nullish(),
    title: nameSchema.nullish().meta({ description: "Left out: made from the period and the subject." }),
    cause: textSchema.meta({ description: "Why things stand so, in a person's words." }),
    requirements: textSchema.nullish(),
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "must not come before from" })
  .meta({ id: "BulletinRequest" });

export const bulletinEditSchema = z
  .strictObject({ revision: z.int().min(1), bulletin: bulletinRequestSchema })
  .meta({ id: "BulletinEdit" });

export const bulletinApprovalSchema = z
  .strictObject({ revision: z.int().min(1).meta({ description: "The revision that was read." }) })
  .meta({ id: "BulletinApproval" });

const countsShape = {
  total: countSchema.meta({ description: "Tasks that were open in the period." }),
  closed: countSchema,
  open: countSchema,
  overdue: countSchema,
  returned: countSchema.meta({ description: "Returned for rework at least once." }),
  putUp: countSchema.meta({ description: "Put up in the period." }),
};

const figuresSchema = z.object({
  asOf: z.iso.date(),
  totals: z.object(countsShape),
  units: z
    .array(z.object({ unit: z.string(), name: z.string(), ...countsShape }))
    .meta({ description: "In the county's fixed order, those without a task too." }),
  laggards: z
    .array(
      z.object({
        task: z.uuid(),
        number: z.string(),
        title: z.string(),
        unit: z.string(),
        unitName: z.string(),
        dueOn: z.iso.date(),
        overdueWorkdays: countSchema,
      }),
    )
    .meta({ description: "Overdue tasks, by the numbers of their matters." }),
});

const entryShape = {
  id: z.uuid(),
  kind: z.string(),
  number: z.string().nullable().meta({ description: "null: not issued yet." }),
  title: z.string(),
  programme: z.string().nullable(),
  line: z.string().nullable(),
  ...spanShape,
  state: z.enum(["draft", "issued"]),
  revision: z.int(),
  authors: z.array(partySchema),
  approvals: z.array(z.object({ by: partySchema, at: shownInstantSchema })),
  approvalsNeeded: z.int(),
  mayApprove: z.boolean().meta({ description: "Whether the caller is one who may approve it now." }),
  createdAt: shownInstantSchema,
  updatedAt: shownInstantSchema,
  issuedAt: shownInstantSchema.nullable(),
};

export const bulletinEntrySchema = z.object(entryShape).meta({ id: "BulletinEntry" });

export const bulletinSchema = z
  .object({
    ...entryShape,
    cause: z.string(),
    requirements: z.string(),
    figures: figuresSchema,
    repeats: z
      .object({ of: z.string().nullable(), sentences: z.array(z.string()) })
      .meta({ description: "Sentences of cause and requirements that stand in the bulletin before it." }),
  })
  .meta({ id: "Bulletin" });

export const bulletinQuerySchema = z.strictObject({
  ...pageQuery,
  kind: codeSchema.optional(),
  year: z
    .string()
    .regex(/^\d{4}$/, "must be a year")
    .transform(Number)
    .optional()
    .meta({ type: "integer", description: "Of its number; of a draft, the year it speaks of last." }),
  programme: codeSchema.optional(),
});
