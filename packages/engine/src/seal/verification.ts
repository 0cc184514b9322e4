import type { Executor } from "../store/database.ts";
import { appendTrail, findLastVerificationEntry } from "../store/trail.ts";
import type { Instant } from "../time/day.ts";
import { noSealBefore } from "./sealBody.ts";
import type { TenantCheck } from "./verifyDatabase.ts";

/** How a check of a county's seals ended. */
export interface Verification {
  readonly at: Instant;
  /** `whole`: nothing that was sealed is altered, and every task's row is what its events left. */
  readonly outcome: "whole" | "altered";
  readonly findings: number;
  readonly records: number;
  readonly seals: number;
  /** The last seal that was seen. */
  readonly head: { readonly number: number; readonly hash: string };
}

/**
 * Notes on the county's trail that it was checked and what was found, as `verify`: `done` or `altered`. `taskFindings` are those
 * of the tasks' rows. The note is a record like any other, and is sealed with the next.
 */
export function noteVerification(
  on: Executor,
  { tenant, findings, records, seals, head }: TenantCheck,
  taskFindings: number,
  now: Instant,
): Promise<void> {
  const found = findings.length + taskFindings;
  const { number, hash } = head;
  const entry = {
    at: now,
    kind: "system",
    actor: { key: null, person: null, unit: null },
    onBehalfOf: null,
    action: "verify",
    target: null,
    address: null,
    outcome: found === 0 ? "done" : "altered",
    detail: { findings: found, records, seals, head: { number, hash } },
  } as const;
  return appendTrail(on, tenant, [entry]);
}

/** The last check that is on the county's trail. */
export async function findLastVerification(on: Executor, tenantId: number): Promise<Verification | null> {
  const entry = await findLastVerificationEntry(on, tenantId);
  if (entry === undefined) return null;
  const { at, outcome, detail } = entry;
  const said = detail as Partial<Pick<Verification, "findings" | "records" | "seals" | "head">>;
  return {
    at,
    outcome: outcome === "done" ? "whole" : "altered",
    findings: said.findings ?? 0,
    records: said.records ?? 0,
    seals: said.seals ?? 0,
    head: said.head ?? { number: 0, hash: noSealBefore },
  };
}
