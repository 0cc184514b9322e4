import { useInfiniteQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { ForecastRung, Page } from "../app/shapes.ts";

const pageSize = 100;

/** What fires until a date, page after page as the reader asks for more. */
export function useForecast(until: string, unit: string | undefined) {
  return useInfiniteQuery({
    queryKey: ["forecast", until, unit ?? null],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        until,
        limit: String(pageSize),
        ...(unit === undefined ? {} : { unit }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      return call<Page<ForecastRung>>(`/v1/forecast?${query}`, { signal });
    },
    getNextPageParam: ({ next }) => next,
  });
}
