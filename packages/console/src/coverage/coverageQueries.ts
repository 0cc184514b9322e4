import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";

/** What the page knows of coverage: as `GET /v1/coverage` answers it. */
export interface CadreCounts {
  readonly cadres: number;
  readonly linked: number;
  readonly visiting: number;
  readonly days: number;
  readonly owed: number;
  readonly met: number;
}

export interface HouseholdCounts {
  readonly households: number;
  readonly linked: number;
  readonly visited: number;
  readonly visits: number;
  readonly days: number;
}

export interface VillageCounts extends HouseholdCounts {
  readonly village: string;
  readonly township: string | null;
}

export interface Coverage {
  readonly from: string;
  readonly to: string;
  readonly workdays: number;
  readonly cadres: CadreCounts;
  readonly households: HouseholdCounts;
  readonly evenness: { readonly gini: number | null; readonly visitsMost: number };
  readonly units: readonly (CadreCounts & { readonly unit: string })[];
  readonly villages: readonly VillageCounts[];
  readonly matrix: readonly {
    readonly unit: string;
    readonly village: string;
    readonly visits: number;
    readonly days: number;
  }[];
  readonly how: readonly { readonly figure: string; readonly zh: string; readonly en: string }[];
}

/** Coverage of a window; what is undefined is not asked about. */
export function useCoverage(asked: {
  readonly unit: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}): UseQueryResult<Coverage> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  return useQuery({
    queryKey: ["coverage", query.toString()],
    queryFn: ({ signal }) => call<Coverage>(`/v1/coverage?${query}`, { signal }),
  });
}
