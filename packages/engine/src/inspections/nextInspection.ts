import { type Caller, type Party, partyOf } from "../lifecycle/caller.ts";
import { type Rejection, reject } from "../lifecycle/rejection.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Instant } from "../time/day.ts";
import { dueOf } from "../time/deadline.ts";
import { type InspectionAct, refuseAct } from "./acts.ts";
import { drawObjects, drawTeams, seedOf } from "./draw.ts";
import { inspectorExclusions, type Ties, warnedExclusions } from "./exclusions.ts";
import { type Inspection, type MadeMatter, noResult, type UnitResult } from "./inspection.ts";
import type { OverlapWarning } from "./overlaps.ts";

/** What an act is judged by beside the inspection itself, read in its transaction. */
export interface ActFacts {
  readonly now: Instant;
  readonly calendar: Calendar;
  /** The head of the county's chain of seals; null where it has none. */
  readonly seal: { readonly number: number; readonly hash: string } | null;
  /** What the other inspections say of the pool. */
  readonly warnings: readonly OverlapWarning[];
  /** The pool as it now stands, and who may inspect it. */
  readonly ties: Ties;
  /** The matter that the act asked for, once it was made. */
  readonly matter: MadeMatter | null;
}

interface Done {
  readonly by: Party;
  readonly at: Instant;
}

/**
 * The inspection after an act, or why the act is refused: the one place where inspections change. Pure.
 *
 * The draw is made here, and uses nothing but the seed of the announcement and the pools it is given.
 */
export function nextInspection(
  inspection: Inspection,
  act: InspectionAct,
  caller: Caller,
  facts: ActFacts,
): Inspection | Rejection {
  const refusal = refuseAct(inspection, act, caller, facts.now);
  if (refusal !== undefined) return refusal;
  const done = { by: partyOf(caller), at: facts.now };
  const next = afterAct(inspection, act, done, facts);
  return "rejected" in next ? next : { ...next, revision: inspection.revision + 1 };
}

function afterAct(
  inspection: Inspection,
  act: InspectionAct,
  done: Done,
  facts: ActFacts,
): Inspection | Rejection {
  switch (act.type) {
    case "conflictDeclared": {
      const { type: _, ...conflict } = act;
      return { ...inspection, conflicts: [...inspection.conflicts, { ...conflict, ...done }] };
    }
    case "announced":
      return announce(inspection, act, done, facts);
    case "drawn":
      return draw(inspection, done, facts);
    case "cancelled":
      return { ...inspection, state: "cancelled", cancelled: { ...done, reason: act.reason } };
    case "closed":
      return close(inspection, done);
    default: {
      const result = inspection.results[act.unit] ?? noResult;
      const next = afterUnitAct(inspection, result, act, done, facts);
      return "rejected" in next
        ? next
        : { ...inspection, results: { ...inspection.results, [act.unit]: next } };
    }
  }
}

function announce(
  inspection: Inspection,
  act: Extract<InspectionAct, { type: "announced" }>,
  done: Done,
  { seal: head, warnings, ties }: ActFacts,
): Inspection | Rejection {
  const { plan } = inspection;
  if (plan.publicValue !== null && act.publicValue === null) {
    return reject("invalid-request", `the plan promised a public value: ${plan.publicValue}`);
  }
  if (plan.publicValue === null && act.publicValue !== null) {
    return reject("invalid-request", "the plan named no public value, so none may be chosen now");
  }
  if (warnings.length > 0 && act.warned === null) {
    const detail =
      "units are inspected by others in these days, or as often as they may be: exclude or keep them";
    return reject("overlapping-inspections", detail, { warnings });
  }
  if (warnings.length > 0 && act.warned === "keep" && act.reason === null) {
    return reject("overlapping-inspections", "to keep units that are warned of needs a reason", { warnings });
  }
  // Only a seal that was made since the contribution was committed to is one that nobody could know then.
  const seal = head !== null && head.number > inspection.sealNumber ? head : null;
  const { contribution } = inspection;
  const seed = seedOf({ inspection: inspection.id, contribution, seal, publicValue: act.publicValue });
  const pool = ties.objects.map(({ code }) => code);
  const warned = act.warned ?? "exclude";
  const announcement = { ...done, seed, seal, publicValue: act.publicValue, pool, warnings, warned };
  return { ...inspection, state: "announced", announcement: { ...announcement, reason: act.reason } };
}

