/** With fewer weeks a correlation says more about chance than about the county. */
export const leastWeeks = 12;

/**
 * Spearman's ρ of two series: 1 where they rise and fall together, −1 where one falls as the other rises. Equal figures share the
 * mean of their ranks. Null under twelve pairs, or where one of the series never changes.
 */
export function rankCorrelationOf(one: readonly number[], other: readonly number[]): number | null {
  if (one.length !== other.length || one.length < leastWeeks) return null;
  return pearsonOf(ranksOf(one), ranksOf(other));
}

function ranksOf(figures: readonly number[]): number[] {
  const order = figures.map((figure, index) => ({ figure, index })).sort((a, b) => a.figure - b.figure);
  const ranks: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (order[end + 1]?.figure === order[start]?.figure && end + 1 < order.length) end += 1;
    for (const { index } of order.slice(start, end + 1)) ranks[index] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranks;
}

function pearsonOf(one: readonly number[], other: readonly number[]): number | null {
  const meanOf = (series: readonly number[]) => series.reduce((sum, x) => sum + x, 0) / series.length;
  const [mean, otherMean] = [meanOf(one), meanOf(other)];
  let together = 0;
  let square = 0;
  let otherSquare = 0;
  for (const [index, x] of one.entries()) {
    const [dx, dy] = [x - mean, (other[index] ?? 0) - otherMean];
    together += dx * dy;
    square += dx * dx;
    otherSquare += dy * dy;
  }
  return square === 0 || otherSquare === 0 ? null : together / Math.sqrt(square * otherSquare);
}
