import { rescaled, type Scaled } from "./decimal.ts";

/**
 * Shares a figure out in proportion to weights; the shares add up to it exactly.
 *
 * By largest remainders (Hamilton's method): each gets the whole part of its quota, in units of the figure's own last digit,
 * and what is left goes by one to those cut off by most, the earlier first. So no share is a whole unit or more from its quota.
 * Weights are at least 0 and not all 0; the figure is at least 0.
 */
export function shareOut(figure: Scaled, weights: readonly Scaled[]): readonly Scaled[] {
  const scale = Math.max(0, ...weights.map((weight) => weight.scale));
  const parts = weights.map((weight) => rescaled(weight, scale).units);
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  const quotas = parts.map((part, place) => ({
    place,
    units: (figure.units * part) / whole,
    rest: (figure.units * part) % whole,
  }));
  const left = figure.units - quotas.reduce((sum, { units }) => sum + units, 0n);
  const favoured = new Set(
    [...quotas]
      .sort((one, other) =>
        one.rest === other.rest ? one.place - other.place : one.rest > other.rest ? -1 : 1,
      )
      .slice(0, Number(left))
      .map(({ place }) => place),
  );
  return quotas.map(({ place, units }) => ({
    units: favoured.has(place) ? units + 1n : units,
    scale: figure.scale,
  }));
}

/** Shares a figure out evenly; what can't be halved goes to the first. */
export const shareEvenly = (figure: Scaled, count: number): readonly Scaled[] =>
  shareOut(
    figure,
    Array.from({ length: count }, () => ({ units: 1n, scale: 0 })),
  );
