import type { Scope } from "../lifecycle/caller.ts";
import type { Exclusion } from "./draw.ts";
import type { DeclaredConflict, InspectionScope } from "./inspection.ts";
import type { OverlapWarning } from "./overlaps.ts";

/** An inspector as the directory has him. */
export interface Candidate {
  readonly id: string;
  readonly unit: string;
  /** In force: the units below those named are in it. */
  readonly scope: Scope | null;
}

/** That one person stands in for another in days of the inspection, with the units of both. */
export interface StandIn {
  readonly person: string;
  readonly personUnit: string;
  readonly deputy: string;
  readonly deputyUnit: string;
}

/** What is known of ties between those who may inspect and those who may be inspected. */
export interface Ties {
  readonly candidates: readonly Candidate[];
  /** The objects, each with the unit above it. */
  readonly objects: readonly {
    readonly code: string;
    readonly name: string;
    readonly parent: string | null;
  }[];
  readonly standIns: readonly StandIn[];
  readonly conflicts: readonly DeclaredConflict[];
  /** The units of the persons that conflicts name. */
  readonly unitOfPerson: ReadonlyMap<string, string>;
  readonly scope: InspectionScope;
}

/** Every tie that keeps an inspector from one of the objects, with its reason: his unit, his deputies, his scope, what was declared. */
export function inspectorExclusions(ties: Ties): Exclusion[] {
  return ties.objects.flatMap((object) =>
    ties.candidates.flatMap((candidate) => [
      ...byUnit(candidate, object),
      ...byScope(candidate, object.code, ties.scope),
      ...byDeputy(candidate, object.code, ties.standIns),
      ...byConflict(candidate, object.code, ties),
    ]),
  );
}

type Inspected = Ties["objects"][number];

const known = (
  id: string,
  object: string,
  reason: Exclusion["reason"],
  detail: string,
  declaredAt: number | null = null,
): Exclusion => ({ id, object, reason, detail, declaredAt });

function byUnit({ id, unit }: Candidate, { code, parent }: Inspected): Exclusion[] {
  if (unit === code) return [known(id, code, "ownUnit", `belongs to ${code}`)];
  return unit === parent ? [known(id, code, "ownUnit", `belongs to ${unit}, which is above ${code}`)] : [];
}

function byScope({ id, scope }: Candidate, code: string, of: InspectionScope): Exclusion[] {
  const isIn =
    scope === null ||
    scope.units.includes(code) ||
    (of.programme !== null && scope.programmes.includes(of.programme)) ||
    (of.line !== null && scope.lines.includes(of.line));
  return isIn ? [] : [known(id, code, "outOfScope", `his office as inspector does not reach ${code}`)];
}

function byDeputy({ id }: Candidate, code: string, standIns: readonly StandIn[]): Exclusion[] {
  return standIns.flatMap(({ person, personUnit, deputy, deputyUnit }) => {
    if (deputy === id && personUnit === code)
      return [known(id, code, "deputy", `stands in for ${person} of ${code}`)];
    return person === id && deputyUnit === code
      ? [known(id, code, "deputy", `${deputy} of ${code} stands in for him`)]
      : [];
  });
}

function byConflict({ id }: Candidate, code: string, { conflicts, unitOfPerson }: Ties): Exclusion[] {
  return conflicts.flatMap(({ inspector, unit, person, kind, note, at }) => {
    const tiedTo = unit ?? (person === null ? undefined : unitOfPerson.get(person));
    if (inspector !== id || tiedTo !== code) return [];
    const named = person === null ? code : `${person} of ${code}`;
    return [known(id, code, kind, note === null ? named : `${named}: ${note}`, at)];
  });
}

/** The units that are left out because they were warned of, each once for each warning. */
export function warnedExclusions(warnings: readonly OverlapWarning[]): Exclusion[] {
  return warnings.map((warning) => ({
    id: warning.unit,
    object: null,
    reason: warning.kind === "quota" ? ("quota" as const) : ("overlap" as const),
    detail:
      warning.kind === "quota"
        ? `drawn ${warning.count} times this year, of ${warning.quota}`
        : `${warning.number} of ${warning.asker}, ${warning.from} to ${warning.to}`,
    declaredAt: null,
  }));
}
