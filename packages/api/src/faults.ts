import type { z } from "zod";
import type { Fault } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** What a schema found wrong, each with the JSON pointer of where; `base` is the pointer of what was parsed. */
export function faultsOf(error: z.ZodError, base = ""): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, base));
}

function faultsOfIssue(issue: Issue, base: string): Fault[] {
  const pointer = `${base}${issue.path.map((step) => `/${escapeStep(step)}`).join("")}`;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escapeStep(key)}`,
      detail: "is not a member known here",
    }));
  }
  // Of several forms one was meant: where the input is of that one's kind, its faults lie inside, and say more.
  const meant =
    issue.code === "invalid_union" ? issue.errors.find((issues) => issues.every(isInside)) : undefined;
  return meant === undefined || meant.length === 0
    ? [{ pointer, detail: issue.message }]
    : meant.flatMap((inner) => faultsOfIssue(inner, pointer));
}

const isInside = (issue: Issue): boolean => issue.path.length > 0;

/** A step of a JSON pointer (RFC 6901, 3). */
const escapeStep = (step: PropertyKey) => String(step).replaceAll("~", "~0").replaceAll("/", "~1");
