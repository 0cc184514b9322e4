import { type Caller, type Party, partyOf } from "../lifecycle/caller.ts";
import { mayActAt } from "../lifecycle/deputation.ts";
import { type Rejection, reject } from "../lifecycle/rejection.ts";
import { capacityOf } from "../lifecycle/standing.ts";
import type { Deadline } from "../time/deadline.ts";
import {
  type CheckFinding,
  type Conflict,
  type Evidence,
  type Inspection,
  type InspectionState,
  type LookBackResult,
  type SecondLookOutcome,
  unitNow,
} from "./inspection.ts";

/** What can be done to an inspection, each with what is said of it. */
export type InspectionAct =
  | ({ readonly type: "conflictDeclared" } & Conflict)
  | {
      readonly type: "announced";
      readonly publicValue: string | null;
      /** What becomes of units that are warned of; null: not said, and refused where there are any. */
      readonly warned: "exclude" | "keep" | null;
      readonly reason: string | null;
    }
  | { readonly type: "drawn" }
  | { readonly type: "cancelled"; readonly reason: string }
  | { readonly type: "found"; readonly unit: string; readonly points: readonly CheckFinding[] }
  | {
      readonly type: "concluded";
      readonly unit: string;
      readonly text: string;
      readonly rectify: { readonly requirement: string; readonly due: Deadline } | null;
    }
  | { readonly type: "accepted"; readonly unit: string }
  | {
      readonly type: "objected";
      readonly unit: string;
      readonly reason: string;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly type: "secondLooked";
      readonly unit: string;
      readonly outcome: SecondLookOutcome;
      readonly text: string;
    }
  | { readonly type: "closed" }
  | {
      readonly type: "lookedBack";
      readonly unit: string;
      readonly result: LookBackResult;
      readonly note: string | null;
    };
export type InspectionActType = InspectionAct["type"];

/** Which acts an inspection takes in which state. */
export const actsOfState: Readonly<Record<InspectionState, readonly InspectionActType[]>> = {
  planned: ["conflictDeclared", "announced", "cancelled"],
  announced: ["conflictDeclared", "drawn", "cancelled"],
  drawn: ["found", "concluded", "accepted", "objected", "secondLooked", "closed", "cancelled"],
  closed: ["lookedBack"],
  cancelled: [],
};

const forbid = (detail: string): Rejection => reject("forbidden", detail);
const fourEyes = (detail: string): Rejection => reject("four-eyes", detail);

/** Why the caller may not do that to the inspection at `now`; undefined where he may. State comes before, four eyes last. */
export function refuseAct(
  inspection: Inspection,
  act: InspectionAct,
  caller: Caller,
  now: number,
): Rejection | undefined {
  const { state } = inspection;
  const accepted = actsOfState[state];
  if (!accepted.includes(act.type)) {
    return reject("not-accepted", `an inspection that is ${state} does not take ${act.type}`, {
      state,
      accepted,
    });
  }
  if ("unit" in act && act.type !== "conflictDeclared" && inspection.results[act.unit] === undefined) {
    return reject("unknown-unit", `${act.unit} was not drawn`);
  }
  if (!mayActAt(caller, now)) return forbid("The deputation is not in force.");
  return refuseCaller(inspection, act, caller);
}

function refuseCaller(inspection: Inspection, act: InspectionAct, caller: Caller): Rejection | undefined {
  switch (act.type) {
    case "conflictDeclared": {
      const isHis = caller.person !== null && caller.person === act.inspector;
      return isHis || runsInspection(inspection, caller)
        ? undefined
        : forbid("A conflict is declared by the inspector himself, a supervisor or a leader.");
    }
    case "announced":
    case "drawn":
    case "cancelled":
    case "closed":
      return runsInspection(inspection, caller) ? undefined : forbid(runnersWords);
    case "concluded":
      if (!runsInspection(inspection, caller)) return forbid(runnersWords);
      return isOf(unitNow(inspection, act.unit), caller)
        ? fourEyes("A unit may not conclude on itself.")
        : undefined;
    case "found":
      return isInTeam(inspection, act.unit, caller)
        ? undefined
        : forbid("Only the inspectors drawn for the unit.");
    case "accepted":
    case "objected":
      return caller.unit === unitNow(inspection, act.unit) && capacityOf(caller) !== undefined
        ? undefined
        : forbid("Only the unit itself: its handler, liaison or head, or its system.");
    case "secondLooked":
      return refuseSecondLook(inspection, act.unit, caller);
    case "lookedBack":
      if (!caller.roles.some((role) => role === "inspector" || role === "supervisor")) {
        return forbid("Only an inspector or a supervisor.");
      }
      return isOf(unitNow(inspection, act.unit), caller)
        ? fourEyes("A unit may not look back at itself.")
        : undefined;
  }
}

const runnersWords = "Only a supervisor in whose scope the inspection is, or a leader.";

/** Whether the caller may run the inspection: a leader, or a supervisor in whose scope all of it is. */
export function runsInspection({ plan }: Pick<Inspection, "plan">, caller: Caller): boolean {
  if (caller.roles.includes("leader")) return true;
  if (!caller.roles.includes("supervisor")) return false;
  if (caller.scope === null) return true;
  const { programmes, lines, units } = caller.scope;
  const { programme, line, units: named } = plan.scope;
  return (
    (programme !== null && programmes.includes(programme)) ||
    (line !== null && lines.includes(line)) ||
    (named.length > 0 && named.every((unit) => units.includes(unit)))
  );
}

const isOf = (unit: string, caller: Caller): boolean => caller.unit === unit || caller.homeUnit === unit;

/** A deputy inspects in nobody's place: who was drawn is a person. */
const isAmong = (persons: readonly string[], caller: Caller): boolean =>
  caller.actsFor === undefined && caller.person !== null && persons.includes(caller.person);

const teamOf = ({ draw }: Inspection, unit: string): readonly string[] =>
  draw?.inspectors.teams.find(({ object }) => object === unit)?.inspectors ?? [];

const isInTeam = (inspection: Inspection, unit: string, caller: Caller): boolean =>
  isAmong(teamOf(inspection, unit), caller);

function refuseSecondLook(inspection: Inspection, unit: string, caller: Caller): Rejection | undefined {
  const reviewers = inspection.results[unit]?.objection?.reviewers ?? [];
  if (isInTeam(inspection, unit, caller) || hadAPart(inspection, unit, partyOf(caller))) {
    return fourEyes("Who inspected, or concluded, may not take the second look.");
  }
  if (isOf(unitNow(inspection, unit), caller))
    return fourEyes("A unit may not take the second look at itself.");
  // Where nobody is left in reserve a supervisor who had no part takes it.
  const may = reviewers.length > 0 ? isAmong(reviewers, caller) : runsInspection(inspection, caller);
  return may
    ? undefined
    : forbid("Only those drawn for the second look, or, where none is left, a supervisor.");
}

function hadAPart({ results }: Inspection, unit: string, party: Party): boolean {
  const result = results[unit];
  const parts = [result?.findings?.by, result?.conclusion?.by];
  return parts.some((one) => {
    if (one === undefined) return false;
    const persons = [party.person, party.onBehalfOf].filter(
      (person) => person !== null && person !== undefined,
    );
    return (
      one.key === party.key || persons.some((person) => person === one.person || person === one.onBehalfOf)
    );
  });
}
