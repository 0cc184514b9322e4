import { createEventId } from "../app/sendEvent.ts";
import { type DeadlineDraft, deadlineOf, emptyDeadline } from "../parts/deadline.ts";
import type { Field } from "./formFields.ts";

export interface EvidenceDraft {
  readonly name: string;
  readonly url: string;
}

/** How much of each target, by its id, as it is typed. */
export interface FiguresDraft {
  readonly figures: Readonly<Record<string, string>>;
}

// The decimals that the API takes.
const figurePattern = /^-?\d{1,15}(?:\.\d{1,6})?$/;

/** Whether a text is a number that can be reported. */
export const isFigure = (text: string): boolean => figurePattern.test(text.trim());

/** A form as far as it is filled in. The event's id is made with it: sent twice after a time-out, it is recorded once. */
export interface OperationDraft {
  readonly id: string;
  readonly values: Readonly<
    Record<
      string,
      string | number | null | DeadlineDraft | FiguresDraft | readonly EvidenceDraft[] | readonly string[]
    >
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

export const figuresIn = (draft: OperationDraft, name: string): FiguresDraft => {
  const value = draft.values[name];
  return typeof value === "object" && value !== null && "figures" in value ? value : { figures: {} };
};

/** The event's data, or the names of the fields that are required and empty, or hold what is no figure. */
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
    .filter(({ name, kind, isRequired }) =>
      kind === "figures" ? hasBadFigure(draft, name) : isRequired && !(name in data),
    )
    .map(({ name }) => name);
  return missing.length > 0 ? { missing } : { data };
}

const figureTexts = (draft: OperationDraft, name: string): readonly (readonly [string, string])[] =>
  Object.entries(figuresIn(draft, name).figures)
    .map(([id, text]) => [id, text.trim()] as const)
    .filter(([, text]) => text !== "");

const hasBadFigure = (draft: OperationDraft, name: string): boolean =>
  figureTexts(draft, name).some(([, text]) => !isFigure(text));

function filledIn(draft: OperationDraft, name: string, kind: Field["kind"], offset: string): unknown {
  const value = draft.values[name];
  if (kind === "deadline") return deadlineOf(deadlineIn(draft, name), offset);
  // None is an answer too.
  if (kind === "units") return unitsIn(draft, name);
  if (kind === "figures") {
    const figures = figureTexts(draft, name);
    return figures.length === 0 ? undefined : Object.fromEntries(figures);
  }
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
