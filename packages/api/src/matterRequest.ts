import type { MatterRequest } from "@duban/engine";
import type { z } from "zod";
import type { matterRequestSchema } from "./schemas/work.ts";

/** The matter that a request means: what it leaves out is null. */
export function matterRequestOf(body: z.output<typeof matterRequestSchema>): MatterRequest {
  const { programme = null, line = null, requirement = null } = body;
  return { ...body, programme, line, requirement };
}
