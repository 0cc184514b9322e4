import type { ApprovalStep, MatterRequest, MatterTarget } from "@duban/engine";
import type { z } from "zod";
import type { matterRequestSchema } from "./schemas/work.ts";

/** The matter that a request means: what it leaves out is null; the units it is split down to assist, in their order. */
export function matterRequestOf(
  { split, approvalChain, countersign, ...body }: z.output<typeof matterRequestSchema>,
  targets: readonly MatterTarget[] = [],
): MatterRequest {
  const { programme = null, line = null, requirement = null, lead } = body;
  const more = split?.units.filter((unit) => unit !== lead && !body.assist.includes(unit)) ?? [];
  const assist = [...body.assist, ...more];
  return {
    ...body,
    programme,
    line,
    requirement,
    assist,
    ...(targets.length === 0 ? {} : { targets }),
    ...(countersign === true ? { countersign } : {}),
    ...(approvalChain === undefined
      ? {}
      : { approvals: approvalChain.length, approvalChain: approvalChain.map(stepOf) }),
  };
}

type Step = NonNullable<z.output<typeof matterRequestSchema>["approvalChain"]>[number];

/** What a step leaves out is left out of what is recorded too. */
const stepOf = ({ role, unit, person }: Step): ApprovalStep => ({
  role,
  ...(unit === undefined ? {} : { unit }),
  ...(person === undefined ? {} : { person }),
});
