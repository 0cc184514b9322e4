import { afterAll, beforeAll, expect, test } from "vitest";
import { type PostgresForChaos, startPostgresForChaos } from "../chaos/installation.ts";
import { runRound } from "../chaos/round.ts";

let postgres: PostgresForChaos;
beforeAll(async () => {
  postgres = await startPostgresForChaos();
});
afterAll(() => postgres.stop());

// By the manual clock and by the system's. `npm run chaos` does the same for longer.
test.each([1000, 1002])(
  "seed %i: whatever fails while a county works, the history is what the rules make of it",
  async (seed) => {
    const report = await runRound({ postgres, seed, seconds: 12, longestFreezeMs: 3_000 });
    expect(report.violations).toEqual([]);
    expect(report.rungs).toBeGreaterThan(0);
  },
);
