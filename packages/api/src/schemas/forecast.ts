import { parseDay, parseInstant } from "@duban/engine";
import { z } from "zod";
import { codeSchema, pageQuery, roleSchema, shownInstantSchema } from "./basics.ts";

const clockNameSchema = z.enum(["sign", "stage", "report", "finish"]);

// An unencoded + arrives as a space; there is no other space in an instant.
const instantText = (text: string): string => text.replace(" ", "+");

function readUntil(text: string): { readonly instant: number } | { readonly date: number } | undefined {
  const instant = parseInstant(instantText(text));
  if (instant !== undefined) return { instant };
  return z.iso.date().safeParse(text).success ? { date: parseDay(text) } : undefined;
}

export const forecastQuerySchema = z.strictObject({
  until: z
    .string()
    .refine((text) => readUntil(text) !== undefined, "must be an RFC 3339 instant with an offset, or a date")
    .transform((text) => readUntil(text) ?? { date: 0 })
    .meta({ description: "At most a year ahead. A date stands for its last moment." }),
  unit: codeSchema.optional(),
  ...pageQuery,
});

export const forecastRungSchema = z
  .object({
    at: shownInstantSchema,
    missed: z.boolean().meta({ description: "Its instant has passed and it is still to be recorded." }),
    task: z.uuid(),
    number: z.string(),
    title: z.string(),
    unit: z.string(),
    clock: clockNameSchema,
    stage: z.string().optional(),
    generation: z.int().min(1),
    rung: z.int().min(0),
    dueAt: shownInstantSchema,
    card: z.string().nullable(),
    propose: z.string().nullable(),
    notify: z.array(
      z.object({
        role: roleSchema,
        persons: z.array(z.string()),
        reached: roleSchema.nullable().optional().meta({
          description:
            "The role it passes up to where nobody holds this one; null where nobody is reached at all.",
        }),
      }),
    ),
    tellsAt: shownInstantSchema.nullable().meta({
      description:
        "When the people named are told: at once if urgent, else within working hours; null where it tells nobody.",
    }),
    urgent: z.boolean(),
    provisional: z.boolean(),
  })
  .meta({ id: "ForecastRung" });

export const calendarPreviewSchema = z
  .object({
    items: z.array(
      z.object({
        task: z.uuid(),
        number: z.string(),
        unit: z.string(),
        clock: clockNameSchema,
        stage: z.string().optional(),
        from: shownInstantSchema,
        to: shownInstantSchema,
        provisional: z.boolean(),
      }),
    ),
    total: z.int().min(0).meta({ description: "How many would move; the list holds the first thousand." }),
  })
  .meta({ id: "CalendarPreview" });
