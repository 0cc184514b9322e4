import type { Party } from "../lifecycle/caller.ts";
import type { UnitKind } from "../store/units.ts";
import type { Instant } from "../time/day.ts";
import type { Deadline } from "../time/deadline.ts";
import type { Draw } from "./draw.ts";
import type { OverlapWarning } from "./overlaps.ts";

export const inspectionStates = ["planned", "announced", "drawn", "closed", "cancelled"] as const;
export type InspectionState = (typeof inspectionStates)[number];

/** What kinds of ties keep an inspector from a unit, beside those that the directory knows. */
export const conflictKinds = ["kin", "interest", "formerPost", "other"] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** An inspector's tie to a unit, or to a person and so to that person's unit. One of the two is named. */
export interface Conflict {
  readonly inspector: string;
  readonly unit: string | null;
  readonly person: string | null;
  readonly kind: ConflictKind;
  readonly note: string | null;
}

/** A conflict as it was declared. */
export interface DeclaredConflict extends Conflict {
  readonly by: Party;
  readonly at: Instant;
}

/** Which units may be drawn: those named, or all; of these kinds, or any; with work in the programme and line, or any. */
export interface InspectionScope {
  readonly units: readonly string[];
  readonly kinds: readonly UnitKind[];
  readonly programme: string | null;
  readonly line: string | null;
}

/** An inspection as it is planned. Dates are inclusive and in the calendar's zone. */
export interface InspectionPlan {
  readonly title: string;
  /** The unit that asks for it, and does not inspect itself. */
  readonly asker: string;
  readonly from: string;
  readonly to: string;
  readonly scope: InspectionScope;
  readonly objects: number;
  readonly inspectors: number;
  readonly checkList: readonly { readonly id: string; readonly text: string }[];
  /** Which later public value is to go into the seed, in words; null: none. */
  readonly publicValue: string | null;
  readonly objectWithin: Deadline;
  readonly secondLookWithin: Deadline;
  /** How long after closing each unit is looked at again; null: not. */
  readonly lookBackAfterDays: number | null;
  readonly calendar: string;
  readonly ladder: string;
}

/** What was given for the look of things: an address, never the thing itself. */
export interface Evidence {
  readonly name: string;
  readonly url: string;
  readonly sha256?: string | undefined;
}

export const checkResults = ["met", "partly", "unmet", "notApplicable"] as const;
export type CheckResult = (typeof checkResults)[number];

/** What was found on one point of the check-list. */
export interface CheckFinding {
  readonly check: string;
  readonly result: CheckResult;
  readonly note: string | null;
  readonly evidence: readonly Evidence[];
}

/** A matter made by an inspection. */
export interface MadeMatter {
  readonly id: string;
  readonly number: string;
}

interface Done {
  readonly by: Party;
  readonly at: Instant;
}

/** What came of the inspection of one unit, step by step; null: not yet, or not at all. */
export interface UnitResult {
  readonly findings: (Done & { readonly points: readonly CheckFinding[] }) | null;
  readonly conclusion:
    | (Done & {
        readonly text: string;
        readonly objectBy: Instant;
        /** The matter by which the unit sets right what was found. */
        readonly rectification: MadeMatter | null;
      })
    | null;
  readonly accepted: Done | null;
  readonly objection:
    | (Done & {
        readonly reason: string;
        readonly evidence: readonly Evidence[];
        /** Who looks again: the next of the ranking, none of the first. */
        readonly reviewers: readonly string[];
        /** The matter whose deadline the second look is under. */
        readonly secondLook: MadeMatter | null;
      })
    | null;
  readonly secondLook: (Done & { readonly outcome: SecondLookOutcome; readonly text: string }) | null;
  /** The duty that makes the look-back's matter. */
  readonly lookBack: string | null;
  readonly lookedBack: (Done & { readonly result: LookBackResult; readonly note: string | null }) | null;
}

export const secondLookOutcomes = ["upheld", "changed"] as const;
export type SecondLookOutcome = (typeof secondLookOutcomes)[number];
export const lookBackResults = ["held", "sprungBack"] as const;
export type LookBackResult = (typeof lookBackResults)[number];

/** How the announcement was made: from here on the seed is known to all and the pool is not yet frozen. */
export interface Announcement extends Done {
  readonly seed: string;
  readonly seal: { readonly number: number; readonly hash: string } | null;
  readonly publicValue: string | null;
  readonly pool: readonly string[];
  readonly warnings: readonly OverlapWarning[];
  /** What becomes of units that are warned of: left out of the draw, or drawn all the same for `reason`. */
  readonly warned: "exclude" | "keep";
  readonly reason: string | null;
}

/** An inspection as it stands. `contribution` is not shown before the announcement. */
export interface Inspection {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  readonly state: InspectionState;
  readonly plan: InspectionPlan;
  readonly createdBy: Party;
  readonly createdAt: Instant;
  readonly contribution: string;
  readonly commitment: string;
  /** The number of the county's last seal when it was planned; 0: there was none. */
  readonly sealNumber: number;
  readonly conflicts: readonly DeclaredConflict[];
  readonly announcement: Announcement | null;
  readonly draw: (Done & Draw) | null;
  readonly results: Readonly<Record<string, UnitResult>>;
  /** Who answers for units that were merged since they were drawn. */
  readonly successors?: Readonly<Record<string, string>>;
  readonly cancelled: (Done & { readonly reason: string }) | null;
  readonly closed: Done | null;
}

/** The unit that answers today for one that was drawn: itself, or the one that it was merged into. */
export const unitNow = ({ successors }: Pick<Inspection, "successors">, unit: string): string =>
  successors?.[unit] ?? unit;

/** The result of a unit that nothing has come of yet. */
export const noResult: UnitResult = {
  findings: null,
  conclusion: null,
  accepted: null,
  objection: null,
  secondLook: null,
  lookBack: null,
  lookedBack: null,
};
