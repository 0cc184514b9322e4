import { approvalKinds, mostCountedApprovals } from "@duban/engine";
import { z } from "zod";
import { pageQuery, shownInstantSchema, textSchema, uuidSchema } from "./basics.ts";
import { approvalStepSchema, partySchema, remainderSchema, taskSchema } from "./work.ts";

const kindSchema = z.enum(approvalKinds).meta({
  id: "ApprovalKind",
  description:
    "What is waited for: a decision on the closure, on a request, on the result, or to whom it goes.",
});

const countSchema = z.int().min(0);

const choiceSchema = z.object({
  decision: z.enum(["approve", "refuse"]).nullable().meta({
    description: "What `POST /v1/approvals/decide` calls it; null where it takes an event of its own.",
  }),
  type: z.string().meta({ description: "The event it becomes." }),
  cloudEventType: z.string(),
  reason: z.enum(["required", "optional"]),
});

const movesSchema = z
  .object({
    dueFrom: shownInstantSchema.optional(),
    dueTo: shownInstantSchema.optional(),
    workdays: z.int().optional().meta({ description: "Working days by which the due date moves." }),
    days: z.int().optional().meta({ description: "The same in calendar days." }),
    remaining: remainderSchema.nullable().optional().meta({
      description:
        "What is left of the time: held by a suspension, or to run on with if the work is returned.",
    }),
    approvals: z
      .object({ needed: z.int().min(1), given: z.array(partySchema), turn: approvalStepSchema.optional() })
      .optional(),
  })
  .meta({ id: "ApprovalMoves", description: "What a decision taken now would move." });

export const approvalSchema = z
  .object({
    kind: kindSchema,
    onBehalfOf: z.string().nullable().meta({
      description:
        "For whom the caller would decide as deputy: to be sent as On-Behalf-Of; null where it is his own.",
    }),
    task: taskSchema,
    asked: z
      .object({ by: partySchema.nullable(), text: z.string().nullable() })
      .meta({ description: "Who asked, submitted or declined, and in which words." }),
    inspected: z.object({ by: partySchema.nullable(), text: z.string().nullable() }).nullable(),
    since: shownInstantSchema,
    waitingWorkdays: countSchema.meta({ description: "Working days since, today included." }),
    moves: movesSchema,
    choices: z.array(choiceSchema),
    expectedrevision: z.int().min(1),
  })
  .meta({ id: "Approval" });

export const approvalListSchema = z.object({
  items: z.array(approvalSchema),
  next: z.string().nullable(),
  counts: z.record(kindSchema, countSchema).meta({
    description: `How many of each kind wait for the caller, counted up to ${mostCountedApprovals}.`,
  }),
});

export const approvalQuerySchema = z.strictObject({ kind: kindSchema.optional(), ...pageQuery });

/** One decision. `revision` is that of the task as it was seen: what has moved on since is not decided on. */
export const decisionSchema = z
  .strictObject({
    task: uuidSchema.transform((id) => id.toLowerCase()),
    decision: z.enum(["approve", "refuse"]),
    reason: textSchema.optional(),
    revision: z.int().min(1).max(2_147_483_647),
    id: z.string().min(1).max(200).optional().meta({
      description:
        "Of the event; made from task, revision and decision where it is left out, so that a retry is a duplicate.",
    }),
  })
  .meta({ id: "Decision" });

export type Decision = z.output<typeof decisionSchema>;

const maxDecisionCount = 1_000;

/** Each is judged by itself: one that is no `Decision` has a problem of its own as its result and harms no other. */
export const decisionsRequestSchema = z
  .strictObject({ decisions: z.array(z.union([decisionSchema, z.unknown()])).max(maxDecisionCount) })
  .meta({ id: "DecisionsRequest" });
