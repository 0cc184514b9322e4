import { letterKinds } from "@duban/documents";
import { z } from "zod";
import { codeSchema, pageQuery } from "./basics.ts";

/** An official document in its words, for who shows it in a page of his own; the Word file and the web page say the same. */
export const officialDocumentSchema = z
  .object({
    mark: z.string().meta({ description: "What stands in red at the head (发文机关标志)." }),
    number: z.string().nullable(),
    title: z.string(),
    addressees: z.string(),
    body: z.array(z.object({ kind: z.enum(["heading", "subheading", "paragraph"]), text: z.string() })),
    organ: z.string(),
    issuedOn: z.iso.date().nullable(),
    copies: z.string().nullable(),
    annexes: z.array(
      z.object({
        title: z.string(),
        columns: z.array(z.string()),
        rows: z.array(z.array(z.string())),
      }),
    ),
    card: z.string().optional().meta({ description: "The colour of a supervision sheet." }),
  })
  .meta({ id: "OfficialDocument" });

const letterShape = {
  kind: z.enum(letterKinds),
  revision: z.int().meta({ description: "Of the event it follows from." }),
  on: z.iso.date(),
};

export const letterSchema = z.object(letterShape).meta({ id: "Letter" });

/** A letter in the county's list, with the task it is about. */
export const letterEntrySchema = z
  .object({
    ...letterShape,
    task: z.uuid(),
    number: z.string(),
    title: z.string(),
    unit: z.string().meta({ description: "Whom it went to." }),
    card: z.string().nullable(),
  })
  .meta({ id: "LetterEntry" });

export const letterQuerySchema = z.strictObject({
  ...pageQuery,
  kind: z.enum(letterKinds).optional(),
  unit: codeSchema.optional(),
});
