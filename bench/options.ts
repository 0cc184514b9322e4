import { parseArgs } from "node:util";

export const usage = `usage: npm run bench -- [--only name,name] [--quick] [--scale] [--json FILE] [--profile DIR]

  --only     some of: engine, events, storm, startup, scale
  --quick    small sizes and one run each: to see that it works, not to measure
  --scale    the curve: 1,000 to 1,000,000 open tasks
  --json     the tables and targets as JSON too
  --profile  a CPU profile of every server process in DIR, summed up at the end

BENCH_DIR is where the databases are put (the system's temporary directory unless said): what is measured is that disk.`;

export interface BenchOptions {
  /** Null: all but the curve. */
  readonly only: readonly string[] | null;
  readonly quick: boolean;
  readonly scale: boolean;
  readonly json: string | null;
  readonly profileDir: string | undefined;
  readonly events: number;
  readonly runs: number;
}

/** Reads the command line; text says what is wrong with it. */
export function parseOptions(args: readonly string[], names: readonly string[]): BenchOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        quick: { type: "boolean", default: false },
        scale: { type: "boolean", default: false },
        json: { type: "string" },
        profile: { type: "string" },
      },
    });
    const only = values.only?.split(",") ?? null;
    const unknown = only?.find((name) => !names.includes(name));
    if (unknown !== undefined) return `there is no suite ${unknown}`;
    return {
      only,
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
