/** With fewer gaps the figure says more about chance than about the work: "not enough to say". */
export const leastGaps = 5;

/**
 * How unevenly gaps follow each other (忽紧忽松): −1 where all are alike, about 0 where chance alone deals them out, 1 where all
 * of it is one gap. Null under five gaps, or where they are all 0.
 *
 * Kim and Jo's finite-size form (arXiv 1604.01125): with n gaps and r = σ/μ (σ of the population),
 * A = (√(n+1)·r − √(n−1)) / ((√(n+1) − 2)·r + √(n−1)). Unlike (r − 1)/(r + 1) it reaches 1 however few the gaps.
 */
export function burstinessOf(gaps: readonly number[]): number | null {
  const n = gaps.length;
  if (n < leastGaps) return null;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / n;
  if (mean === 0) return null;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / n;
  const r = Math.sqrt(variance) / mean;
  const more = Math.sqrt(n + 1);
  const fewer = Math.sqrt(n - 1);
  return (more * r - fewer) / ((more - 2) * r + fewer);
}

/**
 * The gaps between places in a window of `length`, its two edges counted: n places make n + 1 gaps, which add up to `length`.
 *
 * Places lie in 0 … length, in any order. An idle beginning or end is silence like any other.
 */
export function gapsIn(places: readonly number[], length: number): number[] {
  const sorted = [...places].sort((one, other) => one - other);
  return [...sorted, length].map((place, index) => place - (sorted[index - 1] ?? 0));
}
