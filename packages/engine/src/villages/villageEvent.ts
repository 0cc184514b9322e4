import type { Party } from "../lifecycle/caller.ts";
import type { Rejection } from "../lifecycle/rejection.ts";
import type { Instant } from "../time/calendar.ts";

/** The types of village events, about a household or a village and not about a task; `duban.` stands before them outside. */
export const villageEventTypes = [
  "household.linked",
  "household.unlinked",
  "household.visited",
  "village.linked",
  "village.unlinked",
  "village.visited",
] as const;
export type VillageEventType = (typeof villageEventTypes)[number];

/** What a village event can be about: its subject is a household's id, or the code of a village. */
export type VillageKind = "household" | "village";

/** What the type is about. */
export const kindOf = (type: VillageEventType): VillageKind =>
  type.startsWith("household.") ? "household" : "village";

/** A village event from outside, parsed and not yet applied; as an `IncomingEvent`, with a subject in the place of the task. */
export interface IncomingVillageEvent {
  readonly id: string;
  readonly source: string;
  readonly type: VillageEventType;
  readonly subject: string;
  readonly at: Instant | null;
  readonly expectedRevision: number | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly fingerprint: Buffer;
}

/** A matter that a need heard on a visit became. */
export interface NeedMatter {
  readonly id: string;
  readonly number: string;
}

/** A recorded village event; `revision` is its place among those of its subject, dense from 1. */
export interface RecordedVillageEvent {
  readonly kind: VillageKind;
  readonly subject: string;
  readonly revision: number;
  readonly type: VillageEventType;
  readonly source: string;
  readonly id: string;
  readonly fingerprint: Buffer;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly actor: Party;
  readonly roles: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly matters: readonly NeedMatter[];
}

/** What became of a village event; settled only after the commit, as an `EventOutcome` is. */
export type VillageOutcome =
  | {
      readonly status: "applied" | "duplicate";
      readonly subject: string;
      readonly revision: number;
      readonly matters: readonly NeedMatter[];
    }
  | {
      readonly status: "rejected";
      readonly subject: string;
      readonly revision: number | null;
      readonly rejection: Rejection;
    };
