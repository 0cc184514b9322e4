import type { SuiteOutcome } from "../report.ts";
import type { Testbed } from "../server/testbed.ts";
import type { County } from "../world/settle.ts";

/** How large and how often. */
export interface SuiteOptions {
  /** Events of a run one by one; others follow from it. */
  readonly events: number;
  /** Runs of which the median counts; one more comes first, to warm up. */
  readonly runs: number;
  readonly quick: boolean;
  /** Numbers of open tasks, for the curve. */
  readonly sizes: readonly number[];
  /** Where server processes leave their CPU profiles, if they are to. */
  readonly profileDir: string | undefined;
  /** Says what is going on, on stderr. */
  readonly progress: (what: string) => void;
}

/** One part of the benchmark. `county` is the one in the testbed's own database, with a key for each sender. */
export interface Suite {
  readonly name: string;
  run(testbed: Testbed, county: County, options: SuiteOptions): Promise<SuiteOutcome>;
}
