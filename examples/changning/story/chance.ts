/** Numbers from 0 up to 1 that are the same at every run: drawn by mulberry32 from a seed made of words (FNV-1a). */
export function chanceOf(words: string): () => number {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(words)) state = Math.imul(state ^ byte, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `from` to `to`, both possible. */
export const between = (chance: () => number, from: number, to: number): number =>
  from + Math.floor(chance() * (to - from + 1));
