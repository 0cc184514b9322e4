import {
  decimalOf,
  equals,
  formatDecimal,
  type MatterTarget,
  type Scaled,
  shareEvenly,
  shareOut,
  sumOf,
  type Target,
} from "@duban/engine";
import type { z } from "zod";
import type { Fault } from "./problem.ts";
import type { splitSchema } from "./schemas/split.ts";

type Split = z.output<typeof splitSchema>;
type TargetSplit = Split["targets"][number];

/** The targets with the share of each unit, or all that is wrong with the split. */
export type SharedTargets =
  | { readonly targets: readonly MatterTarget[] }
  | { readonly faults: readonly Fault[] };

/**
 * Shares each target of a split out among its units; the shares of a target add up to its figure exactly.
 *
 * `defined` are the targets of the line, undefined where nobody defined it: then any id will do, and every figure must be said.
 */
export function shareTargets(split: Split, defined: readonly Target[] | undefined): SharedTargets {
  const faults: Fault[] = [];
  const targets: MatterTarget[] = [];
  for (const [index, of] of split.targets.entries()) {
    const shared = shareTarget(of, split.units, defined);
    if ("member" in shared) {
      faults.push({ pointer: `/split/targets/${index}/${shared.member}`, detail: shared.detail });
    } else targets.push(shared);
  }
  return faults.length > 0 ? { faults } : { targets };
}

interface Refused {
  readonly member: keyof TargetSplit;
  readonly detail: string;
}
const refuse = (member: keyof TargetSplit, detail: string): Refused => ({ member, detail });

function shareTarget(
  of: TargetSplit,
  units: readonly string[],
  defined: readonly Target[] | undefined,
): MatterTarget | Refused {
  const target = defined?.find(({ id }) => id === of.target);
  if (defined !== undefined && target === undefined) {
    return refuse("target", `the line has no target ${of.target}`);
  }
  if (of.share === "hand") return shareByHand(of, units);
  const figure = decimalOf(of.figure ?? target?.figure ?? "");
  if (figure === undefined) return refuse("figure", "is needed, as the line names none");
  if (figure.units < 0n) return refuse("figure", "must not be negative");
  if (of.share === "even") return sharedAs(of.target, figure, units, shareEvenly(figure, units.length));
  const weights = figuresOf(of.by, units);
  if (weights === undefined)
    return refuse("by", "must name each unit of the split, and no other, with a figure from 0");
  if (weights.every((weight) => weight.units === 0n)) return refuse("by", "must not be all 0");
  return sharedAs(of.target, figure, units, shareOut(figure, weights));
}

function shareByHand(of: TargetSplit, units: readonly string[]): MatterTarget | Refused {
  const shares = figuresOf(of.figures, units);
  if (shares === undefined)
    return refuse("figures", "must name each unit of the split, and no other, with a figure from 0");
  const sum = sumOf(shares);
  const figure = of.figure === undefined ? sum : decimalOf(of.figure);
  if (figure === undefined || !equals(sum, figure)) {
    return refuse("figures", `add up to ${formatDecimal(sum)}, not to ${of.figure}`);
  }
  return sharedAs(of.target, figure, units, shares);
}

/** The figure of each unit, in their order; undefined if one lacks, is negative, or belongs to another. */
function figuresOf(
  given: Readonly<Record<string, string | number>> | undefined,
  units: readonly string[],
): readonly Scaled[] | undefined {
  if (given === undefined || Object.keys(given).length !== units.length) return undefined;
  const figures = units.flatMap((unit) => {
    const figure = Object.hasOwn(given, unit) ? decimalOf(given[unit] ?? "") : undefined;
    return figure === undefined || figure.units < 0n ? [] : [figure];
  });
  return figures.length === units.length ? figures : undefined;
}

const sharedAs = (
  id: string,
  figure: Scaled,
  units: readonly string[],
  shares: readonly Scaled[],
): MatterTarget => ({
  id,
  figure: formatDecimal(sumOf([figure])),
  shares: Object.fromEntries(
    units.flatMap((unit, place) => {
      const share = shares[place];
      return share === undefined ? [] : [[unit, formatDecimal(sumOf([share]))]];
    }),
  ),
});
