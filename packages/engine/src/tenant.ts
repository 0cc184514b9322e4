import { bodyOfCalendar } from "./store/calendarBody.ts";
import type { Database, Transaction } from "./store/database.ts";
import { createTenantRow, ensureTenantRow } from "./store/tenants.ts";
import {
  findCurrentCalendars,
  findCurrentLadders,
  saveCalendarVersion,
  saveLadderVersion,
} from "./store/versions.ts";
import type { Instant } from "./time/calendar.ts";
import { chinaCalendar } from "./time/chinaCalendar.ts";
import { createRung, type RungTerms } from "./time/ladder.ts";

/** The id of the calendar and of the ladder used where none is named. */
export const defaultId = "default";

/**
 * The ladder a new county begins with, until it puts its own: a reminder three working days ahead, then yellow at the due
 * instant, orange after three working days, red after ten with a talk proposed. Colours differ from place to place; this
 * is an example that works, not a rule.
 */
export const defaultLadder: readonly RungTerms[] = [
  { clock: "sign", at: { workdays: 0 }, notify: ["liaison", "head"] },
  { at: { workdays: -3 }, card: "blue", notify: ["handler", "liaison"] },
  { at: { workdays: 0 }, card: "yellow", notify: ["handler", "head"] },
  { at: { workdays: 3 }, card: "orange", notify: ["head", "supervisor"] },
  { at: { workdays: 10 }, card: "red", notify: ["head", "leader"], propose: "约谈" },
];

/** Adds the tenant if it is new, with the national calendar and the default ladder; answers its id. Safe to call at each start. */
export async function ensureTenant(
  database: Database,
  tenant: { readonly code: string; readonly name: string },
  now: Instant,
): Promise<number> {
  return database.transaction(async (tx) => {
    // The row is locked by its own upsert: two processes that start together take turns here.
    const tenantId = await ensureTenantRow(tx, tenant.code, tenant.name, now);
    await addDefaults(tx, tenantId, now);
    return tenantId;
  });
}

/** Adds a county with the national calendar and the default ladder, and does `more` with it; undefined if its code is taken. */
export async function createTenant(
  database: Database,
  tenant: { readonly code: string; readonly name: string },
  now: Instant,
  more: (tx: Transaction, tenantId: number) => Promise<void>,
): Promise<number | undefined> {
  return database.transaction(async (tx) => {
    const tenantId = await createTenantRow(tx, tenant.code, tenant.name, now);
    if (tenantId === undefined) return undefined;
    await addDefaults(tx, tenantId, now);
    await more(tx, tenantId);
    return tenantId;
  });
}

async function addDefaults(tx: Transaction, tenantId: number, now: Instant): Promise<void> {
  if (!(await findCurrentCalendars(tx, tenantId)).has(defaultId)) {
    await saveCalendarVersion(tx, tenantId, defaultId, bodyOfCalendar(chinaCalendar(defaultId, 1)), now);
  }
  if (!(await findCurrentLadders(tx, tenantId)).has(defaultId)) {
    const rungs = defaultLadder.map((terms) => createRung(terms));
    await saveLadderVersion(tx, tenantId, defaultId, { rungs }, now);
  }
}