function draw(inspection: Inspection, done: Done, { warnings, ties }: ActFacts): Inspection | Rejection {
  const { plan, announcement } = inspection;
  if (announcement === null) return reject("not-accepted", "it was not announced");
  const objects = drawObjects(announcement.seed, {
    wanted: plan.objects,
    ids: ties.objects.map(({ code }) => code),
    excluded: announcement.warned === "exclude" ? warnedExclusions(warnings) : [],
  });
  if (objects.drawn.length < plan.objects) {
    const detail = `only ${objects.drawn.length} of ${plan.objects} units can be drawn`;
    return reject("too-few", detail, { excluded: objects.excluded });
  }
  const drawn = new Set(objects.drawn);
  const excluded = inspectorExclusions({
    ...ties,
    objects: ties.objects.filter(({ code }) => drawn.has(code)),
  });
  const inspectors = drawTeams(announcement.seed, objects.drawn, {
    wanted: plan.inspectors,
    ids: ties.candidates.map(({ id }) => id),
    excluded,
  });
  const short = inspectors.teams.find((team) => team.inspectors.length < plan.inspectors);
  if (short !== undefined) {
    const detail = `only ${short.inspectors.length} of ${plan.inspectors} inspectors are left for ${short.object}`;
    return reject("too-few", detail, { excluded });
  }
  const results = Object.fromEntries(objects.drawn.map((unit) => [unit, noResult]));
  const { seed } = announcement;
  return { ...inspection, state: "drawn", draw: { ...done, seed, objects, inspectors }, results };
}

function close(inspection: Inspection, done: Done): Inspection | Rejection {
  for (const [unit, { conclusion, accepted, objection, secondLook }] of Object.entries(inspection.results)) {
    if (conclusion === null) return tooEarly(`nothing was concluded of ${unit}`);
    if (objection !== null && secondLook === null)
      return tooEarly(`the objection of ${unit} waits for its second look`);
    if (objection === null && accepted === null && done.at <= conclusion.objectBy) {
      return tooEarly(`${unit} may still object`);
    }
  }
  const lookBack = inspection.plan.lookBackAfterDays === null ? () => null : lookBackDutyOf;
  const results = Object.fromEntries(
    Object.entries(inspection.results).map(([unit, result]) => [
      unit,
      { ...result, lookBack: lookBack(inspection.id, unit) },
    ]),
  );
  return { ...inspection, state: "closed", closed: done, results };
}

const tooEarly = (detail: string): Rejection => reject("not-accepted", detail);

/** The id of the duty that makes the matter of a unit's look-back. */
export const lookBackDutyOf = (inspection: string, unit: string): string =>
  `inspection-${inspection}-${unit}`;

type UnitAct = Extract<
  InspectionAct,
  { type: "found" | "concluded" | "accepted" | "objected" | "secondLooked" | "lookedBack" }
>;

function afterUnitAct(
  inspection: Inspection,
  result: UnitResult,
  act: UnitAct,
  done: Done,
  facts: ActFacts,
): UnitResult | Rejection {
  const { plan, draw: drawn } = inspection;
  switch (act.type) {
    case "found":
      return find(inspection, result, act, done);
    case "concluded": {
      if (result.findings === null) return tooEarly(`nothing was found of ${act.unit} yet`);
      if (result.conclusion !== null) return tooEarly(`${act.unit} was told its conclusion already`);
      const { dueAt: objectBy } = dueOf(facts.calendar, plan.objectWithin, facts.now);
      return { ...result, conclusion: { ...done, text: act.text, objectBy, rectification: facts.matter } };
    }
    case "accepted":
    case "objected": {
      if (result.conclusion === null) return tooEarly("there is no conclusion yet");
      if (result.accepted !== null || result.objection !== null)
        return tooEarly("the unit has answered already");
      if (act.type === "accepted") return { ...result, accepted: done };
      if (facts.now > result.conclusion.objectBy) return tooEarly("the time to object is over");
      const { reason, evidence } = act;
      const team = drawn?.inspectors.teams.find(({ object }) => object === act.unit);
      const reviewers = team?.reserve.slice(0, plan.inspectors) ?? [];
      return { ...result, objection: { ...done, reason, evidence, reviewers, secondLook: facts.matter } };
    }
    case "secondLooked":
      if (result.objection === null) return tooEarly("the unit has not objected");
      if (result.secondLook !== null) return tooEarly("the second look was taken already");
      return { ...result, secondLook: { ...done, outcome: act.outcome, text: act.text } };
    case "lookedBack":
      return { ...result, lookedBack: { ...done, result: act.result, note: act.note } };
  }
}

function find(
  { plan }: Inspection,
  result: UnitResult,
  { unit, points }: Extract<UnitAct, { type: "found" }>,
  done: Done,
): UnitResult | Rejection {
  if (result.conclusion !== null) return tooEarly(`${unit} was told its conclusion already`);
  const known = new Set(plan.checkList.map(({ id }) => id));
  const unknown = points.find(({ check }) => !known.has(check));
  if (unknown !== undefined) return reject("invalid-request", `${unknown.check} is not on the check-list`);
  const missing = plan.checkList.find(({ id }) => !points.some(({ check }) => check === id));
  if (missing !== undefined) return reject("invalid-request", `nothing is said of ${missing.id}`);
  return { ...result, findings: { ...done, points } };
}
