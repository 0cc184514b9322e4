import { parseArgs } from "node:util";

export const usage = `usage: npm run bench -- [--only name,name] [--quick] [--scale] [--sizes n,n] [--json FILE] [--profile DIR]

  --only     some of: engine, trail, events, storm, startup, scale, console; unless said, all but engine, trail, scale, console
  --quick    small sizes and one run each: to see that it works, not to measure
  --scale    the curve: 1,000 to 1,000,000 open tasks
  --sizes    other numbers of open tasks for the curve, as 1000000
  --json     the tables and targets as JSON too
  --profile  a CPU profile of every server process in DIR, summed up at the end

BENCH_DIR is where the databases are put (the system's temporary directory unless said): what is measured is that disk.`;

export interface BenchOptions {
  /** Null: all but the curve. */
  readonly only: readonly string[] | null;
  readonly quick: boolean;
  readonly scale: boolean;
  /** The numbers of open tasks that make the curve. */
  readonly sizes: readonly number[];
  readonly json: string | null;
  readonly profileDir: string | undefined;
  readonly events: number;
  readonly runs: number;
}

const quickSizes = [1_000, 10_000];
const curveSizes = [1_000, 10_000, 100_000, 1_000_000];

/** Reads the command line; text says what is wrong with it. */
export function parseOptions(args: readonly string[], names: readonly string[]): BenchOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        quick: { type: "boolean", default: false },
        scale: { type: "boolean", default: false },
        sizes: { type: "string" },
        json: { type: "string" },
        profile: { type: "string" },
      },
    });
    const only = values.only?.split(",") ?? null;
    const unknown = only?.find((name) => !names.includes(name));
    if (unknown !== undefined) return `there is no suite ${unknown}`;
    const sizes = values.sizes?.split(",").map(Number) ?? (values.quick ? quickSizes : curveSizes);
    if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 1_000)) {
      return "--sizes are whole numbers from 1000, with commas between";
    }
    return {
      only,
      sizes,
      quick: values.quick,
      scale: values.scale,
      json: values.json ?? null,
      profileDir: values.profile,
      // Ten seconds a run at the speed aimed for: long enough that a checkpoint or a collection is not the whole of it.
      events: values.quick ? 2_000 : 20_000,
      runs: values.quick ? 1 : 3,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
