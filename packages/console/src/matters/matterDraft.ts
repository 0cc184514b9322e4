import { createEventId } from "../app/sendEvent.ts";
import { type DeadlineDraft, deadlineOf, emptyDeadline } from "../parts/deadline.ts";

/** A matter as far as it is filled in. `key` is sent with it, so that sending it twice makes one matter. */
export interface MatterDraft {
  readonly key: string;
  readonly title: string;
  readonly sourceKind: string;
  readonly sourceRef: string;
  readonly programme: string;
  readonly line: string;
  readonly priority: string;
  readonly requirement: string;
  readonly lead: string;
  readonly assist: readonly string[];
  readonly due: DeadlineDraft;
  readonly signWithin: DeadlineDraft;
  readonly approvals: number;
  readonly maxExtensions: number;
  readonly calendar: string;
  readonly ladder: string;
}

export const createMatterDraft = (): MatterDraft => ({
  key: createEventId(),
  title: "",
  sourceKind: "meeting",
  sourceRef: "",
  programme: "",
  line: "",
  priority: "normal",
  requirement: "",
  lead: "",
  assist: [],
  due: emptyDeadline,
  signWithin: { ...emptyDeadline, count: 1 },
  approvals: 1,
  maxExtensions: 1,
  calendar: "default",
  ladder: "default",
});

export const requiredFields = ["title", "lead", "due"] as const;
export type RequiredField = (typeof requiredFields)[number];

/** The required fields that are still empty. */
export function missingIn(draft: MatterDraft, offset: string): readonly RequiredField[] {
  return requiredFields.filter((name) =>
    name === "due" ? deadlineOf(draft.due, offset) === undefined : draft[name].trim() === "",
  );
}

const named = (name: string, value: string) => (value.trim() === "" ? {} : { [name]: value.trim() });

/** The draft as `POST /v1/matters` takes it; what is left empty is left out. */
export function matterRequestOf(draft: MatterDraft, offset: string): Readonly<Record<string, unknown>> {
  return {
    title: draft.title.trim(),
    source: { kind: draft.sourceKind, ...named("ref", draft.sourceRef) },
    ...named("programme", draft.programme),
    ...named("line", draft.line),
    priority: draft.priority,
    ...named("requirement", draft.requirement),
    lead: draft.lead,
    assist: draft.assist.filter((unit) => unit !== draft.lead),
    due: deadlineOf(draft.due, offset),
    ...(deadlineOf(draft.signWithin, offset) === undefined
      ? {}
      : { signWithin: deadlineOf(draft.signWithin, offset) }),
    approvals: draft.approvals,
    maxExtensions: draft.maxExtensions,
    calendar: draft.calendar,
    ladder: draft.ladder,
  };
}
