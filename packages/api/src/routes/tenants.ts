import {
  appendKey,
  type Caller,
  createTenant,
  defaultTimeZone,
  findTenants,
  formatInstant,
} from "@duban/engine";
import { z } from "zod";
import { adminRoles } from "../adminKey.ts";
import type { Api } from "../api.ts";
import { createToken } from "../keyToken.ts";
import { operation } from "../operation.ts";
import { type Problem, problem } from "../problem.ts";
import { newTenantSchema, tenantRequestSchema, tenantSchema } from "../schemas/tenants.ts";

/** The operator is who holds the installation's first administrator's key: no administrator of a county can make another. */
const refusal = (api: Api, caller: Caller): Problem | undefined =>
  caller.key === api.firstKeyId && caller.tenantId === api.homeTenantId
    ? undefined
    : problem("forbidden", "counties are made by the operator, with the installation's first key");

const postTenant = operation({
  method: "post",
  path: "/v1/tenants",
  id: "postTenant",
  summary: "Make a county, with its first administrator's key",
  description:
    "For the operator: the installation's first administrator's key. Nothing of one county can be seen from another.",
  tag: "tenants",
  allowed: "any",
  reads: "own",
  body: tenantRequestSchema,
  answers: [{ status: 201, description: "The county; its key is shown this once.", schema: newTenantSchema }],
  problems: ["code-taken"],
  async handle({ api, caller, body }) {
    const refused = refusal(api, caller);
    if (refused !== undefined) return refused;
    const createdAt = await api.clock.read();
    const { id: keyId, token, hash: secretHash } = createToken();
    const name = "first administrator";
    const id = await createTenant(api.database, body, createdAt, (tx, tenantId) =>
      appendKey(tx, tenantId, { ...firstKey, id: keyId, name, createdAt, secretHash }),
    );
    if (id === undefined) return problem("code-taken", `there is a county ${body.code} already`);
    return { status: 201, body: { id, ...body, key: { id: keyId, key: token } } };
  },
});

const firstKey = {
  unit: null,
  person: null,
  roles: adminRoles,
  scope: null,
  eventTypes: null,
  expiresAt: null,
  signed: false,
  sealedSecret: null,
} as const;

const getTenants = operation({
  method: "get",
  path: "/v1/tenants",
  id: "getTenants",
  summary: "The counties of this installation",
  description: "For the operator.",
  tag: "tenants",
  allowed: "any",
  reads: "own",
  answers: [
    {
      status: 200,
      description: "All of them.",
      schema: z.object({ items: z.array(tenantSchema), next: z.null() }),
    },
  ],
  async handle({ api, caller }) {
    const refused = refusal(api, caller);
    if (refused !== undefined) return refused;
    const tenants = await findTenants(api.database);
    const items = tenants.map(({ tenantId, createdAt, ...tenant }) => ({
      id: tenantId,
      ...tenant,
      createdAt: formatInstant(defaultTimeZone, createdAt),
    }));
    return { status: 200, body: { items, next: null } };
  },
});

export const tenantOperations = [postTenant, getTenants];
