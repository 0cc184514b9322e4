import { findInspectionQuota, partyOf, saveInspectionQuota } from "@duban/engine";
import { operation } from "../operation.ts";
import { quotaSchema } from "../schemas/inspections.ts";

const answers = [{ status: 200, description: "The quota in force.", schema: quotaSchema }];

const putQuota = operation({
  method: "put",
  path: "/v1/inspection-quota",
  id: "putInspectionQuota",
  summary: "Say how often a year a unit may be inspected",
  description: "Announcing more is warned of, and needs a reason.",
  tag: "inspections",
  allowed: ["leader", "systemAdmin"],
  reads: "office",
  body: quotaSchema,
  answers,
  async handle({ api, caller, body: { perYear } }) {
    const now = await api.clock.read();
    await saveInspectionQuota(api.database, caller.tenantId, perYear, partyOf(caller), now);
    return { status: 200, body: { perYear } };
  },
});

const getQuota = operation({
  method: "get",
  path: "/v1/inspection-quota",
  id: "getInspectionQuota",
  summary: "How often a year a unit may be inspected; 4 where nobody said otherwise",
  tag: "inspections",
  allowed: "any",
  reads: "public",
  answers,
  async handle({ api, caller }) {
    return { status: 200, body: { perYear: await findInspectionQuota(api.database, caller.tenantId) } };
  },
});

export const inspectionQuotaOperations = [putQuota, getQuota];
