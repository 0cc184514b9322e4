import { z } from "zod";
import { codeSchema, shownInstantSchema, textSchema } from "./basics.ts";

export const mergingRequestSchema = z
  .strictObject({
    into: codeSchema,
    people: z
      .boolean()
      .default(false)
      .meta({ description: "Whether its people move too, none of them as head." }),
    reason: textSchema,
  })
  .meta({ id: "MergingRequest" });

export const leavingRequestSchema = z
  .strictObject({
    successor: codeSchema.meta({ description: "Whom everything goes to that waits for the person." }),
    reason: textSchema,
  })
  .meta({ id: "LeavingRequest" });

export const successionSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["unit", "person"]),
    subject: z.string(),
    successor: z.string(),
    reason: z.string(),
    begunAt: shownInstantSchema,
    moved: z.int().meta({ description: "Tasks, each with a recorded `transferred`." }),
    doneAt: shownInstantSchema.nullable().meta({
      description: "Null while there are tasks to move: the workers go on, and so does the same call again.",
    }),
  })
  .meta({ id: "Succession" });

export const mergingCountsSchema = z
  .object({
    tasks: z.int().meta({ description: "Open or closed, its own or with a part of it." }),
    people: z.int().meta({ description: "Who move only if asked." }),
    units: z.int().meta({ description: "Below it." }),
    villageLinks: z.int(),
    households: z.int(),
    projects: z.int(),
    inspections: z.int(),
  })
  .meta({ id: "MergingCounts" });
