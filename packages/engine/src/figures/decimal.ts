/**
 * Exact decimals: figures as people write them, added without a float in between.
 *
 * A decimal is text, `-12.50`, of at most 15 digits before and 6 after the point: what a `numeric(21,6)` holds. `Scaled` is
 * the same as a whole number of 10^-scale.
 */
export interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

export const decimalPattern = /^-?\d{1,15}(?:\.\d{1,6})?$/;

/** Reads a decimal; undefined for what is none. */
export function parseDecimal(text: string): Scaled | undefined {
  if (!decimalPattern.test(text)) return undefined;
  const [whole = "", fraction = ""] = text.split(".");
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/** The decimal a figure stands for: a number is the shortest text that is read back as it. */
export const decimalOf = (figure: string | number): Scaled | undefined => parseDecimal(String(figure));

/** As text, with just `scale` digits after the point. */
export function formatDecimal({ units, scale }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? "" : `.${digits.slice(-scale)}`;
  return `${units < 0n ? "-" : ""}${whole}${fraction}`;
}

/** The one way a figure is written down: no zeros behind, no minus before zero. */
export function canonicalDecimal(figure: string | number): string | undefined {
  const scaled = decimalOf(figure);
  return scaled && formatDecimal(trimmed(scaled));
}

function trimmed({ units, scale }: Scaled): Scaled {
  let [least, places] = [units, scale];
  while (places > 0 && least % 10n === 0n) [least, places] = [least / 10n, places - 1];
  return { units: least, scale: places };
}

/** The same decimal with `scale` digits after the point; never fewer than it has. */
export const rescaled = ({ units, scale }: Scaled, to: number): Scaled =>
  to <= scale ? { units, scale } : { units: units * 10n ** BigInt(to - scale), scale: to };

/** The exact sum, in its shortest form. */
export function sumOf(decimals: readonly Scaled[]): Scaled {
  const scale = Math.max(0, ...decimals.map((one) => one.scale));
  const units = decimals.reduce((sum, one) => sum + rescaled(one, scale).units, 0n);
  return trimmed({ units, scale });
}

/** Whether two are the same number. */
export const equals = (one: Scaled, other: Scaled): boolean =>
  formatDecimal(trimmed(one)) === formatDecimal(trimmed(other));
