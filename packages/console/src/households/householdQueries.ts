import { type UseQueryResult, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Page } from "../app/shapes.ts";

/** A household as lists show it: masked. */
export interface Household {
  readonly id: string;
  readonly village: string;
  readonly group: string | null;
  readonly memberCount: number | null;
  readonly name: string;
  readonly phone: string | null;
  readonly links: number;
  readonly visitedOn: string | null;
}

export interface WholeHousehold extends Household {
  readonly linked: readonly {
    readonly person: string;
    readonly from: string;
    readonly until: string | null;
  }[];
}

export interface Particulars {
  readonly name: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly note: string | null;
}

export interface Visit {
  readonly subject: string;
  readonly revision: number;
  readonly person: string;
  readonly on: string;
  readonly note: string | null;
  readonly needs: number;
}

/** Households of a village or all, page by page. */
export function useHouseholds(village: string | undefined, isUnlinked: boolean) {
  const query = new URLSearchParams({ limit: "50" });
  if (village !== undefined) query.set("village", village);
  if (isUnlinked) query.set("linked", "false");
  return useInfiniteQuery({
    queryKey: ["households", query.toString()],
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam === null ? "" : `&cursor=${encodeURIComponent(pageParam)}`;
      return call<Page<Household>>(`/v1/households?${query}${cursor}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

const pathOf = (id: string): string => `/v1/households/${encodeURIComponent(id)}`;

export const useHousehold = (id: string): UseQueryResult<WholeHousehold> =>
  useQuery({
    queryKey: ["household", id],
    queryFn: ({ signal }) => call<WholeHousehold>(pathOf(id), { signal }),
  });

export const useVisits = (household: string): UseQueryResult<Page<Visit>> =>
  useQuery({
    queryKey: ["household", household, "visits"],
    queryFn: ({ signal }) =>
      call<Page<Visit>>(`/v1/visits?household=${encodeURIComponent(household)}`, { signal }),
  });

/** Looks at what names the household; the answer is kept by nobody, the look by the trail. */
export const reveal = (id: string, reason: string): Promise<Particulars> =>
  call<Particulars>(`${pathOf(id)}/reveal`, { method: "POST", body: { reason } });
