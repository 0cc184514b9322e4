/** Chance that can be repeated: the same seed draws the same. */
export interface Random {
  /** From `from` to `to`, both included. */
  integer(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the names, in proportion to their weights. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  /** A source of its own: what it draws doesn't depend on how often others drew. */
  fork(name: string): Random;
}

/** Makes a source from a seed: Mulberry32, a generator of 32 bits of state, good enough to make up work. */
export function createRandom(seed: number): Random {
  // Seeds in a row would begin alike.
  let state = Math.imul(seed ^ (seed >>> 16), 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    integer,
    chance: (share) => next() < share,
    pick: (from) => {
      const picked = from[integer(0, from.length - 1)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
    weighted: (weights) => {
      const names = Object.keys(weights) as (keyof typeof weights)[];
      const sum = names.reduce((total, name) => total + weights[name], 0);
      let left = next() * sum;
      for (const name of names) {
        left -= weights[name];
        if (left < 0) return name;
      }
      throw new Error("no weights");
    },
    fork: (name) => {
      let hash = seed ^ 0x9e3779b9;
      for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
      return createRandom(hash);
    },
  };
}
