import { decimalOf, fundAlarms, fundKinds } from "@duban/engine";
import { z } from "zod";
import { codeSchema, distinctBy, figureSchema, shownInstantSchema, textSchema } from "./basics.ts";

const isPositive = (figure: string | number): boolean => (decimalOf(figure)?.units ?? -1n) >= 0n;
const moneySchema = figureSchema
  .refine(isPositive, "must not be negative")
  .meta({ description: "An exact decimal, in yuan." });
const shownMoneySchema = z.string().meta({ description: "An exact decimal, in yuan." });
const dateSchema = z.iso.date();

const sourceSchema = z
  .strictObject({
    id: codeSchema,
    name: textSchema.max(200),
    kind: z.enum(fundKinds),
    amount: moneySchema,
    arrivedOn: dateSchema.nullish(),
  })
  .meta({ id: "FundSource", description: "Where money of a project comes from." });

/** A project as it comes in. */
export const projectRequestSchema = z
  .strictObject({
    name: textSchema.max(500),
    unit: codeSchema.meta({ description: "Who carries it out." }),
    paidBy: codeSchema.nullish().meta({ description: "The unit that pays, and may record payments." }),
    programme: codeSchema.nullish(),
    line: codeSchema.nullish(),
    sources: z
      .array(sourceSchema)
      .min(1)
      .max(50)
      .superRefine(distinctBy(({ id }) => id, "id")),
    tasks: z
      .array(z.strictObject({ task: z.uuid(), planned: moneySchema.default("0") }))
      .max(500)
      .default([])
      .superRefine(distinctBy(({ task }) => task.toLowerCase(), "task")),
    aheadBy: z.int().min(0).max(100).default(20).meta({
      description: "By how many points paying may run ahead of progress.",
    }),
    idleAfterDays: z.int().min(1).max(3_660).default(90),
  })
  .meta({ id: "ProjectRequest" });

/** Payments as they come in: `source` and `id` name one for ever. */
export const paymentsRequestSchema = z
  .array(
    z
      .strictObject({
        source: z.string().min(1).max(500),
        id: z.string().min(1).max(200),
        project: codeSchema,
        task: z.uuid().nullish(),
        fundSource: codeSchema.nullish(),
        amount: figureSchema
          .refine((figure) => decimalOf(figure)?.units !== 0n, "must not be 0")
          .meta({ description: "An exact decimal, in yuan; below 0: money that came back." }),
        paidOn: dateSchema,
        note: textSchema.max(500).nullish(),
      })
      .meta({ id: "PaymentRequest" }),
  )
  .min(1)
  .max(1_000);

export const paymentResultSchema = z
  .object({
    source: z.string(),
    id: z.string(),
    status: z.enum(["applied", "duplicate", "rejected"]),
    problem: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: "PaymentResult" });

const fundsShape = {
  amount: shownMoneySchema,
  planned: shownMoneySchema,
  paid: shownMoneySchema,
  left: shownMoneySchema.meta({ description: "The amount less what is paid." }),
};

/** A project as it is shown, with its money as it stands. */
export const projectSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    unit: z.string(),
    paidBy: z.string().nullable(),
    programme: z.string().nullable(),
    line: z.string().nullable(),
    ...fundsShape,
    progress: z.string().nullable().meta({ description: "Of its tasks, by what is planned for each." }),
    paidShare: z.string().nullable().meta({ description: "Paid of the amount, in percent with one digit." }),
    lastPaidOn: z.string().nullable(),
    alarms: z.array(z.enum(fundAlarms)),
    aheadBy: z.int(),
    idleAfterDays: z.int(),
    sources: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(fundKinds),
        amount: shownMoneySchema,
        paid: shownMoneySchema,
        left: shownMoneySchema,
        arrivedOn: z.string().nullable(),
      }),
    ),
    unsourced: shownMoneySchema.meta({ description: "Paid out of nobody said which source." }),
    tasks: z.array(
      z.object({
        task: z.uuid(),
        number: z.string().nullable(),
        title: z.string().nullable(),
        unit: z.string().nullable(),
        programme: z.string().nullable(),
        line: z.string().nullable(),
        progress: z.int().nullable(),
        ...fundsShape,
      }),
    ),
    createdAt: shownInstantSchema,
  })
  .meta({ id: "Project" });

export const paymentSchema = z
  .object({
    source: z.string(),
    id: z.string(),
    project: z.string(),
    task: z.uuid().nullable(),
    fundSource: z.string().nullable(),
    amount: shownMoneySchema,
    paidOn: z.string(),
    note: z.string().nullable(),
    recordedAt: shownInstantSchema,
  })
  .meta({ id: "Payment" });

const sumShape = { projects: z.int(), ...fundsShape };

/** The money of all projects, each counted once. */
export const fundsSchema = z
  .object({
    total: z.object(sumShape),
    programmes: z.array(z.object({ programme: z.string().nullable(), ...sumShape })),
    lines: z.array(z.object({ programme: z.string().nullable(), line: z.string().nullable(), ...sumShape })),
    sources: z.array(
      z.object({
        kind: z.enum(fundKinds).nullable(),
        projects: z.int(),
        amount: shownMoneySchema,
        paid: shownMoneySchema,
        left: shownMoneySchema,
      }),
    ),
    alarms: z.record(z.string(), z.int()),
  })
  .meta({ id: "Funds" });
