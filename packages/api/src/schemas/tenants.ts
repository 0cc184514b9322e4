import { z } from "zod";
import { shownInstantSchema, textSchema } from "./basics.ts";

export const tenantRequestSchema = z
  .strictObject({
    code: z
      .string()
      .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/, "must be letters, digits, dots or dashes")
      .meta({ description: "The county's division code (GB/T 2260), or another short name." }),
    name: textSchema.max(200),
  })
  .meta({ id: "TenantRequest" });

export const tenantSchema = z
  .object({ id: z.int(), code: z.string(), name: z.string(), createdAt: shownInstantSchema })
  .meta({ id: "Tenant" });

export const newTenantSchema = z
  .object({
    id: z.int(),
    code: z.string(),
    name: z.string(),
    key: z.object({
      id: z.string(),
      key: z.string().meta({ description: "The county's first administrator's. Shown this once." }),
    }),
  })
  .meta({ id: "NewTenant" });
