import type { Programme } from "@duban/client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Matter, Page } from "../app/shapes.ts";

/** A programme in the list; `version` null: only matters name it. */
export interface ProgrammeEntry {
  readonly id: string;
  readonly version: number | null;
  readonly name: string;
  readonly lines: readonly { readonly id: string; readonly name: string }[];
}

/** A matter in the tree, with how far it has come. */
export interface MatterEntry extends Matter {
  readonly progress: string | null;
}

/** The programmes of the county, the first two hundred. */
export const useProgrammes = () =>
  useQuery({
    queryKey: ["programmes"],
    queryFn: ({ signal }) => call<Page<ProgrammeEntry>>("/v1/programmes?limit=200", { signal }),
  });

/** A programme with its ledger; `null` asks for none. */
export const useProgramme = (id: string | null) =>
  useQuery({
    queryKey: ["programmes", id],
    enabled: id !== null,
    queryFn: ({ signal }) => call<Programme>(`/v1/programmes/${encodeURIComponent(id ?? "")}`, { signal }),
    placeholderData: keepPreviousData,
  });

/** The matters of a line, page by page; asked for once somebody looks. */
export const useMattersOfLine = (programme: string, line: string) =>
  useInfiniteQuery({
    queryKey: ["matters", programme, line],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ programme, line, limit: "50" });
      if (pageParam !== null) query.set("cursor", pageParam);
      return call<Page<MatterEntry>>(`/v1/matters?${query}`, { signal });
    },
    getNextPageParam: ({ next }) => next,
  });
