import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Page } from "../app/shapes.ts";
import type { OfficialDocument } from "../documents/documentShape.ts";

export const letterKinds = ["assignment", "urge", "card", "extension"] as const;
export type LetterKind = (typeof letterKinds)[number];

/** A letter of a task, by the event it follows from. */
export interface Letter {
  readonly kind: LetterKind;
  readonly revision: number;
  readonly on: string;
}

/** A letter in the county's list. */
export interface LetterEntry extends Letter {
  readonly task: string;
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  readonly card: string | null;
}

export interface LetterFilter {
  readonly kind?: LetterKind;
  readonly unit?: string;
}

export const useLettersOfTask = (task: string) =>
  useQuery({
    queryKey: ["task", task, "letters"],
    queryFn: ({ signal }) => call<Page<Letter>>(`/v1/tasks/${task}/letters`, { signal }),
  });

/** The letters the reader may see, page by page, the newest first. */
export const useLetters = (filter: LetterFilter) =>
  useInfiniteQuery({
    queryKey: ["letters", filter],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: "50", ...filter });
      if (pageParam !== null) query.set("cursor", pageParam);
      return call<Page<LetterEntry>>(`/v1/letters?${query}`, { signal });
    },
    getNextPageParam: ({ next }) => next,
  });

export const useLetterDocument = (task: string, revision: string) =>
  useQuery({
    queryKey: ["task", task, "letters", revision],
    queryFn: ({ signal }) =>
      call<OfficialDocument>(`/v1/tasks/${task}/letters/${revision}/document`, { signal }),
  });
