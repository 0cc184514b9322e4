import { useInfiniteQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Page } from "../app/shapes.ts";
import { dateAfter } from "../words/dateAfter.ts";

/** An entry of the trail. */
export interface TrailEntry {
  readonly position: number;
  readonly at: string;
  readonly kind: string;
  readonly actor: {
    readonly key: string | null;
    readonly person: string | null;
    readonly unit: string | null;
  };
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly address: string | null;
  readonly outcome: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Which entries: by kind, person and outcome, and between two days, both included. */
export const trailFilterNames = ["kind", "person", "outcome", "from", "to"] as const;
export type TrailFilter = Partial<Readonly<Record<(typeof trailFilterNames)[number], string>>>;

/** The filter as the API takes it; days begin and end at midnight of the zone that `now` is written in. */
export function trailQuery(filter: TrailFilter, now: string, limit: number, cursor: string | null): string {
  const { from, to, ...plain } = filter;
  const offset = now.slice(-6);
  return new URLSearchParams({
    limit: String(limit),
    ...plain,
    ...(from === undefined ? {} : { from: `${from}T00:00:00${offset}` }),
    ...(to === undefined ? {} : { until: `${dateAfter(to, 1)}T00:00:00${offset}` }),
    ...(cursor === null ? {} : { cursor }),
  }).toString();
}

const pageSize = 100;

/** The trail, newest first, page after page as the reader asks for more. */
export function useTrail(filter: TrailFilter, now: string) {
  return useInfiniteQuery({
    queryKey: ["trail", filter, now.slice(-6)],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call<Page<TrailEntry>>(`/v1/trail?${trailQuery(filter, now, pageSize, pageParam)}`, { signal }),
    getNextPageParam: ({ next }) => next,
  });
}

// A file of this many lines is read in some seconds; a longer span is exported in parts.
export const mostExportedEntries = 20_000;

/** The latest entries that the filter gives, at most `mostExportedEntries`, and whether there are more. */
export async function readTrail(
  filter: TrailFilter,
  now: string,
): Promise<{ readonly entries: readonly TrailEntry[]; readonly hasMore: boolean }> {
  const entries: TrailEntry[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Page<TrailEntry> = await call<Page<TrailEntry>>(
      `/v1/trail?${trailQuery(filter, now, 200, cursor)}`,
    );
    entries.push(...page.items);
    cursor = page.next;
    if (cursor === null || entries.length >= mostExportedEntries)
      return { entries, hasMore: cursor !== null };
  }
}
