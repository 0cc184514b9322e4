import { trailKinds } from "@duban/engine";
import { z } from "zod";
import { instantSchema, pageQuery, shownInstantSchema } from "./basics.ts";

const kindSchema = z.enum(trailKinds).meta({ id: "TrailKind" });
const exactly = z.string().min(1).max(400).optional();

export const trailQuerySchema = z.strictObject({
  kind: kindSchema.optional(),
  key: exactly.meta({ description: "The id of the key that asked." }),
  person: exactly.meta({ description: "Who asked, or on whose behalf." }),
  action: exactly.meta({ description: "The id of an operation, or the type of an event." }),
  target: exactly.meta({ description: "The path, or the task's id." }),
  outcome: exactly.meta({ description: "`done`, or the kind of the problem." }),
  from: instantSchema.optional(),
  until: instantSchema.optional().meta({ description: "Up to but not including this instant." }),
  ...pageQuery,
});

export const trailEntrySchema = z
  .object({
    position: z.int(),
    at: shownInstantSchema,
    kind: kindSchema,
    actor: z.object({
      key: z.string().nullable(),
      person: z.string().nullable(),
      unit: z.string().nullable(),
    }),
    onBehalfOf: z.string().nullable(),
    action: z.string(),
    target: z.string().nullable(),
    address: z.string().nullable(),
    outcome: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "TrailEntry" });
