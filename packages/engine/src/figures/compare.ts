import { rescaled, type Scaled, sumOf } from "./decimal.ts";

/** Less than 0 where the first is the smaller, 0 where they are the same number. */
export function compareDecimals(one: Scaled, other: Scaled): number {
  const scale = Math.max(one.scale, other.scale);
  const difference = rescaled(one, scale).units - rescaled(other, scale).units;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The first less the second, exact, in its shortest form. */
export const differenceOf = (one: Scaled, other: Scaled): Scaled =>
  sumOf([one, { units: -other.units, scale: other.scale }]);

export const zero: Scaled = { units: 0n, scale: 0 };
