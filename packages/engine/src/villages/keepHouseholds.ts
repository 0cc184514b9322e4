import { type Rejection, reject } from "../lifecycle/rejection.ts";
import type { Database } from "../store/database.ts";
import { saveParticulars } from "../store/householdParticulars.ts";
import { saveHouseholds } from "../store/households.ts";
import { dropVillageLinks, saveVillageLinks, type VillageLink } from "../store/villageLinks.ts";
import { claimVillageStreams } from "../store/villageStreams.ts";
import type { Instant } from "../time/calendar.ts";
import { maskName, maskPhone } from "./mask.ts";
import { findOverlap } from "./planLink.ts";
import type { VillageKind } from "./villageEvent.ts";

/** A household as it is put, with what names it. */
export interface HouseholdTerms {
  readonly id: string;
  readonly village: string;
  readonly group: string | null;
  readonly memberCount: number | null;
  readonly name: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly note: string | null;
}

/** Writes households in one transaction: masked where lists read, as they are where only a look on record does. */
export function keepHouseholds(
  database: Database,
  tenantId: number,
  households: readonly HouseholdTerms[],
  now: Instant,
): Promise<void> {
  const masked = households.map(({ id, village, group, memberCount, name, phone }) => ({
    id,
    village,
    group,
    memberCount,
    maskedName: maskName(name),
    maskedPhone: phone === null ? null : maskPhone(phone),
  }));
  const particulars = households.map(({ id, name, phone, address, note }) => ({
    household: id,
    name,
    phone,
    address,
    note,
  }));
  return database.transaction(async (tx) => {
    await saveHouseholds(tx, tenantId, masked, now);
    await saveParticulars(tx, tenantId, particulars);
  });
}

/**
 * Puts all links of a household or village whole, those that were not named again gone; under the lock that its events take.
 *
 * Rejected where there is no such subject, or where two links of one party share a day.
 */
export function putLinks(
  database: Database,
  tenantId: number,
  of: { readonly kind: VillageKind; readonly subject: string },
  links: readonly Omit<VillageLink, "kind" | "subject">[],
): Promise<readonly VillageLink[] | Rejection> {
  const whole = links.map((link) => ({ ...of, ...link }));
  const overlap = findOverlap(whole);
  if (overlap !== undefined) {
    const detail = `${overlap.party} is linked twice in one time, or until before from`;
    return Promise.resolve(reject("invalid-request", detail, { errors: [{ pointer: "", detail }] }));
  }
  return database.transaction(async (tx) => {
    const [stream] = await claimVillageStreams(tx, tenantId, [of]);
    if (stream === undefined) {
      return of.kind === "household"
        ? reject("unknown-household", `there is no household ${of.subject}`)
        : reject("unknown-unit", `there is no village ${of.subject}`);
    }
    await dropVillageLinks(tx, tenantId, of);
    if (whole.length > 0) await saveVillageLinks(tx, tenantId, whole);
    return whole;
  });
}
