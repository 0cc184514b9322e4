import { workStates } from "@duban/engine";
import { z } from "zod";
import { codeSchema, deadlineSchema, distinctBy, shownInstantSchema, textSchema } from "./basics.ts";
import { splitSchema } from "./split.ts";

const sourceSchema = z.strictObject({
  kind: z.enum(["meeting", "instruction", "document", "hotline", "proposal", "petition", "other"]),
  ref: textSchema.optional(),
});

const prioritySchema = z.enum(["normal", "urgent", "critical"]);

/** A stage of the work (节点) with its deadline, counted from the assignment. */
const stageTermsSchema = z
  .strictObject({ name: textSchema.max(200), due: deadlineSchema })
  .meta({ id: "Stage" });

/** How often the unit reports: on a weekday (1 Monday to 7 Sunday), or a day of the month. */
const reportEverySchema = z
  .union(
    [z.strictObject({ weekly: z.int().min(1).max(7) }), z.strictObject({ monthly: z.int().min(1).max(31) })],
    {
      error: 'must be one of { "weekly": 1–7 }, { "monthly": 1–31 }',
    },
  )
  .meta({
    id: "ReportEvery",
    description: "Where the day rests, the report is due on the next working day.",
  });

export const approvalStepSchema = z
  .strictObject({
    role: z.enum(["supervisor", "leader"]),
    unit: codeSchema.optional(),
    person: codeSchema.optional(),
  })
  .meta({
    id: "ApprovalStep",
    description: "Who: a holder of the role, of that unit or that person if named.",
  });

/** Who approves the closure, in which order. */
const approvalChainSchema = z.array(approvalStepSchema).min(1).max(10).meta({
  description:
    "The steps in their order; a refusal at any of them returns the work, and the chain starts anew.",
});

/** A matter as it is asked for. */
export const matterRequestSchema = z
  .strictObject({
    title: textSchema.max(500),
    source: sourceSchema,
    programme: codeSchema.nullish(),
    line: codeSchema.nullish(),
    priority: prioritySchema.default("normal"),
    requirement: textSchema.nullish(),
    lead: codeSchema,
    assist: z.array(codeSchema).max(200).default([]),
    due: deadlineSchema,
    signWithin: deadlineSchema.default({ workdays: 1 }),
    ladder: codeSchema.default("default"),
    calendar: codeSchema.default("default"),
    approvals: z
      .int()
      .min(1)
      .max(10)
      .default(1)
      .meta({ description: "With a chain, as many as it has steps." }),
    approvalChain: approvalChainSchema.optional(),
    countersign: z.boolean().optional().meta({
      description:
        "The assisting units must countersign (会签) before the lead may submit; asked of every unit that has a part beside the lead.",
    }),
    maxExtensions: z.int().min(0).max(10).default(1),
    stages: z
      .array(stageTermsSchema)
      .max(50)
      .default([])
      .superRefine(distinctBy((stage) => stage.name, "name")),
    reportEvery: reportEverySchema.nullable().default(null),
    split: splitSchema.optional(),
  })
  .superRefine(({ lead, assist, split, countersign }, context) => {
    const others = [...assist, ...(split?.units ?? [])].filter((unit) => unit !== lead);
    if (countersign === true && others.length === 0) {
      const message = "no unit assists, so nobody could countersign";
      context.addIssue({ code: "custom", path: ["countersign"], message });
    }
  })
  .superRefine(({ lead, assist, split, approvals, approvalChain = [] }, context) => {
    if (approvals !== 1 && approvalChain.length > 0 && approvals !== approvalChain.length) {
      const message = `the chain has ${approvalChain.length} steps, and each is one approval`;
      context.addIssue({ code: "custom", path: ["approvals"], message });
    }
    for (const [index, { unit, person }] of approvalChain.entries()) {
      const isTwice = person !== undefined && approvalChain.findIndex((one) => one.person === person) < index;
      if (isTwice) {
        const message = `"${person}" has a step already`;
        context.addIssue({ code: "custom", path: ["approvalChain", index, "person"], message });
      }
      if (unit !== undefined && [lead, ...assist, ...(split?.units ?? [])].includes(unit)) {
        const message = `"${unit}" would approve its own work`;
        context.addIssue({ code: "custom", path: ["approvalChain", index, "unit"], message });
      }
    }
    for (const [index, unit] of (split?.units ?? []).entries()) {
      if (split?.units.indexOf(unit) !== index) {
        context.addIssue({
          code: "custom",
          path: ["split", "units", index],
          message: `"${unit}" is there twice`,
        });
      }
    }
    for (const [index, unit] of assist.entries()) {
      if (unit === lead || assist.indexOf(unit) < index) {
        context.addIssue({
          code: "custom",
          path: ["assist", index],
          message: `"${unit}" has a part already`,
        });
      }
    }
  })
  .meta({ id: "MatterRequest" });

