import type { Activity } from "./activity.ts";
import { evennessOf, planFitOf } from "./balance.ts";

/** A line of a programme as it is planned; `weight` null where none is given. */
export interface PlannedLine {
  readonly programme: string;
  readonly line: string;
  readonly weight: number | null;
}

export interface LineActivity extends PlannedLine {
  readonly reports: number;
}

/** 顾此失彼: whether one thing is attended and another lost. Figures are null where there is not enough to say. */
export interface Lopsided {
  /** 1 where every line has its equal share, 0 where one has it all. */
  readonly evenness: number | null;
  /** 1 where the shares within each programme are its plan's; null where not every line has a weight. */
  readonly planFit: number | null;
  readonly lines: readonly LineActivity[];
  /** The lines that nobody reported on. */
  readonly forgotten: readonly PlannedLine[];
}

/** The figure over the lines asked about: those planned, and those that tasks name without a plan. */
export function lopsidedOf({ reports }: Activity, planned: readonly PlannedLine[]): Lopsided {
  const countByLine = new Map<string, number>();
  for (const { programme, line } of reports) {
    const key = keyOf({ programme: programme ?? "", line: line ?? "" });
    countByLine.set(key, (countByLine.get(key) ?? 0) + 1);
  }
  const lines = planned.map((line) => ({ ...line, reports: countByLine.get(keyOf(line)) ?? 0 }));
  const counts = lines.map((line) => line.reports);
  const planShares = planSharesOf(lines);
  return {
    evenness: evennessOf(counts),
    planFit: planShares === null ? null : planFitOf(counts, planShares),
    lines,
    forgotten: planned.filter((line) => !countByLine.has(keyOf(line))),
  };
}

/**
 * The reports each line would have, were those of its programme shared out by the plan's weights; null unless every line has a weight.
 *
 * Programme by programme: a weight says what a line is worth beside the others of its own.
 */
function planSharesOf(lines: readonly LineActivity[]): number[] | null {
  const sums = new Map<string, { weight: number; reports: number }>();
  for (const { programme, weight, reports } of lines) {
    if (weight === null) return null;
    const sum = sums.get(programme) ?? { weight: 0, reports: 0 };
    sums.set(programme, { weight: sum.weight + weight, reports: sum.reports + reports });
  }
  return lines.map(({ programme, weight }) => {
    const sum = sums.get(programme) ?? { weight: 0, reports: 0 };
    return sum.weight === 0 ? 0 : (sum.reports * (weight ?? 0)) / sum.weight;
  });
}

const keyOf = ({ programme, line }: { programme: string; line: string }): string => `${programme}\n${line}`;
