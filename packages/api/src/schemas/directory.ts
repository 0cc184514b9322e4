import { externalEventTypes, villageEventTypes } from "@duban/engine";
import { z } from "zod";
import {
  codeSchema,
  daySchema,
  distinctBy,
  instantSchema,
  roleSchema,
  shownInstantSchema,
  textSchema,
} from "./basics.ts";

const kindSchema = z.enum(["department", "township", "village", "office"]);

/** A unit as it comes in; `order` left out keeps its place, or puts a new one last. */
export const unitRequestSchema = z
  .strictObject({
    code: codeSchema,
    name: textSchema,
    kind: kindSchema,
    parent: codeSchema.nullish(),
    order: z.int().min(0).max(1_000_000).optional(),
    aliases: z.array(textSchema).max(50).default([]),
    from: daySchema
      .nullable()
      .default(null)
      .meta({ description: "The first day on which it is given tasks." }),
    until: daySchema.nullable().default(null).meta({ description: "The last one." }),
  })
  .refine(({ from, until }) => from === null || until === null || from <= until, {
    path: ["until"],
    error: "is before from",
  })
  .meta({ id: "UnitRequest" });

export const unitsRequestSchema = z
  .array(unitRequestSchema)
  .max(5_000)
  .superRefine(distinctBy((unit) => unit.code, "code"));

export const unitSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: kindSchema,
    parent: z.string().nullable(),
    order: z.int(),
    aliases: z.array(z.string()),
    from: z.string().nullable(),
    until: z.string().nullable(),
    mergedInto: z.string().nullable().meta({ description: "Where its tasks went, for good." }),
  })
  .meta({ id: "Unit" });

/** How far a supervisor's or inspector's office reaches, as it comes in: it must reach something. */
export const scopeSchema = z
  .strictObject({
    programmes: z.array(codeSchema).max(500).default([]),
    lines: z.array(codeSchema).max(500).default([]),
    units: z.array(codeSchema).max(500).default([]),
  })
  .refine(
    ({ programmes, lines, units }) => programmes.length + lines.length + units.length > 0,
    "must name a programme, a line or a unit; the whole county is meant by leaving the scope out",
  )
  .meta({
    id: "Scope",
    description: "The tasks of any of these programmes, lines or units, and of the units below them.",
  });

export const shownScopeSchema = z
  .object({ programmes: z.array(z.string()), lines: z.array(z.string()), units: z.array(z.string()) })
  .nullable()
  .meta({ id: "ShownScope", description: "Null is the whole county; of a key, what its person's is." });

export const personRequestSchema = z
  .strictObject({
    id: codeSchema,
    name: textSchema,
    unit: codeSchema,
    roles: z.array(roleSchema).max(9).default([]),
    head: z.boolean().default(false),
    contacts: z.record(z.string().max(100), z.unknown()).default({}),
    scope: scopeSchema.nullable().default(null),
  })
  .meta({ id: "PersonRequest" });

export const peopleRequestSchema = z
  .array(personRequestSchema)
  .max(5_000)
  .superRefine(distinctBy((person) => person.id, "id"));

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    roles: z.array(roleSchema),
    head: z.boolean(),
    contacts: z.record(z.string(), z.unknown()).meta({
      description: "Empty but for himself, the head of his unit and administrators.",
    }),
    scope: shownScopeSchema,
    leftAt: shownInstantSchema.nullable(),
  })
  .meta({ id: "Person" });

/** A type that is accepted from outside, with or without its prefix; kept without. */
const eventTypeSchema = z
  .string()
  .transform((type) => type.replace(/^duban\.(?:task\.)?/, ""))
  .pipe(z.enum([...externalEventTypes, ...villageEventTypes]));

export const keyRequestSchema = z
  .strictObject({
    name: textSchema.max(200),
    unit: codeSchema.nullish(),
    person: codeSchema.nullish(),
    roles: z.array(roleSchema).max(9).nullish(),
    scope: scopeSchema.nullish(),
    eventTypes: z
      .array(eventTypeSchema)
      .min(1)
      .max(50)
      .nullish()
      .meta({ description: "It may post only these, of those that its roles and unit allow." }),
    expiresAt: instantSchema.nullish(),
    signed: z
      .boolean()
      .default(false)
      .meta({ description: "Its requests are signed with it (HMAC-SHA256), and it never travels itself." }),
  })
  .meta({ id: "KeyRequest" });

export const rotationSchema = z
  .strictObject({
    overlap: z
      .int()
      .min(0)
      .max(2_592_000)
      .default(0)
      .meta({ description: "Seconds for which the present secret stays good; thirty days at most." }),
  })
  .meta({ id: "KeyRotation" });

export const newKeySchema = z
  .object({
    id: z.string(),
    key: z.string().meta({ description: "Shown this once." }),
    name: z.string(),
    unit: z.string().nullable(),
    person: z.string().nullable(),
    roles: z.array(roleSchema).nullable(),
    scope: shownScopeSchema,
    eventTypes: z.array(z.string()).nullable(),
    expiresAt: shownInstantSchema.nullable(),
    signed: z.boolean(),
  })
  .meta({ id: "NewKey" });

export const rotatedKeySchema = z
  .object({
    id: z.string(),
    key: z.string().meta({ description: "Shown this once." }),
    previousUntil: shownInstantSchema,
  })
  .meta({ id: "RotatedKey" });

export const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: z.string().nullable(),
    person: z.string().nullable(),
    roles: z.array(roleSchema).nullable(),
    scope: shownScopeSchema,
    createdAt: shownInstantSchema,
    revokedAt: shownInstantSchema.nullable(),
    eventTypes: z.array(z.string()).nullable(),
    expiresAt: shownInstantSchema.nullable(),
    signed: z.boolean(),
    rotatedAt: shownInstantSchema.nullable(),
    previousUntil: shownInstantSchema.nullable(),
    lastUsedAt: shownInstantSchema.nullable().meta({ description: "To the minute or so." }),
  })
  .meta({ id: "Key" });

const webhookTypeSchema = z
  .string()
  .regex(/^(?:duban\.task\.)?[a-zA-Z]+$/, "must be a recorded event type, as duban.task.accepted");

export const webhookRequestSchema = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }).max(2000),
    types: z.array(webhookTypeSchema).max(50).nullish(),
  })
  .meta({ id: "WebhookRequest" });

export const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    types: z.array(z.string()).nullable(),
    createdAt: shownInstantSchema,
    disabledAt: shownInstantSchema.nullable(),
    disabledWhy: z.string().nullable(),
    secret: z.string().optional().meta({ description: "Only in the answer that made the webhook." }),
  })
  .meta({ id: "Webhook" });
