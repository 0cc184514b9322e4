import type { Client } from "@duban/client";
import { households, villageEvents, villageGroups, villageUnits } from "../county/villages.ts";

/** What came of the year's links and visits. */
export interface Linked {
  readonly sent: number;
  readonly applied: number;
  /** Answered `duplicate` when all of it was sent again. */
  readonly repeated: number;
}

/** Loads villages, groups and households. */
export async function loadVillages(administrator: Client, signal: AbortSignal): Promise<void> {
  await administrator.putUnits(villageUnits, { signal });
  await administrator.putVillageGroups(villageGroups, { signal });
  await administrator.putHouseholds(households, { signal });
}

/**
 * Has the office post the year's links and visits, over its bad line, twice: reported once they count in every ledger, and sent again
 * they count no more.
 */
export async function linkVillages(office: Client, year: number, signal: AbortSignal): Promise<Linked> {
  const events = villageEvents(year, 12);
  const first = await office.sendVillageEvents(events, { signal });
  const again = await office.sendVillageEvents(events, { signal });
  return {
    sent: events.length,
    // An answer that was lost on the way had been applied: sent again it is a duplicate.
    applied: first.filter(({ status }) => status !== "rejected").length,
    repeated: again.filter(({ status }) => status === "duplicate").length,
  };
}
