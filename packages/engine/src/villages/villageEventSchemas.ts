import { z } from "zod";
import { deadlineSchema, eventIdSchema as id, eventTextSchema as text } from "../lifecycle/eventSchemas.ts";
import type { VillageEventType } from "./villageEvent.ts";

const date = z.iso.date();

const spanOf = { from: date.optional(), until: date.optional() };

/** A need heard on a visit: what the matter is to be called, and, where it is not the township's, whose it is. */
const needSchema = z
  .strictObject({
    title: text,
    requirement: text.optional(),
    lead: id.optional(),
    due: deadlineSchema.optional(),
    priority: z.enum(["normal", "urgent", "critical"]).optional(),
    programme: id.optional(),
    line: id.optional(),
  })
  .meta({ id: "Need", description: "Becomes a matter in the same act; left out, `lead` is the township's." });

/**
 * What a visit says. Neither a place nor a picture nor a check-in has a member here, and unknown ones are refused: nothing of the
 * kind can be asked of anybody.
 */
const visited = z.strictObject({
  person: id.optional(),
  note: text.optional(),
  programmes: z.array(id).min(1).max(50).optional(),
  needs: z.array(needSchema).min(1).max(10).optional(),
});

/** The data of every village event, strictly: unknown members are refused. */
export const villageEventSchemas = {
  "household.linked": z.strictObject({ person: id, ...spanOf }),
  "household.unlinked": z.strictObject({ person: id, on: date.optional() }),
  "household.visited": visited,
  "village.linked": z.strictObject({ unit: id, ...spanOf }),
  "village.unlinked": z.strictObject({ unit: id, on: date.optional() }),
  "village.visited": visited,
} as const satisfies Record<VillageEventType, z.ZodType>;

export type Visited = z.infer<typeof visited>;
export type Need = z.infer<typeof needSchema>;
