/**
 * How evenly activity is spread over the lines (顾此失彼): 1 where all are alike, 0 where one has it all. Null under two lines, or
 * where nothing happened.
 *
 * Shannon's entropy over its greatest (Boydstun, Bevan and Thomas 2014, "The importance of attention diversity and how to measure it").
 */
export function evennessOf(activity: readonly number[]): number | null {
  const shares = sharesOf(activity);
  if (shares === null || shares.length < 2) return null;
  return entropyOf(shares) / Math.log2(shares.length);
}

/**
 * How well activity follows a plan's weights: 1 where the shares are the same, 0 where they have nothing in common
 * (1 − Jensen–Shannon divergence, base 2). Null where either is all 0.
 */
export function planFitOf(activity: readonly number[], weights: readonly number[]): number | null {
  const done = sharesOf(activity);
  const planned = sharesOf(weights);
  if (done === null || planned === null) return null;
  const middle = done.map((share, index) => (share + (planned[index] ?? 0)) / 2);
  return 1 - (entropyOf(middle) - (entropyOf(done) + entropyOf(planned)) / 2);
}

function sharesOf(figures: readonly number[]): number[] | null {
  const sum = figures.reduce((total, figure) => total + figure, 0);
  return sum > 0 ? figures.map((figure) => figure / sum) : null;
}

const entropyOf = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0);
