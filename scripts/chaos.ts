/*
 * npm run chaos -- [--minutes n] [--seed s] [--rounds n] [--seconds n] [--json FILE]
 *
 * Works with a whole Duban and strikes it, round after round, each on a database, a layout and a seed of its own, and holds everything
 * recorded against a model after each round. Ends with 1 if a round found something, and says how to run that round again.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { startPostgresForChaos } from "../tests/chaos/installation.ts";
import { addUp, describeRound, tableOf } from "../tests/chaos/report.ts";
import { type RoundReport, runRound } from "../tests/chaos/round.ts";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    rounds: { type: "string" },
    seconds: { type: "string", default: "40" },
    json: { type: "string" },
  },
});
const seconds = Number(values.seconds);
const firstSeed = Number(values.seed);
const endsAt = performance.now() + Number(values.minutes) * 60_000;
const rounds = values.rounds === undefined ? Number.POSITIVE_INFINITY : Number(values.rounds);
const say = (line: string) => process.stdout.write(`${line}\n`);

const postgres = await startPostgresForChaos();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // The server processes go with this one; Postgres has a session of its own.
  process.once(signal, () => void postgres.stop().finally(() => process.exit(130)));
}
const reports: RoundReport[] = [];
try {
  for (let round = 0; round < rounds && (round === 0 || performance.now() < endsAt); round++) {
    const seed = firstSeed + round;
    // Now and then longer than any lock and lease there is: BullMQ's of 30 s, the batches' of 10 s.
    const longestFreezeMs = seed % 5 === 0 ? 36_000 : 6_000;
    const report = await runRound({ postgres, seed, seconds, longestFreezeMs });
    reports.push(report);
    say(describeRound(report));
    for (const violation of report.violations.slice(0, 30)) say(`  ${violation}`);
    if (report.violations.length > 0) {
      say(`  again: npm run chaos -- --seed ${seed} --rounds 1 --seconds ${seconds}`);
    }
  }
} finally {
  await postgres.stop();
}
const total = addUp(reports);
say(`\n${tableOf(total)}`);
if (values.json !== undefined)
  await writeFile(values.json, `${JSON.stringify({ total, reports }, null, 2)}\n`);
process.exit(total.violations === 0 ? 0 : 1);
