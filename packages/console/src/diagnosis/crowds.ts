import type { Diagnosis } from "./diagnosisQueries.ts";

type Crowd = Diagnosis["gustOfWind"]["crowds"][number];

/** A crowd with the span in which it was densest; null where it is as dense throughout. */
export interface WholeCrowd extends Crowd {
  readonly densest: { readonly from: string; readonly to: string; readonly level: number } | null;
}

/**
 * Each crowd once: the outermost span of nested ones, with its deepest.
 *
 * The method finds crowds within crowds, down to single days, so that the same days stand on several levels; whoever looks wants to know
 * when it was crowded, and when most.
 */
export function wholeCrowds(crowds: readonly Crowd[]): readonly WholeCrowd[] {
  return crowds
    .filter(({ level }) => level === 1)
    .map((crowd) => {
      const within = crowds.filter(
        ({ level, from, to }) => level > 1 && from >= crowd.from && to <= crowd.to,
      );
      const deepest = within.reduce<Crowd | null>(
        (deep, one) => (deep === null || one.level > deep.level ? one : deep),
        null,
      );
      const isSame = deepest === null || (deepest.from === crowd.from && deepest.to === crowd.to);
      return {
        ...crowd,
        densest: isSame ? null : { from: deepest.from, to: deepest.to, level: deepest.level },
      };
    });
}