export const stateSchema = z.enum(workStates).meta({ id: "TaskState" });
const countSchema = z.int().min(0);

export const remainderSchema = z
  .union([
    z.object({ workdays: z.int() }),
    z.object({ days: z.int() }),
    z.object({ milliseconds: z.number() }),
  ])
  .meta({ id: "Remainder", description: "What is left while a clock is held, in its deadline's own unit." });

const clockSchema = z
  .object({
    name: z.enum(["sign", "stage", "report", "finish"]),
    state: z.enum(["running", "held", "done"]),
    dueAt: shownInstantSchema.nullable(),
    remaining: remainderSchema.nullable(),
    generation: z.int().min(1),
    nextRungAt: shownInstantSchema.nullable(),
    provisional: z.boolean(),
  })
  .meta({ id: "Clock" });

export const partySchema = z
  .object({
    key: z.string(),
    person: z.string().nullable(),
    unit: z.string().nullable(),
    onBehalfOf: z.string().optional().meta({ description: "For whom the person acted as deputy." }),
    homeUnit: z
      .string()
      .optional()
      .meta({ description: "The person's own unit, of a deputy and of who sends by a key of another unit." }),
  })
  .meta({ id: "Party" });

const countersignSchema = z
  .object({
    units: z
      .array(z.string())
      .meta({ description: "Those that must, in the order in which they were asked." }),
    missing: z.array(z.string()).meta({ description: "Those of them that have not signed." }),
    said: z.array(
      z.object({
        unit: z.string(),
        by: partySchema,
        at: shownInstantSchema,
        refusal: z.string().nullable().meta({ description: "Why it did not sign; null where it did." }),
      }),
    ),
  })
  .meta({ id: "Countersigning", description: "Null where the matter asks for none of this task." });

export const taskSchema = z
  .object({
    id: z.uuid(),
    matter: z.uuid(),
    number: z.string(),
    title: z.string(),
    programme: z.string().nullable(),
    line: z.string().nullable(),
    priority: prioritySchema,
    unit: z.string(),
    role: z.enum(["lead", "assist"]),
    handler: z.string().nullable(),
    definition: z.object({ id: z.string(), version: z.int() }),
    state: stateSchema,
    stateSince: shownInstantSchema,
    revision: z.int().min(1),
    card: z.string(),
    signBy: shownInstantSchema.nullable(),
    dueAt: shownInstantSchema.nullable(),
    provisional: z.boolean(),
    overdue: z.boolean(),
    workdaysLeft: countSchema.nullable().meta({
      description: "Working days from tomorrow to the due date; null where none runs or it has passed.",
    }),
    overdueWorkdays: countSchema,
    lateWorkdays: countSchema.meta({
      description: "How late the work is or was when its clock last stopped.",
    }),
    progress: z.int().min(0).max(100),
    reworks: countSchema,
    extensions: countSchema,
    urges: countSchema,
    request: z
      .object({
        kind: z.enum(["extension", "suspension"]),
        reason: z.string(),
        due: deadlineSchema.optional(),
      })
      .nullable(),
    clocks: z.array(clockSchema),
    countersign: countersignSchema.nullable(),
    stages: z.array(
      z.object({
        name: z.string(),
        due: deadlineSchema,
        state: z.enum(["met", "current", "waiting", "skipped"]),
        dueAt: shownInstantSchema
          .optional()
          .meta({ description: "While it is current or waiting, and runs." }),
        metAt: shownInstantSchema.optional(),
      }),
    ),
    reportEvery: reportEverySchema.nullable(),
    targets: z
      .array(z.object({ id: z.string(), share: z.string().nullable(), reported: z.string().nullable() }))
      .meta({ description: "Its share of each target, and what was last reported; exact decimals." }),
    createdAt: shownInstantSchema,
    updatedAt: shownInstantSchema,
  })
  .meta({ id: "Task" });

