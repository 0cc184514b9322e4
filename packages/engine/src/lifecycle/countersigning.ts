import type { Instant } from "../time/calendar.ts";
import type { Party } from "./caller.ts";

/** What a unit said when it was asked to countersign (会签): it signed, or `refusal` says why it did not. */
export interface Countersign {
  readonly unit: string;
  readonly by: Party;
  readonly at: Instant;
  readonly refusal: string | null;
}

/** What of a task countersigning looks at; a task of a matter that asked for none has no list of units. */
export interface Countersigned {
  readonly terms: { readonly countersign?: readonly string[] };
  readonly countersigns: readonly Countersign[];
}

/** Whether the task's matter asks for countersigning at all. */
export const asksCountersigning = ({ terms }: Pick<Countersigned, "terms">): boolean =>
  terms.countersign !== undefined;

/** The units whose signature is still missing, in the order in which they were asked. */
export function missingCountersigns({ terms, countersigns }: Countersigned): readonly string[] {
  const signed = new Set(countersigns.filter(({ refusal }) => refusal === null).map(({ unit }) => unit));
  return (terms.countersign ?? []).filter((unit) => !signed.has(unit));
}

/** Who is missing, in words, with the reasons of those that refused. */
export function missingWords(task: Countersigned): string {
  const missing = missingCountersigns(task).map((unit) => {
    const refusal = task.countersigns.find((countersign) => countersign.unit === unit)?.refusal ?? null;
    return refusal === null ? unit : `${unit} (refused: ${refusal})`;
  });
  return `Not countersigned yet by ${missing.join(", ")}.`;
}
