import {
  appendSuccession,
  appendTrail,
  type Caller,
  type Executor,
  findLastSuccession,
  findProjects,
  type Instant,
  invariant,
  lockUnits,
  mergeUnit,
  moveHouseholds,
  moveVillageLinks,
  type Project,
  partyOf,
  type Succession,
  saveProject,
  succeedInInspections,
  type TrailEntry,
  type Transaction,
} from "@duban/engine";
import { v7 as uuidv7 } from "uuid";
import { type Problem, problem } from "../problem.ts";

/** A merging as it is asked for. */
export interface Merging {
  readonly code: string;
  readonly into: string;
  readonly people: boolean;
  readonly reason: string;
  /** The date in the county. */
  readonly today: string;
}

/** What moves with a unit in the transaction of its merging; its tasks follow. */
export interface MovedWithUnit {
  readonly villageLinks: number;
  readonly households: number;
  readonly inspections: number;
  readonly projects: number;
}

/**
 * Merges a unit into another and leaves the succession by which its tasks are moved; the one before, if it was merged there already. In
 * one transaction with its entry on the trail. A unit is merged once.
 */
export async function beginMerging(
  tx: Transaction,
  caller: Caller,
  { code, into, people, reason, today }: Merging,
  entry: TrailEntry,
): Promise<Succession | Problem> {
  const { tenantId } = caller;
  const units = await lockUnits(tx, tenantId, [code, into]);
  const from = units.find((unit) => unit.code === code);
  const to = units.find((unit) => unit.code === into);
  if (from === undefined) return problem("unknown-unit", `${code} is no unit`);
  if (to === undefined) return problem("unknown-unit", `${into} is no unit`);
  if (from.mergedInto !== null) {
    const before = await findLastSuccession(tx, tenantId, "unit", code);
    return before?.successor === into
      ? before
      : problem("not-accepted", `${code} was merged into ${from.mergedInto}`);
  }
  if (code === into) return problem("invalid-request", "a unit is merged into another");
  if (to.mergedInto !== null) return problem("unit-not-valid", `${into} was merged into ${to.mergedInto}`);
  if (to.above.includes(code))
    return problem("invalid-request", `${into} is below ${code}: put it elsewhere first`);
  const moved = await mergeUnit(tx, tenantId, code, into, people, entry.at);
  const holdings = await moveHoldings(tx, caller, { code, into, reason, today }, entry.at);
  const succession = {
    id: uuidv7(),
    kind: "unit",
    subject: code,
    successor: into,
    withPeople: people,
    reason,
    orderedBy: partyOf(caller),
    begunAt: entry.at,
  } as const;
  await appendSuccession(tx, tenantId, succession);
  await appendTrail(tx, tenantId, [
    { ...entry, detail: { succession: succession.id, into, reason, peopleMoved: moved, ...holdings } },
  ]);
  const begun = await findLastSuccession(tx, tenantId, "unit", code);
  invariant(begun !== undefined, "the succession that was begun is there");
  return begun;
}

async function moveHoldings(
  tx: Transaction,
  caller: Caller,
  { code, into, reason, today }: Omit<Merging, "people">,
  now: Instant,
): Promise<MovedWithUnit> {
  const { tenantId } = caller;
  const by = partyOf(caller);
  const villageLinks = await moveVillageLinks(tx, tenantId, code, into, today);
  const households = await moveHouseholds(tx, tenantId, code, into);
  const projects = await findProjectsOf(tx, tenantId, code);
  for (const { id, version: _version, createdAt: _createdAt, ...terms } of projects) {
    const unit = terms.unit === code ? into : terms.unit;
    const paidBy = terms.paidBy === code ? into : terms.paidBy;
    await saveProject(tx, tenantId, id, { ...terms, unit, paidBy }, by, now);
  }
  const inspections = await succeedInInspections(tx, tenantId, { from: code, into, reason }, by, now);
  return { villageLinks, households, projects: projects.length, inspections };
}

/** The projects in force that a unit carries out or pays. */
export async function findProjectsOf(on: Executor, tenantId: number, code: string): Promise<Project[]> {
  const projects = await findProjects(on, tenantId, null);
  return projects.filter(({ unit, paidBy }) => unit === code || paidBy === code);
}
