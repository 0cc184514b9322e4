import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Matter, Page, Task } from "../app/shapes.ts";

/** A programme in the list; `version` null: only matters name it. */
export interface ProgrammeEntry {
  readonly id: string;
  readonly version: number | null;
  readonly name: string;
  readonly lines: readonly { readonly id: string; readonly name: string }[];
}

export interface TargetLedger {
  readonly id: string;
  readonly name: string | null;
  readonly unit: string | null;
  readonly figure: string | null;
  readonly assigned: string | null;
  readonly reported: string | null;
}

export interface LineLedger {
  readonly id: string | null;
  readonly name: string | null;
  readonly defined: boolean;
  readonly weight: string | null;
  readonly centralWork: readonly string[];
  readonly matters: number;
  readonly tasks: number;
  readonly ended: number;
  readonly overdue: number;
  readonly progress: string | null;
  readonly targets: readonly TargetLedger[];
}

export interface Programme {
  readonly id: string;
  readonly version: number | null;
  readonly name: string;
  readonly phases: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly centralWorks: readonly { readonly id: string; readonly name: string }[];
  readonly matters: number;
  readonly tasks: number;
  readonly ended: number;
  readonly overdue: number;
  readonly progress: string | null;
  readonly lines: readonly LineLedger[];
  readonly units: readonly {
    readonly unit: string;
    readonly line: string | null;
    readonly target: string;
    readonly assigned: string | null;
    readonly reported: string | null;
  }[];
}

/** A task in the tree, with its share of each target and what was last reported. */
export interface TaskEntry extends Task {
  readonly targets: readonly {
    readonly id: string;
    readonly share: string | null;
    readonly reported: string | null;
  }[];
}

export interface MatterEntry extends Omit<Matter, "tasks"> {
  readonly progress: string | null;
  readonly tasks: readonly TaskEntry[];
}

/** The programmes of the county, the first two hundred. */
export const useProgrammes = () =>
  useQuery({
    queryKey: ["programmes"],
    queryFn: ({ signal }) => call<Page<ProgrammeEntry>>("/v1/programmes?limit=200", { signal }),
  });

/** A programme with its ledger. */
export const useProgramme = (id: string) =>
  useQuery({
    queryKey: ["programmes", id],
    queryFn: ({ signal }) => call<Programme>(`/v1/programmes/${encodeURIComponent(id)}`, { signal }),
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
