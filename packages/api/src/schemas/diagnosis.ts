import { z } from "zod";
import { codeSchema } from "./basics.ts";

const countSchema = z.int().min(0);
const figureSchema = z.number().nullable();
const spanShape = { from: z.iso.date(), to: z.iso.date() };
const lineShape = {
  programme: z.string(),
  line: z.string(),
  name: z.string().meta({ description: "The line's name; its id where none is defined." }),
  weight: z.number().nullable(),
  centralWork: z.array(z.string()).meta({ description: "The central works it serves." }),
};

/** How a figure is computed and what to look at, in both languages; it stands beside every figure. */
const explained = <Shape extends z.ZodRawShape>(id: string, shape: Shape) =>
  z
    .object({
      ...shape,
      how: z.object({ zh: z.string(), en: z.string() }),
      lookAt: z.object({ zh: z.string(), en: z.string() }),
    })
    .meta({ id });

export const diagnosisQuerySchema = z.strictObject({
  unit: codeSchema.optional(),
  programme: codeSchema.optional(),
  line: codeSchema.optional(),
  from: z.iso.date().optional().meta({ description: "Left out: twelve weeks up to the last date." }),
  to: z.iso.date().optional().meta({ description: "The last date. Left out: today." }),
});

export const diagnosisSchema = z
  .object({
    scope: z.object({
      unit: z.string().nullable(),
      programme: z.string().nullable(),
      line: z.string().nullable(),
    }),
    ...spanShape,
    workdays: countSchema,
    reports: countSchema,
    openTasks: countSchema,
    provisional: z.boolean().meta({ description: "Some date has no list of days loaded: weekends only." }),
    tightAndLoose: explained("TightAndLoose", {
      burstiness: figureSchema.meta({ description: "-1 to 1; null: not enough to say." }),
      gaps: z.array(countSchema).meta({ description: "In working days, the window's edges counted." }),
    }),
    gustOfWind: explained("GustOfWind", {
      gini: figureSchema,
      byChance: figureSchema,
      gust: figureSchema.meta({ description: "0 to 1; null: not enough to say." }),
      weeks: z.array(z.object({ ...spanShape, reports: countSchema })),
      silentWeeks: countSchema,
      longestSilence: z.object({ ...spanShape, workdays: countSchema }).nullable(),
      crowds: z.array(
        z.object({
          ...spanShape,
          level: z.int().min(1),
          marks: z.array(z.object({ kind: z.enum(["deadline", "inspection"]), on: z.iso.date() })),
        }),
      ),
      lastMinute: figureSchema.meta({ description: "The share of reports, 0 to 1." }),
    }),
    lopsided: explained("Lopsided", {
      evenness: figureSchema,
      planFit: figureSchema,
      lines: z.array(z.object({ ...lineShape, reports: countSchema })),
      forgotten: z.array(z.object(lineShape)),
    }),
    twoSkins: explained("TwoSkins", {
      detachedTasks: figureSchema,
      detachedEffort: figureSchema,
      centralWorks: z.array(
        z.object({ id: z.string(), name: z.string(), tasks: countSchema, reports: countSchema }),
      ),
      unserved: z.array(z.string()),
      unservedShare: figureSchema,
      crowding: figureSchema.meta({ description: "Spearman's rank correlation; null under 12 weeks." }),
    }),
    closing: explained("Closing", {
      closed: countSchema,
      onTime: countSchema,
      late: countSchema,
      returned: countSchema,
      extended: countSchema,
      sprungBack: countSchema,
      meanWorkdaysAt: z
        .object({
          unit: z.number(),
          inspector: z.number(),
          supervisor: z.number(),
          suspended: z.number(),
        })
        .nullable(),
      slowestDesk: z.enum(["unit", "inspector", "supervisor", "suspended"]).nullable(),
      lateTasks: z.array(z.object({ task: z.uuid(), number: z.string() })),
    }),
  })
  .meta({ id: "Diagnosis" });
