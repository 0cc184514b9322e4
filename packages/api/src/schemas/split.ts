import { z } from "zod";
import { codeSchema, distinctBy, figureSchema } from "./basics.ts";

const sharesSchema = z.record(codeSchema, figureSchema).meta({ description: "By unit." });

/** How a matter's target is shared out among the units it is split down to. */
const targetSplitSchema = z
  .strictObject({
    target: codeSchema,
    figure: figureSchema.optional().meta({
      description: "Left out: the figure of the programme's line, or what the shares by hand add up to.",
    }),
    share: z.enum(["hand", "even", "proportional"]).default("even"),
    figures: sharesSchema.optional().meta({ description: "The share of each unit, by hand." }),
    by: sharesSchema.optional().meta({ description: "What the shares are in proportion to, as households." }),
  })
  .meta({ id: "TargetSplit" });

/** One act that gives every unit a task of its own, with its share of each target. */
export const splitSchema = z
  .strictObject({
    units: z.array(codeSchema).min(1).max(200),
    targets: z
      .array(targetSplitSchema)
      .max(50)
      .default([])
      .superRefine(distinctBy(({ target }) => target, "target")),
  })
  .meta({
    id: "Split",
    description:
      "Every unit gets a task, assisting unless it leads, and its share of each target; the shares add up to the target exactly, to its last digit by largest remainders.",
  });
