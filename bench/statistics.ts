/** The value below which `share` (0–1) of the sorted values lie, by the nearest rank; 0 of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const rank = Math.ceil(share * sorted.length);
  return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)] ?? 0;
}

/** The middle of several values (of an even number the lower one of the two); 0 of none. */
export const median = (values: readonly number[]): number =>
  percentile(Float64Array.from(values).sort(), 0.5);

/** How long things took, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function latencyOf(durationsMs: Float64Array): Latency {
  const sorted = durationsMs.slice().sort();
  return {
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? 0,
  };
}

/** Numbers in [0, 1) that look random and are the same in every run: mulberry32, 32 bits of state. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
