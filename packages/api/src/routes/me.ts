import { defaultTimeZone, findDeputationsOf, findPerson, formatInstant, isInForce } from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { roleSchema, shownInstantSchema } from "../schemas/basics.ts";
import { shownScopeSchema } from "../schemas/directory.ts";

const getMe = operation({
  method: "get",
  path: "/v1/me",
  id: "getMe",
  summary: "Who the key stands for, and what time it is here",
  tag: "keys",
  allowed: "any",
  reads: "public",
  answers: [
    {
      status: 200,
      description: "The caller.",
      schema: z
        .object({
          key: z.object({ id: z.string(), name: z.string() }),
          person: z.object({ id: z.string(), name: z.string() }).nullable(),
          unit: z.string().nullable(),
          roles: z.array(roleSchema),
          scope: shownScopeSchema,
          actsFor: z.string().nullable().meta({ description: "The person for whom this call is made." }),
          deputyFor: z.array(z.string()).meta({ description: "The persons whose deputy the caller is now." }),
          now: shownInstantSchema,
          manualClock: z.boolean(),
        })
        .meta({ id: "Me" }),
    },
  ],
  async handle({ api, caller }) {
    const { tenantId, key, name, person, unit, roles, scope } = caller;
    const [holder, deputations, now] = await Promise.all([
      person === null ? undefined : findPerson(api.database, tenantId, person),
      person === null ? [] : findDeputationsOf(api.database, tenantId, person),
      api.clock.read(),
    ]);
    const inForce = deputations.filter((deputation) => isInForce(deputation, now));
    return {
      status: 200,
      body: {
        key: { id: key, name },
        person: holder === undefined ? null : { id: holder.id, name: holder.name },
        unit,
        roles,
        scope,
        actsFor: caller.actsFor?.person ?? null,
        deputyFor: [...new Set(inForce.map((deputation) => deputation.person))],
        now: formatInstant(defaultTimeZone, now),
        manualClock: api.clock.isManual,
      },
    };
  },
});

export const meOperations = [getMe];
