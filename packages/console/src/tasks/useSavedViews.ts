import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import { createEventId } from "../app/sendEvent.ts";
import type { Page } from "../app/shapes.ts";
import type { Column } from "./columns.ts";
import type { Filter } from "./filter.ts";

/** A list under a name of its owner's, kept by the server. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filter: Filter;
  readonly columns: readonly string[];
}

/** The reader's own lists, and the ways to keep and to forget one; each rejects with an `ApiProblem`. */
export function useSavedViews() {
  const queries = useQueryClient();
  const queryKey = ["views"];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => call<Page<SavedView>>("/v1/me/views", { signal }),
    staleTime: 300_000,
  });
  return {
    views: data?.items ?? [],
    async keep(name: string, filter: Filter, columns: readonly Column[]): Promise<void> {
      const body = { name, filter, columns };
      await call(`/v1/me/views/${createEventId()}`, { method: "PUT", body });
      await queries.invalidateQueries({ queryKey });
    },
    async forget(id: string): Promise<void> {
      await call(`/v1/me/views/${encodeURIComponent(id)}`, { method: "DELETE" });
      await queries.invalidateQueries({ queryKey });
    },
  };
}
