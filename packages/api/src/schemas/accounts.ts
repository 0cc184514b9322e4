import { z } from "zod";
import { codeSchema, roleSchema, shownInstantSchema } from "./basics.ts";

const passwordSchema = z.string().min(1).max(1_000);
const stageSchema = z.enum(["secondFactor", "passwordChange", "whole"]);

export const signInRequestSchema = z
  .strictObject({
    person: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .meta({ description: "His id, or his name where it is the only one." }),
    password: passwordSchema,
    county: codeSchema
      .optional()
      .meta({ description: "A tenant's code; left out, this installation's county." }),
  })
  .meta({ id: "SignInRequest" });

export const codeRequestSchema = z
  .strictObject({
    code: z.string().min(6).max(60).meta({ description: "Of the authenticator, or a recovery code." }),
  })
  .meta({ id: "CodeRequest" });

export const passwordRequestSchema = z
  .strictObject({ password: passwordSchema })
  .meta({ id: "PasswordRequest" });

export const passwordChangeSchema = z
  .strictObject({ current: passwordSchema, next: passwordSchema })
  .meta({ id: "PasswordChange" });

export const currentSessionSchema = z
  .object({
    person: z.object({ id: z.string(), name: z.string() }),
    stage: stageSchema.meta({
      description:
        "What is still wanted: a second factor, another password; only a whole session may do anything.",
    }),
    way: z.enum(["password", "provider"]),
    csrfToken: z
      .string()
      .meta({ description: "To be sent as x-duban-csrf with every call that is not a GET." }),
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    idleMinutes: z.int(),
    expiresAt: shownInstantSchema,
  })
  .meta({ id: "CurrentSession" });

export const sessionStateSchema = z
  .object({
    session: currentSessionSchema.nullable(),
    ways: z.object({
      password: z.boolean(),
      provider: z
        .object({ name: z.string(), path: z.string() })
        .nullable()
        .meta({ description: "Where a browser goes to sign in by the county's provider." }),
    }),
  })
  .meta({ id: "SessionState" });

export const enrolmentSchema = z
  .object({
    secret: z.string(),
    uri: z.string().meta({ description: "For the QR code that an authenticator reads." }),
  })
  .meta({ id: "Enrolment" });

export const recoveryCodesSchema = z
  .object({ recoveryCodes: z.array(z.string()).meta({ description: "Shown this once; each is good once." }) })
  .meta({ id: "RecoveryCodes" });

export const sessionSchema = z
  .object({
    id: z.string(),
    way: z.enum(["password", "provider"]),
    stage: stageSchema,
    isThis: z.boolean(),
    createdAt: shownInstantSchema,
    seenAt: shownInstantSchema,
    expiresAt: shownInstantSchema,
    address: z.string().nullable(),
    agent: z.string().nullable(),
  })
  .meta({ id: "Session" });

export const accountRequestSchema = z
  .strictObject({
    person: codeSchema,
    password: z
      .boolean()
      .default(true)
      .meta({ description: "False: without a password; he signs in by the provider only." }),
  })
  .meta({ id: "AccountRequest" });

export const accountChangeSchema = z
  .strictObject({
    locked: z.boolean(),
    reason: z.string().trim().min(1).max(1_000).optional(),
  })
  .refine(({ locked, reason }) => !locked || reason !== undefined, {
    path: ["reason"],
    message: "a lock wants its reason",
  })
  .meta({ id: "AccountChange" });

export const accountSchema = z
  .object({
    person: z.string(),
    name: z.string(),
    unit: z.string(),
    roles: z.array(roleSchema),
    hasPassword: z.boolean(),
    mustChange: z.boolean(),
    hasSecondFactor: z.boolean(),
    lockedAt: shownInstantSchema.nullable(),
    lockReason: z.string().nullable(),
    createdAt: shownInstantSchema,
    lastSignInAt: shownInstantSchema.nullable(),
  })
  .meta({ id: "Account" });

export const newAccountSchema = z
  .object({
    person: z.string(),
    password: z
      .string()
      .nullable()
      .meta({ description: "Shown this once, good for seven days, to be changed at the first sign-in." }),
  })
  .meta({ id: "NewAccount" });
