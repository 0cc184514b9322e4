import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { call } from "../app/api.ts";
import { behalfHeader } from "../app/behalf.ts";
import type { Approval, ApprovalPage } from "../app/shapes.ts";
import { type SteadyRows, steadyRows } from "../tasks/steadyRows.ts";
import type { Kind } from "./decide.ts";

// As many as one decides at a sitting.
const pageSize = 20;

/** An approval as a row of the list, known by its task. */
export interface InboxRow {
  readonly id: string;
  readonly approval: Approval;
}

/** A page of what waits for the caller, which follows what happens without moving under his hand. */
export interface InboxPage {
  readonly steady: SteadyRows<InboxRow>;
  /** How many of each kind wait, on all pages; undefined before it is known. */
  readonly counts: ApprovalPage["counts"] | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly pageNumber: number;
  readonly hasNext: boolean;
  turn(step: 1 | -1): void;
  redraw(): void;
  retry(): void;
}

const rowOf = (approval: Approval): InboxRow => ({ id: approval.task.id, approval });

/** What waits for the caller himself and for those he stands in for, or for `onBehalfOf` alone; of a kind if one is named. */
export function useInbox(kind: Kind | null, onBehalfOf: string | null): InboxPage {
  const of = `${kind ?? ""} ${onBehalfOf ?? ""}`;
  const [place, setPlace] = useState<{ of: string; cursors: readonly (string | null)[] }>({
    of,
    cursors: [null],
  });
  const cursors = place.of === of ? place.cursors : [null];
  const cursor = cursors.at(-1) ?? null;
  const query = useQuery({
    queryKey: ["approvals", kind, onBehalfOf, cursor],
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ limit: String(pageSize) });
      if (kind !== null) asked.set("kind", kind);
      if (cursor !== null) asked.set("cursor", cursor);
      return call<ApprovalPage>(`/v1/approvals?${asked}`, { headers: behalfHeader(onBehalfOf), signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const fresh = useMemo(() => query.data?.items.map(rowOf), [query.data]);
  const drawingOf = `${of} ${cursor}`;
  const [drawn, setDrawn] = useState<{ of: string; rows: readonly InboxRow[] } | null>(null);
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
    counts: query.data?.counts,
    error: query.data === undefined ? query.error : null,
    isPending: query.isPending,
    pageNumber: cursors.length,
    hasNext: next !== null && !query.isPlaceholderData,
    turn(step) {
      if (step === 1 && next !== null) setPlace({ of, cursors: [...cursors, next] });
      if (step === -1 && cursors.length > 1) setPlace({ of, cursors: cursors.slice(0, -1) });
    },
    redraw: () => setDrawn(fresh === undefined ? null : { of: drawingOf, rows: fresh }),
    retry: () => void query.refetch(),
  };
}
