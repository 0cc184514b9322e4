/** Rows that stay where they are while what is in them changes, and what the list would be if it were drawn anew. */
export interface SteadyRows<Row> {
  readonly rows: readonly { readonly row: Row; readonly isGone: boolean }[];
  readonly added: number;
  readonly gone: number;
  readonly isReordered: boolean;
}

/**
 * Puts fresh rows into the places that the reader sees: his list neither grows, shrinks nor turns under his hand.
 *
 * A row that the fresh list no longer has stays as it was last known, marked as gone. `shown` are the rows of the last drawing.
 */
export function steadyRows<Row extends { readonly id: string }>(
  shown: readonly Row[],
  fresh: readonly Row[],
): SteadyRows<Row> {
  const freshById = new Map(fresh.map((row) => [row.id, row]));
  const shownIds = new Set(shown.map(({ id }) => id));
  const rows = shown.map((row) => {
    const now = freshById.get(row.id);
    return { row: now ?? row, isGone: now === undefined };
  });
  const common = fresh.filter(({ id }) => shownIds.has(id)).map(({ id }) => id);
  const kept = rows.filter(({ isGone }) => !isGone).map(({ row }) => row.id);
  return {
    rows,
    added: fresh.length - common.length,
    gone: rows.length - kept.length,
    isReordered: common.some((id, place) => id !== kept[place]),
  };
}
