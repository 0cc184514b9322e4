import { createEventId } from "../app/sendEvent.ts";
import { type DeadlineDraft, deadlineOf, emptyDeadline } from "../parts/deadline.ts";
import type { Field } from "./formFields.ts";

export interface EvidenceDraft {
  readonly name: string;
  readonly url: string;
}

/** A form as far as it is filled in. The event's id is made with it: sent twice after a time-out, it is recorded once. */
export interface OperationDraft {
  readonly id: string;
  readonly values: Readonly<
    Record<string, string | number | null | DeadlineDraft | readonly EvidenceDraft[] | readonly string[]>
  >;
}

/** A new form, with what it is to begin with. */
export const createOperationDraft = (values: OperationDraft["values"] = {}): OperationDraft => ({
  id: createEventId(),
  values,
});

export const deadlineIn = (draft: OperationDraft, name: string): DeadlineDraft => {
  const value = draft.values[name];
  return typeof value === "object" && value !== null && "kind" in value ? value : emptyDeadline;
};

export const evidenceIn = (draft: OperationDraft, name: string): readonly EvidenceDraft[] => {
  const value = draft.values[name];
  return Array.isArray(value) ? (value as readonly EvidenceDraft[]) : [];
};

export const unitsIn = (draft: OperationDraft, name: string): readonly string[] => {
  const value = draft.values[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
};

/** The event's data, or the names of the required fields that are still empty. */
export function dataOf(
  draft: OperationDraft,
  fields: readonly Field[],
  offset: string,
): { readonly data: Readonly<Record<string, unknown>> } | { readonly missing: readonly string[] } {
  const data: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const value = filledIn(draft, name, kind, offset);
    if (value !== undefined) data[name] = value;
  }
  const missing = fields
    .filter(({ name, isRequired }) => isRequired && !(name in data))
    .map(({ name }) => name);
  return missing.length > 0 ? { missing } : { data };
}

function filledIn(draft: OperationDraft, name: string, kind: Field["kind"], offset: string): unknown {
  const value = draft.values[name];
  if (kind === "deadline") return deadlineOf(deadlineIn(draft, name), offset);
  // None is an answer too.
  if (kind === "units") return unitsIn(draft, name);
  if (kind === "evidence") {
    const pieces = evidenceIn(draft, name).filter((piece) => piece.url.trim() !== "");
    const named = pieces.map((piece) => ({
      name: piece.name.trim() || piece.url.trim(),
      url: piece.url.trim(),
    }));
    return named.length === 0 ? undefined : named;
  }
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  return value ?? undefined;
}
