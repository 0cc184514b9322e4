import { type Problem, problem } from "./problem.ts";
import type { MediaType } from "./readBody.ts";

/** The media type of an Excel file (ECMA-376). */
export const excelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The problem of a body that claims to be no Excel file; undefined for one that does. */
export function excelProblem({ type }: MediaType): Problem | undefined {
  return type === excelType
    ? undefined
    : problem("unsupported-media-type", `expected ${excelType}, not ${type || "a body of no declared type"}`);
}
