import type { Caller } from "../lifecycle/caller.ts";
import type { Access } from "../lifecycle/reading.ts";
import { personOf } from "./villageRights.ts";

/**
 * Which households and visits a caller may read, masked: all, or those in these units (villages among them) and those he is
 * linked with himself, or his unit with their village.
 */
export interface VillageAccess {
  readonly all: boolean;
  readonly units: readonly string[];
  readonly person: string | null;
  readonly unit: string | null;
}

/** What of villages follows from what he may read of tasks. Programmes and lines give none: a household is in no programme. */
export const villageAccessOf = (caller: Caller, access: Access): VillageAccess => ({
  all: access.all,
  units: access.all ? [] : access.units,
  person: personOf(caller),
  unit: caller.unit,
});
