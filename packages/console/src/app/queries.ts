import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { call } from "./api.ts";
import { behalfHeader } from "./behalf.ts";
import { useMe } from "./session.tsx";
import type {
  ApprovalPage,
  Lifecycle,
  Matter,
  Me,
  Operations,
  Overview,
  Page,
  Person,
  Task,
  Timeline,
  Unit,
} from "./shapes.ts";

/** What the pages ask for: one hook a question, so that two pages that ask the same share one answer. */

// Twenty-five pages of the API's largest size.
const mostPages = 25;

/** Every page of a list, five thousand of them at most; for what a county has some hundreds of. */
export async function callAll<Item>(
  path: string,
  signal: AbortSignal,
  filter: Readonly<Record<string, string>> = {},
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ limit: "200", ...filter, ...(cursor === null ? {} : { cursor }) });
    const answer: Page<Item> = await call<Page<Item>>(`${path}?${query}`, { signal });
    items.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return items;
}

// The directory seldom changes; a change elsewhere makes every query ask again anyway.
const directoryStaleMs = 300_000;

export interface Units {
  readonly items: readonly Unit[];
  nameOf(code: string): string;
}

/** The county's units in their fixed order. A code that is no unit is its own name. */
export function useUnits(): Units {
  const { data } = useQuery({
    queryKey: ["directory", "units"],
    queryFn: ({ signal }) => callAll<Unit>("/v1/units", signal),
    staleTime: directoryStaleMs,
  });
  return useMemo(() => {
    const nameByCode = new Map(data?.map(({ code, name }) => [code, name]));
    return { items: data ?? [], nameOf: (code: string) => nameByCode.get(code) ?? code };
  }, [data]);
}

export interface People {
  readonly items: readonly Person[];
  nameOf(id: string): string;
}

/** The county's people; the first five thousand of them, which is more than a county's offices have. */
export function usePeople(): People {
  const { data } = useQuery({
    queryKey: ["directory", "people"],
    queryFn: ({ signal }) => callAll<Person>("/v1/people", signal),
    staleTime: directoryStaleMs,
  });
  return useMemo(() => {
    const nameById = new Map(data?.map(({ id, name }) => [id, name]));
    return { items: data ?? [], nameOf: (id: string) => nameById.get(id) ?? id };
  }, [data]);
}

/** The server's time, by which everything is late or not: with a manual clock it stands still. */
export function useNow(): string {
  const me = useMe();
  const { data } = useQuery({
    queryKey: ["clock"],
    queryFn: ({ signal }) => call<{ readonly now: string }>("/v1/clock", { signal }),
    refetchInterval: 30_000,
  });
  return data?.now ?? me.now;
}

/** The counts; asked for again each minute as well, since tasks grow late without any event. */
export const useOverview = (): UseQueryResult<Overview> =>
  useQuery({
    queryKey: ["overview"],
    queryFn: ({ signal }) => call<Overview>("/v1/overview", { signal }),
    refetchInterval: 60_000,
  });

/** How many wait for the caller's decision, and for his as a deputy, by kind. */
export const useApprovalCounts = (): ApprovalPage["counts"] | undefined =>
  useQuery({
    queryKey: ["approvals", "counts"],
    queryFn: ({ signal }) => call<ApprovalPage>("/v1/approvals?limit=1", { signal }),
    refetchInterval: 60_000,
  }).data?.counts;

/** The persons whose deputy the caller is now: asked again, since spans begin and end while the page is open. */
export function useDeputyFor(): readonly string[] {
  const me = useMe();
  const { data } = useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => call<Me>("/v1/me", { signal }),
    enabled: me.person !== null,
  });
  return data?.deputyFor ?? me.deputyFor;
}

export const useTask = (id: string): UseQueryResult<Task> =>
  useQuery({
    queryKey: ["task", id],
    queryFn: ({ signal }) => call<Task>(`/v1/tasks/${id}`, { signal }),
    refetchInterval: 60_000,
  });

export const useTimeline = (id: string): UseQueryResult<Timeline> =>
  useQuery({
    queryKey: ["task", id, "timeline"],
    queryFn: ({ signal }) => call<Timeline>(`/v1/tasks/${id}/timeline`, { signal }),
  });

/** What the caller may do with a task, for himself or for the person whose deputy he is. */
export const useOperations = (id: string, onBehalfOf: string | null = null): UseQueryResult<Operations> =>
  useQuery({
    queryKey: ["task", id, "operations", onBehalfOf],
    queryFn: ({ signal }) =>
      call<Operations>(`/v1/tasks/${id}/operations`, { headers: behalfHeader(onBehalfOf), signal }),
  });

export const useMatter = (id: string): UseQueryResult<Matter> =>
  useQuery({
    queryKey: ["matter", id],
    queryFn: ({ signal }) => call<Matter>(`/v1/matters/${id}`, { signal }),
  });

export const useLifecycle = ({ id, version }: Task["definition"]): UseQueryResult<Lifecycle> =>
  useQuery({
    queryKey: ["lifecycle", id, version],
    queryFn: ({ signal }) => call<Lifecycle>(`/v1/definitions/${id}/${version}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface VersionInForce {
  readonly id: string;
  readonly version: number;
}

export const useVersions = (kind: "calendars" | "ladders"): UseQueryResult<Page<VersionInForce>> =>
  useQuery({
    queryKey: ["versions", kind],
    queryFn: ({ signal }) => call<Page<VersionInForce>>(`/v1/${kind}`, { signal }),
  });
