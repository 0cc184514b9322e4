import { createEventId } from "../app/sendEvent.ts";
import { type DeadlineDraft, deadlineOf, emptyDeadline } from "../parts/deadline.ts";

/** A step of a chain of approvers; empty where nobody is named. */
export interface ChainStep {
  readonly role: "supervisor" | "leader";
  readonly unit: string;
  readonly person: string;
}

/** How a target is shared out: evenly, by hand, or in proportion to a figure of each unit's, such as its households. */
export interface TargetShare {
  readonly how: "even" | "hand" | "proportional";
  /** What was typed, by unit; counts for 0 where nothing was. */
  readonly figures: Readonly<Record<string, string>>;
}

export const evenShare: TargetShare = { how: "even", figures: {} };

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
  /** The units it is split down to, each with a task of its own. */
  readonly split: readonly string[];
  /** The targets that are shared out among them. */
  readonly targets: readonly string[];
  /** How, by target; evenly where nothing is said. */
  readonly shares: Readonly<Record<string, TargetShare>>;
  readonly due: DeadlineDraft;
  readonly signWithin: DeadlineDraft;
  readonly approvals: number;
  /** Who approves the closure in which order; empty: any supervisors, as many as `approvals`. */
  readonly chain: readonly ChainStep[];
  readonly countersign: boolean;
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
  split: [],
  targets: [],
  shares: {},
  due: emptyDeadline,
  signWithin: { ...emptyDeadline, count: 1 },
  approvals: 1,
  chain: [],
  countersign: false,
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

/** The units that have a part beside the lead. */
export const othersIn = ({ lead, assist, split }: MatterDraft): readonly string[] => [
  ...new Set([...assist, ...split].filter((unit) => unit !== lead)),
];

const named = (name: string, value: string) => (value.trim() === "" ? {} : { [name]: value.trim() });

/** Every unit of the split has to be named, and no other: who was typed for and then taken out is left out. */
function targetSplitOf({ split, shares }: MatterDraft, target: string) {
  const { how, figures } = shares[target] ?? evenShare;
  if (how === "even") return { target, share: how };
  const ofUnits = Object.fromEntries(split.map((unit) => [unit, figures[unit]?.trim() || "0"]));
  return { target, share: how, ...(how === "hand" ? { figures: ofUnits } : { by: ofUnits }) };
}

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
    ...(draft.split.length === 0
      ? {}
      : {
          split: {
            units: draft.split,
            ...(draft.targets.length === 0
              ? {}
              : { targets: draft.targets.map((target) => targetSplitOf(draft, target)) }),
          },
        }),
    ...(draft.countersign && othersIn(draft).length > 0 ? { countersign: true } : {}),
    ...(draft.chain.length === 0
      ? { approvals: draft.approvals }
      : {
          approvalChain: draft.chain.map(({ role, unit, person }) => ({
            role,
            ...named("unit", unit),
            ...named("person", person),
          })),
        }),
    maxExtensions: draft.maxExtensions,
    calendar: draft.calendar,
    ladder: draft.ladder,
  };
}
