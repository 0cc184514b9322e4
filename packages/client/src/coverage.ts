import type { CallOptions } from "./client.ts";
import type { Transport } from "./transport.ts";

/** 联村入户 from both sides, as of the window's last day. */
export interface Coverage {
  readonly from: string;
  readonly to: string;
  readonly workdays: number;
  /** `met`: whose days in villages reach what the rule asks for by the working days elapsed. */
  readonly cadres: {
    readonly cadres: number;
    readonly linked: number;
    readonly visiting: number;
    readonly days: number;
    readonly owed: number;
    readonly met: number;
  };
  readonly households: {
    readonly households: number;
    readonly linked: number;
    readonly visited: number;
    readonly visits: number;
    readonly days: number;
  };
  /** 0 where each household had as many visits, 1 where one had all. */
  readonly evenness: { readonly gini: number | null };
}

/** Of the county, a unit with those below it, or a village; the year so far unless said. */
export interface CoverageQuery {
  readonly unit?: string;
  readonly village?: string;
  readonly programme?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Coverages {
  getCoverage(query?: CoverageQuery, options?: CallOptions): Promise<Coverage>;
}

/** Builds the call on coverage. */
export const coverages = (transport: Transport): Coverages => ({
  getCoverage: async (query = {}, options = {}) =>
    (await transport({
      method: "GET",
      path: "v1/coverage",
      query: { ...query },
      repeatable: true,
      ...options,
    })) as Coverage,
});
