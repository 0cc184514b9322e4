import { z } from "zod";
import { codeSchema, distinctBy, pageQuery, shownInstantSchema, textSchema } from "./basics.ts";

const dateSchema = z.iso.date();

export const groupsRequestSchema = z
  .array(
    z
      .strictObject({
        village: codeSchema,
        code: codeSchema,
        name: textSchema.max(200),
        order: z.int().min(0).max(1_000_000).default(0),
      })
      .meta({ id: "VillageGroupRequest" }),
  )
  .max(5_000)
  .superRefine(distinctBy(({ village, code }) => `${village} ${code}`, "code"));

export const groupSchema = z
  .object({ village: z.string(), code: z.string(), name: z.string(), order: z.int() })
  .meta({ id: "VillageGroup" });

export const householdsRequestSchema = z
  .array(
    z
      .strictObject({
        id: codeSchema.meta({
          description: "Of the county's own choosing; it is shown to many, so it names nobody.",
        }),
        village: codeSchema,
        group: codeSchema.nullish(),
        memberCount: z.int().min(0).max(100).nullish(),
        name: textSchema.max(200),
        phone: textSchema.max(50).nullish(),
        address: textSchema.max(500).nullish(),
        note: textSchema.nullish(),
      })
      .meta({ id: "HouseholdRequest" }),
  )
  .max(2_000)
  .superRefine(distinctBy(({ id }) => id, "id"));

export const householdSchema = z
  .object({
    id: z.string(),
    village: z.string(),
    group: z.string().nullable(),
    memberCount: z.int().nullable(),
    name: z.string().meta({ description: "Masked." }),
    phone: z.string().nullable().meta({ description: "Masked." }),
    links: z.int().meta({ description: "Cadres it is linked with today." }),
    visitedOn: z.string().nullable().meta({ description: "The day of the last visit." }),
  })
  .meta({ id: "Household" });

export const linkSchema = z
  .object({ from: z.string(), until: z.string().nullable() })
  .extend({ person: z.string().optional(), unit: z.string().optional() })
  .meta({ id: "VillageLink", description: "Both dates are in it; `until` null has no end." });

export const wholeHouseholdSchema = householdSchema
  .extend({ revision: z.int(), linked: z.array(linkSchema) })
  .meta({ id: "WholeHousehold" });

const spanOf = { from: dateSchema, until: dateSchema.nullish() };
export const householdLinksSchema = z
  .array(z.strictObject({ person: codeSchema, ...spanOf }))
  .max(200)
  .meta({ id: "HouseholdLinksRequest" });
export const villageLinksSchema = z
  .array(z.strictObject({ unit: codeSchema, ...spanOf }))
  .max(200)
  .meta({ id: "VillageLinksRequest" });

export const revealRequestSchema = z
  .strictObject({ reason: textSchema.max(500) })
  .meta({ id: "RevealRequest", description: "Kept on the trail with who looked, when, and from where." });

export const particularsSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: "HouseholdParticulars" });

export const visitSchema = z
  .object({
    kind: z.enum(["household", "village"]),
    subject: z.string(),
    revision: z.int(),
    village: z.string(),
    household: z.string().nullable(),
    person: z.string(),
    unit: z.string(),
    on: z.string(),
    at: shownInstantSchema,
    note: z.string().nullable(),
    programmes: z.array(z.string()).nullable().meta({ description: "Null: it serves every one." }),
    needs: z.int(),
  })
  .meta({ id: "Visit" });

export const villageEventSchema = z
  .object({
    revision: z.int(),
    type: z.string(),
    at: shownInstantSchema,
    recordedAt: shownInstantSchema,
    source: z.string(),
    id: z.string(),
    actor: z.looseObject({}),
    data: z.looseObject({}),
    matters: z.array(z.object({ id: z.string(), number: z.string() })),
  })
  .meta({ id: "RecordedVillageEvent" });

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const householdQuerySchema = z.strictObject({
  village: codeSchema.optional(),
  group: codeSchema.optional(),
  person: codeSchema.optional().meta({ description: "Those linked with this person today." }),
  linked: flag.optional().meta({ description: "Only those with, or without, a cadre today." }),
  ...pageQuery,
});

export const visitQuerySchema = z.strictObject({
  village: codeSchema.optional(),
  household: codeSchema.optional(),
  person: codeSchema.optional(),
  unit: codeSchema.optional(),
  from: dateSchema.optional(),
  to: dateSchema.optional(),
  ...pageQuery,
});

const daysSchema = z.number().min(0).max(366);
export const daysRuleSchema = z
  .strictObject({ department: daysSchema, office: daysSchema, township: daysSchema, village: daysSchema })
  .meta({ id: "DaysRule", description: "Days a year in villages, by the kind of a cadre's unit." });

export const coverageQuerySchema = z.strictObject({
  unit: codeSchema.optional(),
  village: codeSchema.optional(),
  programme: codeSchema.optional(),
  from: dateSchema.optional(),
  to: dateSchema.optional(),
});

const cadresSchema = z.object({
  cadres: z.int(),
  linked: z.int(),
  visiting: z.int(),
  days: z.int(),
  owed: z.int(),
  met: z.int(),
});
const householdsSchema = z.object({
  households: z.int(),
  linked: z.int(),
  visited: z.int(),
  visits: z.int(),
  days: z.int(),
});

export const coverageSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    workdays: z.int().meta({ description: "Of the window, as far as it has passed." }),
    rule: daysRuleSchema,
    cadres: cadresSchema,
    households: householdsSchema,
    evenness: z.object({
      gini: z.number().nullable(),
      visitsMean: z.number().nullable(),
      visitsMost: z.int(),
    }),
    units: z.array(cadresSchema.extend({ unit: z.string() })),
    villages: z.array(householdsSchema.extend({ village: z.string(), township: z.string().nullable() })),
    matrix: z.array(
      z.object({
        unit: z.string(),
        village: z.string(),
        linked: z.int(),
        visited: z.int(),
        visits: z.int(),
        days: z.int(),
      }),
    ),
    gaps: z.object({
      cadres: z.array(z.string()).meta({ description: "Without a household; the first 200." }),
      households: z.array(z.string()).meta({ description: "Without a cadre; the first 200." }),
    }),
    how: z.array(z.object({ figure: z.string(), zh: z.string(), en: z.string() })),
  })
  .meta({ id: "Coverage" });
