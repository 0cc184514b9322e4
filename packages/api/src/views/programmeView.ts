import {
  decimalOf,
  formatDecimal,
  formatInstant,
  type Line,
  type LineCounts,
  type Programme,
  rescaled,
  sumOf,
  type TargetSum,
} from "@duban/engine";
import type { z } from "zod";
import type { programmeSchema } from "../schemas/programmes.ts";

/** A programme as the API shows it, with its ledger. */
export type ProgrammeView = z.input<typeof programmeSchema>;
type LineView = ProgrammeView["lines"][number];

/** What a programme's ledger is made of. `unitOrder`: the county's units in their fixed order. */
export interface ProgrammeParts {
  readonly id: string;
  /** The definition in force, if there is one. */
  readonly programme: Programme | undefined;
  readonly counts: readonly LineCounts[];
  readonly sums: readonly TargetSum[];
  readonly unitOrder: readonly string[];
  readonly timeZone: string;
}

/** The programme with its lines in the order they are defined, then those that only matters name, then matters without one. */
export function programmeView({
  id,
  programme,
  counts,
  sums,
  unitOrder,
  timeZone,
}: ProgrammeParts): ProgrammeView {
  const defined = programme?.lines ?? [];
  const named = new Set<string | null>(counts.map(({ line }) => line));
  const loose = [...named].filter((line) => !defined.some(({ id: known }) => known === line));
  const lines = [
    ...defined.map((line) => lineView(line.id, line, counts, sums)),
    ...loose.map((line) => lineView(line, undefined, counts, sums)),
  ];
  const total = (member: "matters" | "tasks" | "ended" | "overdue") =>
    counts.reduce((sum, line) => sum + line[member], 0);
  return {
    id,
    version: programme?.version ?? null,
    name: programme?.name ?? id,
    phases: [...(programme?.phases ?? [])],
    centralWorks: [...(programme?.centralWorks ?? [])],
    matters: total("matters"),
    tasks: total("tasks"),
    ended: total("ended"),
    overdue: total("overdue"),
    progress: weightedProgress(lines),
    lines,
    units: unitSums(sums, unitOrder),
    createdAt: programme === undefined ? null : formatInstant(timeZone, programme.createdAt),
  };
}

function lineView(
  id: string | null,
  line: Line | undefined,
  counts: readonly LineCounts[],
  sums: readonly TargetSum[],
): LineView {
  const {
    matters = 0,
    tasks = 0,
    ended = 0,
    overdue = 0,
    progress = null,
  } = counts.find((one) => one.line === id) ?? {};
  const ofLine = sums.filter((sum) => sum.unit === null && sum.line === id);
  const loose = ofLine.filter(({ target }) => !line?.targets.some((known) => known.id === target));
  const sumOfTarget = (target: string) => ofLine.find((sum) => sum.target === target);
  return {
    id,
    name: line?.name ?? id,
    defined: line !== undefined,
    weight: line?.weight ?? null,
    centralWork: [...(line?.centralWork ?? [])],
    matters,
    tasks,
    ended,
    overdue,
    progress,
    targets: [
      ...(line?.targets ?? []).map((target) => ({
        ...target,
        assigned: sumOfTarget(target.id)?.assigned ?? null,
        reported: sumOfTarget(target.id)?.reported ?? null,
      })),
      ...loose.map(({ target, assigned, reported }) => ({
        ...{ id: target, name: null, unit: null, figure: null },
        assigned,
        reported,
      })),
    ],
  };
}

/**
 * The mean of the defined lines' progress by their weights, evenly where none is weighted; a line nobody has begun counts 0.
 *
 * Of a programme without a definition, the plain mean over what lines its matters name. Exact, then rounded half up to a tenth.
 */
export function weightedProgress(lines: readonly LineView[]): string | null {
  if (lines.every(({ progress }) => progress === null)) return null;
  const isDefined = lines.some(({ defined }) => defined);
  const counted = lines.filter(({ defined }) => defined === isDefined);
  const isWeighted = counted.some(({ weight }) => weight !== null);
  const parts = counted.map(({ weight, progress }) => ({
    weight: rescaled(decimalOf(isWeighted ? (weight ?? "0") : "1") ?? zero, 6).units,
    tenths: rescaled(decimalOf(progress ?? "0") ?? zero, 1).units,
  }));
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0n);
  if (whole === 0n) return null;
  const sum = parts.reduce((so, { weight, tenths }) => so + weight * tenths, 0n);
  return formatDecimal({ units: (2n * sum + whole) / (2n * whole), scale: 1 });
}

const zero = sumOf([]);

function unitSums(sums: readonly TargetSum[], unitOrder: readonly string[]): ProgrammeView["units"] {
  const placeByUnit = new Map(unitOrder.map((unit, place) => [unit, place]));
  const placeOf = (unit: string) => placeByUnit.get(unit) ?? unitOrder.length;
  return sums
    .flatMap(({ unit, ...sum }) => (unit === null ? [] : [{ unit, ...sum }]))
    .sort((one, other) => placeOf(one.unit) - placeOf(other.unit));
}
