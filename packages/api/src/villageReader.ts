import {
  type Calendar,
  type Caller,
  chinaCalendar,
  dayOf,
  defaultId,
  findHouseholds,
  findVillagePlaces,
  formatDay,
  type ListedHousehold,
  type VillageAccess,
  type VillagePlace,
  villageAccessOf,
} from "@duban/engine";
import { accessOfCaller } from "./access.ts";
import type { Api } from "./api.ts";
import { findCalendarInForce } from "./taskReader.ts";

/** What of villages the caller may read. */
export async function villageAccessOfCaller(api: Api, caller: Caller): Promise<VillageAccess> {
  return villageAccessOf(caller, await accessOfCaller(api, caller));
}

/** The county's calendar: what day it is, and which days work. */
export const countyCalendar = async (api: Api, tenantId: number): Promise<Calendar> =>
  (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);

/** The date it is in the county. */
export async function today(api: Api, tenantId: number): Promise<string> {
  return formatDay(dayOf(await countyCalendar(api, tenantId), await api.clock.read()));
}

/** The household of that id, masked, if there is one that the caller may see. */
export async function findHouseholdFor(
  api: Api,
  caller: Caller,
  id: string,
): Promise<ListedHousehold | undefined> {
  const { tenantId } = caller;
  const on = await today(api, tenantId);
  const filter = { id, village: null, group: null, person: null, linked: null, on };
  const access = await villageAccessOfCaller(api, caller);
  const [household] = await findHouseholds(api.database, tenantId, filter, null, 1, access);
  return household;
}

/** The villages of those codes with what is above them, by code. */
export async function findPlaces(
  api: Api,
  tenantId: number,
  codes: readonly string[],
): Promise<ReadonlyMap<string, VillagePlace>> {
  const places = await findVillagePlaces(api.database, tenantId, [...new Set(codes)]);
  return new Map(places.map((place) => [place.code, place]));
}
