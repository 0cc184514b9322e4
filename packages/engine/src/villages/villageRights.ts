import type { Caller } from "../lifecycle/caller.ts";
import { capacityOf, groundIn } from "../lifecycle/standing.ts";

/** A village as rights look at it: its code, and the units above it, its township first. */
export interface VillagePlace {
  readonly code: string;
  readonly above: readonly string[];
}

/** The person that a caller is, or, as a deputy, acts for. */
export const personOf = (caller: Caller): string | null => caller.actsFor?.person ?? caller.person;

/** Whether he acts for his unit. A person without any role is a cadre like others, and not, as a key without one, the unit's system. */
const actsForUnit = (caller: Caller): boolean => {
  const capacity = capacityOf(caller);
  return capacity !== undefined && (capacity !== "system" || caller.person === null);
};

const placesOf = ({ code, above }: VillagePlace): readonly string[] => [code, ...above];

/** Whether he acts for the village itself or for a unit above it. */
const actsAt = (caller: Caller, place: VillagePlace): boolean =>
  caller.unit !== null && actsForUnit(caller) && placesOf(place).includes(caller.unit);

/** Whether he is a supervisor in whose scope the village lies. */
const supervises = (caller: Caller, place: VillagePlace): boolean =>
  caller.roles.includes("supervisor") &&
  placesOf(place).some((unit) => groundIn(caller.scope, { unit, programme: null, line: null }) !== undefined);

const actsFor = (caller: Caller, unit: string): boolean => caller.unit === unit && actsForUnit(caller);

/** Whether the caller may report a visit of that person: he himself, his unit, the village's side, its supervisor. */
export const mayReportVisit = (
  caller: Caller,
  place: VillagePlace,
  person: { readonly id: string; readonly unit: string },
): boolean =>
  personOf(caller) === person.id ||
  actsFor(caller, person.unit) ||
  actsAt(caller, place) ||
  supervises(caller, place);

/** Whether the caller may link a cadre of that unit, or the unit, with the village or a household in it: not the cadre himself. */
export const mayLink = (caller: Caller, place: VillagePlace, unit: string): boolean =>
  actsFor(caller, unit) ||
  actsAt(caller, place) ||
  supervises(caller, place) ||
  caller.roles.includes("systemAdmin");

/** Whether the caller may put households and groups into the village. */
export const mayKeepHouseholds = (caller: Caller, place: VillagePlace): boolean =>
  actsAt(caller, place) || supervises(caller, place) || caller.roles.includes("systemAdmin");

/**
 * Whether the caller may look at a household's particulars: a named person, who is linked with it today, or acts for the village
 * or a unit above it, or supervises it. No key without a person, and none of the three administrators.
 */
export const mayReveal = (caller: Caller, place: VillagePlace, linked: readonly string[]): boolean => {
  const person = personOf(caller);
  if (caller.person === null || person === null) return false;
  return linked.includes(person) || actsAt(caller, place) || supervises(caller, place);
};
