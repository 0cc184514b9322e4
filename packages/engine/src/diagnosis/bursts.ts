/** A span in which events came faster than before: from the event that opens it to the one that ends it. `level` from 1. */
export interface Burst {
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

export interface BurstOptions {
  /** How much faster each level is than the one below. */
  readonly s: number;
  /** How hard it is to climb one. */
  readonly gamma: number;
}

/**
 * The bursts in a stream of events by Kleinberg's automaton (Bursty and Hierarchical Structure in Streams, 2002; s = 2, γ = 1
 * unless said otherwise), outer ones before those within them. Places in any unit, in any order.
 *
 * Level i expects exponential gaps at sⁱ times the stream's mean rate; climbing a level costs γ·ln n, falling nothing. The cheapest
 * way through the levels is found, and each stretch above level 0 is a burst. Two events at one place cannot be told apart by a
 * rate: their gap counts as `leastGap`. Fewer than two gaps have no bursts.
 */
export function burstsOf(
  places: readonly number[],
  leastGap: number,
  { s, gamma }: BurstOptions = { s: 2, gamma: 1 },
): Burst[] {
  const sorted = [...places].sort((one, other) => one - other);
  const gaps = sorted.slice(1).map((place, index) => Math.max(leastGap, place - (sorted[index] ?? place)));
  if (gaps.length < 2) return [];
  return spansOf(levelsOf(gaps, s, gamma), sorted);
}

/** The level of each gap on the cheapest way. */
function levelsOf(gaps: readonly number[], s: number, gamma: number): number[] {
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  const shortest = Math.min(...gaps);
  const count = Math.max(1, Math.ceil(1 + Math.log(total / shortest) / Math.log(s)));
  const climb = gamma * Math.log(gaps.length);
  const rates = Array.from({ length: count }, (_, level) => (s ** level * gaps.length) / total);
  let costs = rates.map((_, level) => (level === 0 ? 0 : Number.POSITIVE_INFINITY));
  const cameFrom: number[][] = [];
  for (const gap of gaps) {
    const best = rates.map((_, level) => cheapest(costs, level, climb));
    cameFrom.push(best.map(({ from }) => from));
    costs = best.map(({ cost }, level) => {
      const rate = rates[level] ?? 1;
      return cost + rate * gap - Math.log(rate);
    });
  }
  let level = costs.indexOf(Math.min(...costs));
  const levels: number[] = [];
  for (let at = gaps.length - 1; at >= 0; at--) {
    levels[at] = level;
    level = cameFrom[at]?.[level] ?? 0;
  }
  return levels;
}

/** The level from which `level` is reached at the least cost, the lowest of equals. */
function cheapest(costs: readonly number[], level: number, climb: number): { from: number; cost: number } {
  let best = { from: 0, cost: Number.POSITIVE_INFINITY };
  for (const [from, sofar] of costs.entries()) {
    const cost = sofar + Math.max(0, level - from) * climb;
    if (cost < best.cost) best = { from, cost };
  }
  return best;
}

/** Levels above 0 as spans: a gap's level opens at the event before the gap, and closes there too. */
function spansOf(levels: readonly number[], places: readonly number[]): Burst[] {
  const bursts: { level: number; from: number; to: number }[] = [];
  const open: { level: number; from: number; to: number }[] = [];
  for (const [index, level] of [...levels, 0].entries()) {
    const place = places[index] ?? 0;
    while (open.length > level) {
      const closed = open.pop();
      if (closed !== undefined) closed.to = place;
    }
    while (open.length < level) {
      const burst = { level: open.length + 1, from: place, to: place };
      open.push(burst);
      bursts.push(burst);
    }
  }
  return bursts;
}
