import type { Executor } from "../store/database.ts";
import { findTenants } from "../store/tenants.ts";
import type { Instant } from "../time/day.ts";
import { exportTrail } from "./exportTrail.ts";
import type { SealHead } from "./sealHeads.ts";
import { createExportCheck, type ExportCheckResult } from "./verifyExport.mjs";

/** What a check of one county found. */
export interface TenantCheck extends ExportCheckResult {
  readonly tenant: number;
}

/**
 * Checks everything that was sealed, of every county, also of one that only a head knows any more.
 *
 * By the same code as the check of an export; the records' texts are hashed here, not in the database.
 */
export async function verifyDatabase(
  on: Executor,
  options: {
    readonly publicKeys: readonly string[];
    readonly heads: ReadonlyMap<number, Pick<SealHead, "number" | "hash">>;
  },
  now: Instant,
): Promise<TenantCheck[]> {
  const known = (await findTenants(on)).map(({ tenantId }) => tenantId);
  const tenants = [...new Set([...known, ...options.heads.keys()])].sort((a, b) => a - b);
  const checks: TenantCheck[] = [];
  for (const tenant of tenants) {
    const head = options.heads.get(tenant) ?? null;
    const check = createExportCheck({ publicKeys: options.publicKeys, head });
    for await (const line of exportTrail(on, tenant, now)) check.line(line);
    checks.push({ tenant, ...check.end() });
  }
  return checks;
}
