import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { PlainSummary } from "./scripts/plainSummary.ts";
import { TestOrder } from "./tests/harness/testOrder.ts";

/**
 * Four kinds of tests, told apart by file name (style: docs and CONTRIBUTING.md).
 *
 * memory    .test .prop.test    nothing but this process
 * database  .int.test .flow.test   a real Postgres, thrown away after; each file on its own clone of a migrated template
 * faults    .fault.test         kills and restarts, each file in a process of its own, on a Postgres that keeps its promises
 * e2e       .e2e.test           the console in real Chromium; left out where there is none, unless CI=true
 *
 * Two files at a time: first those of memory and database, which share a process and what it has loaded, as none of them changes anything
 * beyond what it made itself; then the faults beside the console, as the one waits for most of its time.
 */
const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const drivesBrowser = process.env["CI"] === "true" || existsSync(chromium);
if (!drivesBrowser) process.stderr.write(`tests: the console's are left out, there is no ${chromium}\n`);

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: TestOrder },
    reporters: ["default", new PlainSummary()],
    projects: [
      {
        extends: true,
        test: {
          name: "memory",
          include: ["{packages/*/src,tests,scripts,examples,bench}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.{int,flow,fault,e2e}.test.ts"],
          testTimeout: 30_000,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["{packages/*/src,tests,scripts,examples,bench}/**/*.{int,flow}.test.ts"],
          globalSetup: "tests/harness/postgresForTests.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["{packages/*/src,tests,scripts,examples,bench}/**/*.fault.test.ts"],
          globalSetup: "tests/harness/durablePostgresForTests.ts",
          testTimeout: 180_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: drivesBrowser ? ["tests/**/*.e2e.test.ts"] : [],
          // A page is waited for as long as a busy machine takes to show it; where a limit is promised, the test itself measures it.
          expect: { poll: { timeout: 15_000 } },
          globalSetup: "tests/harness/countyForTests.ts",
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
