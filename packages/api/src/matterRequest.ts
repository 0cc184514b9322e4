import type { ApprovalStep, MatterRequest } from "@duban/engine";
import type { z } from "zod";
import type { matterRequestSchema } from "./schemas/work.ts";

/** The matter that a request means: what it leaves out is null. */
export function matterRequestOf(body: z.output<typeof matterRequestSchema>): MatterRequest {
  const { approvalChain, ...rest } = body;
  const { programme = null, line = null, requirement = null } = rest;
  const request = { ...rest, programme, line, requirement };
  if (approvalChain === undefined) return request;
  return { ...request, approvals: approvalChain.length, approvalChain: approvalChain.map(stepOf) };
}

type Step = NonNullable<z.output<typeof matterRequestSchema>["approvalChain"]>[number];

/** What a step leaves out is left out of what is recorded too. */
const stepOf = ({ role, unit, person }: Step): ApprovalStep => ({
  role,
  ...(unit === undefined ? {} : { unit }),
  ...(person === undefined ? {} : { person }),
});
