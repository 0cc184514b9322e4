import type { Conflict, InspectionAct, InspectionPlan } from "@duban/engine";
import type { z } from "zod";
import type { inspectionActSchema, inspectionRequestSchema } from "./schemas/inspections.ts";

type Request = z.output<typeof inspectionRequestSchema>;

/** The plan that a request means, and the conflicts it names: what is left out is null. */
export function inspectionPlanOf({ conflicts, scope, publicValue, ...plan }: Request): {
  readonly plan: InspectionPlan;
  readonly conflicts: readonly Conflict[];
} {
  const { programme = null, line = null } = scope;
  return {
    plan: { ...plan, scope: { ...scope, programme, line }, publicValue: publicValue ?? null },
    conflicts: conflicts.map(conflictOf),
  };
}

const conflictOf = ({
  unit = null,
  person = null,
  note = null,
  ...rest
}: Request["conflicts"][number]): Conflict => ({
  ...rest,
  unit,
  person,
  note,
});

/** The act that a request means: what it leaves out is null. */
export function inspectionActOf(body: z.output<typeof inspectionActSchema>): InspectionAct {
  switch (body.type) {
    case "conflictDeclared": {
      const { type, ...conflict } = body;
      return { type, ...conflictOf(conflict) };
    }
    case "announced": {
      const { publicValue = null, warned = null, reason = null } = body;
      return { type: body.type, publicValue, warned, reason };
    }
    case "found":
      return { ...body, points: body.points.map(({ note = null, ...point }) => ({ ...point, note })) };
    case "concluded":
      return { ...body, rectify: body.rectify ?? null };
    case "lookedBack":
      return { ...body, note: body.note ?? null };
    default:
      return body;
  }
}
