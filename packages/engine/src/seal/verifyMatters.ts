import { isDeepStrictEqual } from "node:util";
import type { Executor } from "../store/database.ts";
import { findTenants } from "../store/tenants.ts";
import { findMattersToVerify, findRowlessMatters, type MatterBesideEvent } from "../store/verifiedMatters.ts";

/** That a matter's row is not what the first event of its lead's task recorded of it. */
export interface MatterFinding {
  readonly tenant: number;
  readonly matter: string;
  /** A field of the matter; `row` where it has none, `event` where no task of its own says that it was made. */
  readonly field: string;
  readonly detail: string;
}

export interface MatterCheck {
  readonly tenant: number;
  readonly matters: number;
  readonly findings: readonly MatterFinding[];
}

const mattersPerPage = 500;

// What the event holds of the terms, by the names that both give it. Its source and its requirement stand in the row alone.
const terms = ["priority", "due", "signWithin", "approvals", "maxExtensions", "calendar"] as const;

/**
 * Compares every matter's row with what was recorded when it was made, county by county, in pages. A matter is never changed, so
 * whatever differs was altered. Rests on the events, as `verifyTasks` does.
 */
export async function verifyMatters(on: Executor): Promise<MatterCheck[]> {
  const checks: MatterCheck[] = [];
  for (const { tenantId: tenant } of await findTenants(on)) {
    const findings = (await findRowlessMatters(on, tenant, mattersPerPage)).map((matter) => ({
      tenant,
      matter,
      field: "row",
      detail: "its tasks are there, its row is gone",
    }));
    let matters = 0;
    for (let after: string | null = null, more = true; more; ) {
      const page: MatterBesideEvent[] = await findMattersToVerify(on, tenant, after, mattersPerPage);
      for (const matter of page) {
        findings.push(...differences(matter).map((found) => ({ tenant, matter: matter.id, ...found })));
      }
      after = page.at(-1)?.id ?? null;
      more = page.length === mattersPerPage;
      matters += page.length;
    }
    checks.push({ tenant, matters, findings });
  }
  return checks;
}

function differences(matter: MatterBesideEvent): { readonly field: string; readonly detail: string }[] {
  const { data } = matter;
  if (data === null) return [{ field: "event", detail: "no task of its lead says that it was made" }];
  const recorded: Record<string, unknown> = {
    number: data["number"],
    title: data["title"],
    programme: data["programme"],
    line: data["line"],
    lead: data["unit"],
    createdBy: matter.actor,
    createdAt: matter.recorded_at,
    ...Object.fromEntries(terms.map((term) => [term, data[term]])),
  };
  const stands: Record<string, unknown> = {
    ...Object.fromEntries([...terms, "lead"].map((field) => [field, matter.body[field]])),
    number: matter.number,
    title: matter.title,
    programme: matter.programme,
    line: matter.line,
    createdBy: matter.created_by,
    createdAt: matter.created_at,
  };
  return Object.keys(recorded)
    .filter((field) => !isDeepStrictEqual(recorded[field], stands[field]))
    .map((field) => ({
      field,
      detail: `recorded was ${JSON.stringify(recorded[field])}, there stands ${JSON.stringify(stands[field])}`,
    }));
}
