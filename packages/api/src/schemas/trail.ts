import { mostUnsealed, trailKinds } from "@duban/engine";
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

const countsSchema = z.object({ events: z.int(), trail: z.int(), villageEvents: z.int() });

export const sealStateSchema = z
  .object({
    last: z
      .object({
        number: z.int(),
        at: shownInstantSchema,
        hash: z.string(),
        key: z.string().nullable().meta({ description: "The id of the key that signed it." }),
        upTo: countsSchema.meta({ description: "Up to which positions everything is sealed." }),
      })
      .nullable()
      .meta({ description: "The last seal: a signed checkpoint of all before it." }),
    unsealed: countsSchema.meta({
      description: `How many records wait to be sealed, each counted up to ${mostUnsealed}.`,
    }),
    verification: z
      .object({
        at: shownInstantSchema,
        outcome: z.enum(["whole", "altered"]),
        findings: z.int(),
        records: z.int(),
        seals: z.int(),
        head: z.object({ number: z.int(), hash: z.string() }),
      })
      .nullable()
      .meta({ description: "The last run of `npm run verify` that is on the trail." }),
  })
  .meta({ id: "SealState" });