export const matterSchema = z
  .object({
    id: z.uuid(),
    number: z.string(),
    state: z.enum(["open", "closed", "terminated"]),
    title: z.string(),
    source: sourceSchema,
    programme: z.string().nullable(),
    line: z.string().nullable(),
    priority: prioritySchema,
    requirement: z.string().nullable(),
    lead: z.string(),
    assist: z.array(z.string()),
    due: deadlineSchema,
    signWithin: deadlineSchema,
    ladder: z.string(),
    calendar: z.string(),
    approvals: z.int(),
    approvalChain: approvalChainSchema.optional(),
    countersign: z
      .boolean()
      .meta({ description: "The assisting units countersign before the lead submits." }),
    maxExtensions: z.int(),
    stages: z.array(stageTermsSchema),
    reportEvery: reportEverySchema.nullable(),
    targets: z
      .array(z.object({ id: z.string(), figure: z.string(), shares: z.record(z.string(), z.string()) }))
      .meta({ description: "What it is to deliver, and the share of each unit; exact decimals." }),
    duty: z.object({ id: z.string(), on: z.string() }).optional().meta({
      description: "The recurring duty that made it, and the date of its rule.",
    }),
    createdAt: shownInstantSchema,
    tasks: z.array(taskSchema),
  })
  .meta({ id: "Matter" });

export const recordedEventSchema = z
  .object({
    revision: z.int().min(1),
    type: z.string(),
    at: shownInstantSchema,
    recordedAt: shownInstantSchema,
    source: z.string(),
    id: z.string(),
    actor: partySchema,
    right: z.string().nullable().meta({
      description:
        "By which right it was sent: the relation to the task, and what made it hold, as `unit:head` or `supervisor:programme`; null where it was recorded before rights were.",
    }),
    data: z.record(z.string(), z.unknown()),
    state: stateSchema,
    unit: z.string(),
  })
  .meta({ id: "RecordedEvent" });

export const operationSchema = z
  .object({
    type: z.string(),
    cloudEventType: z.string(),
    schema: z.record(z.string(), z.unknown()).meta({ description: "JSON Schema of the event's data." }),
  })
  .meta({ id: "TaskOperation" });

export const operationListSchema = z.object({
  items: z.array(operationSchema),
  next: z.null(),
  refused: z.array(
    z.object({
      type: z.string(),
      kind: z.enum(["forbidden", "not-accepted", "four-eyes"]),
      detail: z
        .string()
        .meta({ description: "The reason in a sentence: what sending it would be answered." }),
      senders: z.array(z.string()).meta({ description: "Who may: unit, supervisor, inspector." }),
      recusal: z.string().nullable().meta({ description: "What stands against it, where four eyes do." }),
    }),
  ),
});

// Ids that follow from what they are of are 128 bits of a hash: written as a UUID, of none of its versions.
const derivedIdSchema = z.guid();

export const noticeSchema = z
  .object({
    id: derivedIdSchema,
    person: z.string(),
    task: z.uuid(),
    revision: z.int(),
    subject: z.string(),
    urgent: z.boolean(),
    text: z.string(),
    textEn: z.string(),
    facts: z.record(z.string(), z.unknown()),
    createdAt: shownInstantSchema,
    sendAt: shownInstantSchema,
    message: derivedIdSchema.nullable(),
    sentAt: shownInstantSchema.nullable(),
  })
  .meta({ id: "Notice" });

export const deliverySchema = z
  .object({
    id: derivedIdSchema,
    task: z.uuid(),
    revision: z.int(),
    type: z.string(),
    state: z.enum(["waiting", "delivered", "failed"]),
    attemptCount: countSchema,
    nextAttemptAt: shownInstantSchema.nullable(),
    createdAt: shownInstantSchema,
    settledAt: shownInstantSchema.nullable(),
    attempts: z.array(
      z.object({
        attempt: z.int(),
        at: shownInstantSchema,
        durationMs: countSchema,
        status: z.int().nullable(),
        outcome: z.string(),
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "Delivery" });
