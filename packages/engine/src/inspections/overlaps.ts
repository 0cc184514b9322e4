/** Another inspection as the overlap of two is judged: its window in dates, inclusive, and the units that may be or were drawn. */
export interface OtherInspection {
  readonly id: string;
  readonly number: string;
  readonly asker: string;
  readonly from: string;
  readonly to: string;
  readonly units: readonly string[];
  /** Whether `units` were drawn, and so count against a quota. */
  readonly isDrawn: boolean;
}

/**
 * Why a unit had better not be inspected now.
 *
 * `repeated` (重复督查): the same asker inspects it in days that overlap. `manyHeaded` (多头督查): another asker does. `quota`: it
 * was drawn as often this year as a unit may be.
 */
export type OverlapWarning =
  | {
      readonly unit: string;
      readonly kind: "repeated" | "manyHeaded";
      readonly inspection: string;
      readonly number: string;
      readonly asker: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly unit: string; readonly kind: "quota"; readonly count: number; readonly quota: number };

/** What is about to be announced. */
export interface Announcing {
  readonly id: string;
  readonly asker: string;
  readonly from: string;
  readonly to: string;
  readonly units: readonly string[];
}

/** All warnings of what is about to be announced, in the order of its units. A quota counts a window in the year it begins in. */
export function overlapWarnings(
  announcing: Announcing,
  others: readonly OtherInspection[],
  quota: number,
): OverlapWarning[] {
  const year = announcing.from.slice(0, 4);
  const rest = others.filter(({ id }) => id !== announcing.id);
  return announcing.units.flatMap((unit) => {
    const concerning = rest.filter(({ units }) => units.includes(unit));
    const overlapping = concerning
      .filter(({ from, to }) => from <= announcing.to && announcing.from <= to)
      .map(({ id, number, asker, from, to }) => ({
        unit,
        kind: asker === announcing.asker ? ("repeated" as const) : ("manyHeaded" as const),
        inspection: id,
        number,
        asker,
        from,
        to,
      }));
    const count = concerning.filter(({ isDrawn, from }) => isDrawn && from.startsWith(year)).length;
    const over = count >= quota ? [{ unit, kind: "quota" as const, count, quota }] : [];
    return [...overlapping, ...over];
  });
}
