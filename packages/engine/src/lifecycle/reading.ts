import type { Caller } from "./caller.ts";
import { groundIn, type Relation, type Subject } from "./standing.ts";

/**
 * Who may read a task, and with it its events, operations, timeline, place in lists and share in counts: by these relations, and
 * by no other.
 *
 * For `unit` it is enough here to belong to the unit, in whatever role.
 */
export const taskReaders: readonly Relation[] = [
  "unit",
  "upperUnit",
  "matterUnit",
  "supervisor",
  "inspector",
  "leader",
  "auditor",
  "systemAdmin",
];

/**
 * The tasks a caller may read, as a store can look for them: all, or those of these units, programmes and lines, and those of
 * matters that one of `matterUnits` leads or assists. All empty: none.
 */
export type Access =
  | { readonly all: true }
  | {
      readonly all: false;
      readonly units: readonly string[];
      readonly programmes: readonly string[];
      readonly lines: readonly string[];
      readonly matterUnits: readonly string[];
    };

type Some = Extract<Access, { all: false }>;

const nothing: Some = { all: false, units: [], programmes: [], lines: [], matterUnits: [] };
const everything: Access = { all: true };

/** What one relation gives the caller to read. `unitsBelow` are those below his own unit. */
function given(relation: Relation, caller: Caller, unitsBelow: readonly string[]): Access {
  switch (relation) {
    case "unit":
      return caller.unit === null ? nothing : { ...nothing, units: [caller.unit] };
    case "upperUnit":
      return { ...nothing, units: unitsBelow };
    case "matterUnit":
      return caller.unit === null ? nothing : { ...nothing, matterUnits: [caller.unit] };
    case "supervisor":
    case "inspector":
      if (!caller.roles.includes(relation)) return nothing;
      return caller.scope === null ? everything : { ...nothing, ...caller.scope };
    case "leader":
    case "auditor":
    case "systemAdmin":
    case "securityAdmin":
      return caller.roles.includes(relation) ? everything : nothing;
    // Who countersigns has a part in the matter, and reads by that.
    case "countersigner":
    case "engine":
      return nothing;
  }
}

/** What a caller may read, by the table of `taskReaders`. Who stands in none of the relations reads nothing. */
export function accessOf(
  caller: Caller,
  unitsBelow: readonly string[],
  readers: readonly Relation[] = taskReaders,
): Access {
  let access: Some = nothing;
  for (const relation of readers) {
    const more = given(relation, caller, unitsBelow);
    if (more.all) return more;
    access = {
      all: false,
      units: [...new Set([...access.units, ...more.units])],
      programmes: [...new Set([...access.programmes, ...more.programmes])],
      lines: [...new Set([...access.lines, ...more.lines])],
      matterUnits: [...new Set([...access.matterUnits, ...more.matterUnits])],
    };
  }
  return access;
}

/** Tells whether a task is among those that may be read; `unitsOfMatter` are those of all tasks of its matter. */
export function maySee(access: Access, task: Subject, unitsOfMatter: readonly string[]): boolean {
  return (
    access.all ||
    groundIn(access, task) !== undefined ||
    (unitsOfMatter.length > 1 && unitsOfMatter.some((unit) => access.matterUnits.includes(unit)))
  );
}

/** Tells whether there is nothing at all that the caller may read. */
export const seesNothing = (access: Access): boolean =>
  !access.all &&
  access.units.length + access.programmes.length + access.lines.length + access.matterUnits.length === 0;
