import { giniOf } from "../diagnosis/gust.ts";
import type { DateSpan } from "../diagnosis/workTime.ts";
import type { UnitKind } from "../store/units.ts";
import type { Calendar } from "../time/calendar.ts";
import { type DaysRule, daysOwed, wholeDays } from "./daysOwed.ts";

/** Who is to visit, and who is to be visited, with what there was between them in the window. Dates are text, each as it is stored. */
export interface CoverageFacts {
  readonly cadres: readonly { readonly person: string; readonly unit: string; readonly kind: UnitKind }[];
  readonly households: readonly { readonly id: string; readonly village: string }[];
  /** In force on the last day of the window. */
  readonly links: readonly { readonly household: string; readonly person: string }[];
  readonly visits: readonly VisitFact[];
}

/** A visit of the window; one who is no cadre of those asked about may have made it. `household` null: to the village. */
export interface VisitFact {
  readonly village: string;
  readonly household: string | null;
  readonly person: string;
  readonly unit: string;
  readonly on: string;
}

/** A cell of the matrix unit × village: what the unit's cadres did there. Left out where all is 0. */
export interface CoverageCell {
  readonly unit: string;
  readonly village: string;
  /** Households there that one of the unit's cadres is linked with. */
  readonly linked: number;
  /** Of the village's households, those that one of them visited. */
  readonly visited: number;
  readonly visits: number;
  /** Days of persons: two cadres on one day are two. */
  readonly days: number;
}

export interface UnitCoverage {
  readonly unit: string;
  readonly cadres: number;
  /** Cadres with at least one household. */
  readonly linked: number;
  /** Cadres with at least one visit. */
  readonly visiting: number;
  readonly days: number;
  /** What the rule asks for of all of them together, in whole days. */
  readonly owed: number;
  /** Cadres who have what the rule asks for of each. */
  readonly met: number;
}

export interface VillageCoverage {
  readonly village: string;
  readonly households: number;
  /** Households with at least one cadre. */
  readonly linked: number;
  /** Households visited at least once. */
  readonly visited: number;
  readonly visits: number;
  readonly days: number;
}

/** 联村入户 seen from both sides. */
export interface Coverage {
  readonly cadres: Omit<UnitCoverage, "unit">;
  readonly households: Omit<VillageCoverage, "village">;
  readonly evenness: Evenness;
  readonly units: readonly UnitCoverage[];
  readonly villages: readonly VillageCoverage[];
  readonly matrix: readonly CoverageCell[];
  /** By id: cadres without a household, households without a cadre. */
  readonly gaps: { readonly cadres: readonly string[]; readonly households: readonly string[] };
}

/** How evenly visits fall on households. `gini` is null under two households, or where none was visited. */
export interface Evenness {
  /** Gini of the visits to each household, times n/(n − 1): 0 where each had as many, 1 where one had all of them. */
  readonly gini: number | null;
  readonly visitsMean: number | null;
  readonly visitsMost: number;
}

/**
 * Coverage of a window, pure. A visit counts once a person, household (or village) and day, however often it was reported and by
 * whom; so it counts once in every ledger that it serves. Units and villages come in the order of the facts.
 */
