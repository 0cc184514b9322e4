import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { call } from "../app/api.ts";
import type { Page, Task } from "../app/shapes.ts";
import { apiQuery, type Filter, listPath } from "./filter.ts";
import { type SteadyRows, steadyRows } from "./steadyRows.ts";

/** A page of a list that follows what happens without moving under the reader's hand. */
export interface TaskPage {
  readonly steady: SteadyRows<Task>;
  readonly error: unknown;
  /** Nothing to show yet. */
  readonly isPending: boolean;
  /** What is shown belongs to another filter or page, and the right one is on its way. */
  readonly isTurning: boolean;
  readonly pageNumber: number;
  readonly hasNext: boolean;
  turn(step: 1 | -1): void;
  /** Draws the list as it now is. */
  redraw(): void;
  retry(): void;
}

/** The page of the tasks that the filter gives; cursors of the pages before are kept to go back by. */
export function useTaskPage(filter: Filter, limit: number): TaskPage {
  const path = listPath(filter);
  const [place, setPlace] = useState<{ path: string; cursors: readonly (string | null)[] }>({
    path,
    cursors: [null],
  });
  const cursors = place.path === path ? place.cursors : [null];
  const cursor = cursors.at(-1) ?? null;
  const query = useQuery({
    queryKey: ["tasks", path, limit, cursor],
    queryFn: ({ signal }) => call<Page<Task>>(`/v1/tasks?${apiQuery(filter, limit, cursor)}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const fresh = query.data?.items;
  const drawingOf = `${path} ${cursor}`;
  const [drawn, setDrawn] = useState<{ of: string; rows: readonly Task[] } | null>(null);
  const isDrawn = drawn?.of === drawingOf;
  useEffect(() => {
    if (!isDrawn && fresh !== undefined && !query.isPlaceholderData) setDrawn({ of: drawingOf, rows: fresh });
  }, [isDrawn, fresh, query.isPlaceholderData, drawingOf]);
  const steady = useMemo(
    () => steadyRows(isDrawn ? drawn.rows : (fresh ?? []), fresh ?? []),
    [isDrawn, drawn, fresh],
  );
  const next = query.data?.next ?? null;
  return {
    steady,
    error: query.data === undefined ? query.error : null,
    isPending: query.isPending,
    isTurning: query.isPlaceholderData,
    pageNumber: cursors.length,
    hasNext: next !== null && !query.isPlaceholderData,
    turn(step) {
      if (step === 1 && next !== null) setPlace({ path, cursors: [...cursors, next] });
      if (step === -1 && cursors.length > 1) setPlace({ path, cursors: cursors.slice(0, -1) });
    },
    redraw: () => setDrawn(fresh === undefined ? null : { of: drawingOf, rows: fresh }),
    retry: () => void query.refetch(),
  };
}
