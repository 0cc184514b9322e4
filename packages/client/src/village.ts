import type { Deadline } from "./deadline.ts";
import type { CloudEvent } from "./taskEvent.ts";

/** A village group (村民小组). */
export interface VillageGroup {
  readonly village: string;
  readonly code: string;
  readonly name: string;
  readonly order?: number;
}

/** A household as it is put; the server shows what names it masked. `id` is shown to many, so it names nobody. */
export interface HouseholdRequest {
  readonly id: string;
  readonly village: string;
  readonly group?: string;
  readonly memberCount?: number;
  readonly name: string;
  readonly phone?: string;
  readonly address?: string;
  readonly note?: string;
}

/** Something asked for on a visit; it becomes a matter in the same act. */
export interface Need {
  readonly title: string;
  readonly requirement?: string;
  readonly lead?: string;
  readonly due?: Deadline;
  readonly priority?: "normal" | "urgent" | "critical";
  readonly programme?: string;
  readonly line?: string;
}

interface Visited {
  readonly person?: string;
  readonly note?: string;
  /** Left out, it serves every programme. */
  readonly programmes?: readonly string[];
  readonly needs?: readonly Need[];
}

/** The data of each village event; dates are `YYYY-MM-DD`, both in the link. */
export interface VillageEventData {
  "household.linked": { readonly person: string; readonly from?: string; readonly until?: string };
  "household.unlinked": { readonly person: string; readonly on?: string };
  "household.visited": Visited;
  "village.linked": { readonly unit: string; readonly from?: string; readonly until?: string };
  "village.unlinked": { readonly unit: string; readonly on?: string };
  "village.visited": Visited;
}

export type VillageEventType = keyof VillageEventData;

/** An event about a household (by its id) or a village (by its code); `id`, `time` and `expectedRevision` as of a task's event. */
export type VillageEvent = {
  [T in VillageEventType]: {
    readonly type: T;
    readonly subject: string;
    readonly data: VillageEventData[T];
    readonly id?: string;
    readonly time?: string;
    readonly expectedRevision?: number;
  };
}[VillageEventType];

/** What became of a village event. */
export interface VillageEventResult {
  readonly source: string;
  readonly id: string;
  readonly status: "applied" | "duplicate" | "rejected";
  readonly subject: string;
  readonly revision: number | null;
  readonly matters?: readonly { readonly id: string; readonly number: string }[];
  readonly problem?: Readonly<Record<string, unknown>>;
}

/** Dresses a village event for the wire, as `toCloudEvent` does an event of a task. */
export function villageCloudEvent(source: string, event: VillageEvent): CloudEvent {
  return {
    specversion: "1.0",
    id: event.id ?? crypto.randomUUID(),
    source,
    type: `duban.${event.type}`,
    subject: event.subject,
    datacontenttype: "application/json",
    ...(event.time === undefined ? {} : { time: event.time }),
    ...(event.expectedRevision === undefined ? {} : { expectedrevision: event.expectedRevision }),
    data: event.data,
  };
}