export function coverageOf(
  facts: CoverageFacts,
  span: DateSpan,
  calendar: Calendar,
  rule: DaysRule,
): Coverage {
  const visits = distinctBy(facts.visits, ({ person, household, village, on }) =>
    [person, household ?? `village ${village}`, on].join("\n"),
  );
  const owedOf = owedByKind(calendar, span, rule);
  const linkedPeople = new Set(facts.links.map(({ person }) => person));
  const linkedHouseholds = new Set(facts.links.map(({ household }) => household));
  const visitsByHousehold = countBy(visits.flatMap(({ household }) => household ?? []));
  const units = groupBy(facts.cadres, ({ unit }) => unit);
  const villages = groupBy(facts.households, ({ village }) => village);
  for (const { village } of visits) if (!villages.has(village)) villages.set(village, []);
  const visitsByPerson = groupBy(visits, ({ person }) => person);
  const visitsByVillage = groupBy(visits, ({ village }) => village);
  const counts = facts.households.map(({ id }) => visitsByHousehold.get(id) ?? 0);

  const ofCadres = (cadres: CoverageFacts["cadres"]) => {
    const days = cadres.map(({ person }) => daysIn(visitsByPerson.get(person) ?? []));
    const owed = cadres.map(({ kind }) => wholeDays(owedOf[kind]));
    return {
      cadres: cadres.length,
      linked: cadres.filter(({ person }) => linkedPeople.has(person)).length,
      visiting: cadres.filter(({ person }) => visitsByPerson.has(person)).length,
      days: sum(days),
      owed: sum(owed),
      met: days.filter((count, index) => count >= (owed[index] ?? 0)).length,
    };
  };
  const ofHouseholds = (households: CoverageFacts["households"], fell: readonly VisitFact[]) => ({
    households: households.length,
    linked: households.filter(({ id }) => linkedHouseholds.has(id)).length,
    visited: households.filter(({ id }) => visitsByHousehold.has(id)).length,
    visits: fell.length,
    days: personDays(fell),
  });
  return {
    cadres: ofCadres(facts.cadres),
    households: ofHouseholds(facts.households, visits),
    evenness: {
      gini: giniOf(counts),
      visitsMean: counts.length === 0 ? null : sum(counts) / counts.length,
      visitsMost: Math.max(0, ...counts),
    },
    units: [...units].map(([unit, cadres]) => ({ unit, ...ofCadres(cadres) })),
    villages: [...villages].map(([village, households]) => ({
      village,
      ...ofHouseholds(households, visitsByVillage.get(village) ?? []),
    })),
    matrix: matrixOf(facts, visits),
    gaps: {
      cadres: facts.cadres.flatMap(({ person }) => (linkedPeople.has(person) ? [] : [person])),
      households: facts.households.flatMap(({ id }) => (linkedHouseholds.has(id) ? [] : [id])),
    },
  };
}

function owedByKind(calendar: Calendar, span: DateSpan, rule: DaysRule): Record<UnitKind, number> {
  const owed = (kind: UnitKind) => daysOwed(calendar, span, rule[kind]);
  return {
    department: owed("department"),
    office: owed("office"),
    township: owed("township"),
    village: owed("village"),
  };
}

function matrixOf(facts: CoverageFacts, visits: readonly VisitFact[]): CoverageCell[] {
  const unitByPerson = new Map(facts.cadres.map(({ person, unit }) => [person, unit]));
  const villageById = new Map(facts.households.map(({ id, village }) => [id, village]));
  const links = facts.links.flatMap(({ household, person }) => {
    const unit = unitByPerson.get(person);
    const village = villageById.get(household);
    return unit === undefined || village === undefined ? [] : [{ unit, village, household }];
  });
  const keyOf = ({ unit, village }: { readonly unit: string; readonly village: string }) =>
    `${unit}\n${village}`;
  const linksByCell = groupBy(links, keyOf);
  const visitsByCell = groupBy(visits, keyOf);
  const keys = [...new Set([...linksByCell.keys(), ...visitsByCell.keys()])];
  return keys.map((key) => {
    const [unit = "", village = ""] = key.split("\n");
    const fell = visitsByCell.get(key) ?? [];
    return {
      unit,
      village,
      linked: new Set(linksByCell.get(key)?.map(({ household }) => household)).size,
      visited: new Set(fell.flatMap(({ household }) => household ?? [])).size,
      visits: fell.length,
      days: personDays(fell),
    };
  });
}

const daysIn = (visits: readonly VisitFact[]): number => new Set(visits.map(({ on }) => on)).size;

const personDays = (visits: readonly VisitFact[]): number =>
  new Set(visits.map(({ person, on }) => `${person}\n${on}`)).size;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const distinctBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];
