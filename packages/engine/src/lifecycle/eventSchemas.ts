import { z } from "zod";
import { decimalOf, decimalPattern } from "../figures/decimal.ts";
import { parseInstant } from "../time/calendar.ts";
import type { Deadline } from "../time/deadline.ts";
import type { ExternalEventType } from "./taskEvent.ts";

const maxTextLength = 4000;
const maxIdLength = 200;
const maxEvidenceCount = 50;
const maxFigureCount = 50;

/** Postgres stores neither NUL nor half a surrogate pair; one such text would fail the whole batch it arrives in. */
const isStorable = (value: string): boolean => !value.includes("\0") && !/\p{Cs}/u.test(value);
const storable = z.string().refine(isStorable, { error: "holds a character that is no text" });

/** A text that somebody writes in an event. */
export const eventTextSchema = storable.trim().min(1).max(maxTextLength);
/** The id of something that an event names. */
export const eventIdSchema = storable.trim().min(1).max(maxIdLength);
const text = eventTextSchema;
const id = eventIdSchema;
const count = z.int().min(1).max(10_000);

/** A deadline in exactly one of the five forms of time.md 4; unknown members are refused. */
export const deadlineSchema: z.ZodType<Deadline> = z
  .union(
    [
      z.strictObject({ workdays: count }),
      z.strictObject({ days: count }),
      z.strictObject({ on: z.iso.date() }),
      z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
      z.strictObject({
        at: z.iso.datetime({ offset: true }).refine((at) => parseInstant(at) !== undefined),
      }),
    ],
    {
      error:
        'a deadline is one of { "workdays": 1–10000 }, { "days": 1–10000 }, { "on": "YYYY-MM-DD" }, { "month": "YYYY-MM" }, { "at": RFC 3339 with offset }',
    },
  )
  .meta({
    id: "Deadline",
    description: "Counted from the day after the start.",
  });

/** What a unit shows for its work; the engine keeps the address, never the thing itself. */
export const evidenceSchema = z
  .array(
    z.strictObject({
      name: text,
      url: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .refine(isStorable),
      sha256: z
        .string()
        .regex(/^[0-9a-fA-F]{64}$/)
        .optional(),
    }),
  )
  .max(maxEvidenceCount);

/** An exact decimal: text, or a number that is one when written out. */
export const figureSchema = z
  .union([z.string().regex(decimalPattern), z.number().refine((value) => decimalOf(value) !== undefined)], {
    error: "a figure is a decimal of at most 15 digits before and 6 after the point, as text or as a number",
  })
  .meta({ id: "Figure" });

/** How much of each target is done so far, by the target's id. */
const figuresSchema = z
  .record(id, figureSchema)
  .refine((figures) => Object.keys(figures).length <= maxFigureCount, `at most ${maxFigureCount} figures`);

/** The units that must countersign from now on; none: no signature is needed any more. */
const countersigners = z
  .array(id)
  .max(200)
  .refine((units) => new Set(units).size === units.length, "names a unit twice");

const reason = z.strictObject({ reason: text });
const note = z.strictObject({ note: text.optional() });
const findings = z.strictObject({ findings: text });
const dueAndReason = z.strictObject({ due: deadlineSchema, reason: text });

/**
 * The data of every event type from outside, strictly: unknown members are refused.
 *
 * The same schemas parse requests, make the OpenAPI document and describe the operations of a task.
 */
export const eventDataSchemas = {
  accepted: z.strictObject({ handler: id.optional() }),
  declined: reason,
  reassigned: z.strictObject({
    unit: id,
    reason: text,
    due: deadlineSchema.optional(),
  }),
  progressed: z.strictObject({
    progress: z.int().min(0).max(100).optional(),
    note: text,
    stage: id.optional(),
    figures: figuresSchema.optional(),
    evidence: evidenceSchema.optional(),
  }),
  submitted: z.strictObject({
    result: text,
    figures: figuresSchema.optional(),
    evidence: evidenceSchema.optional(),
  }),
  passed: findings,
  failed: reason,
  closureApproved: note,
  closureRefused: reason,
  extensionRequested: dueAndReason,
  extensionGranted: z.strictObject({ due: deadlineSchema.optional(), note: text.optional() }),
  extensionRefused: reason,
  suspensionRequested: reason,
  suspensionGranted: note,
  suspensionRefused: reason,
  resumed: note,
  urged: note,
  waived: reason,
  terminated: reason,
  reopened: dueAndReason,
  lookbackPassed: findings,
  lookbackFailed: dueAndReason,
  countersigned: note,
  countersignRefused: reason,
  countersignersNamed: z.strictObject({ units: countersigners, reason: text }),
} as const satisfies Record<ExternalEventType, z.ZodType>;

/** The parsed data of each event type from outside. */
export type ExternalEventData = {
  readonly [Type in ExternalEventType]: Readonly<z.infer<(typeof eventDataSchemas)[Type]>>;
};
