import { useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import { useMe } from "../app/session.tsx";
import type { Page, Party } from "../app/shapes.ts";

interface Act {
  readonly by: Party;
  readonly at: string;
}

export interface Exemplar {
  readonly id: string;
  readonly task: string;
  readonly unit: string;
  readonly title: string;
  readonly summary: string;
  readonly state: "proposed" | "published" | "withdrawn";
  readonly officeAgreed: Act | null;
  readonly unitAgreed: Act | null;
  readonly citations: number;
  readonly mayAgree: boolean;
  readonly mayWithdraw: boolean;
}

export interface ExemplarDetail extends Exemplar {
  readonly citedBy: readonly {
    readonly task: string;
    readonly number: string;
    readonly title: string;
    readonly unit: string;
    readonly note: string | null;
  }[];
}

/** The exemplars the reader may see, the latest two hundred. */
export const useExemplars = () =>
  useQuery({
    queryKey: ["exemplars"],
    queryFn: ({ signal }) => call<Page<Exemplar>>("/v1/exemplars?limit=200", { signal }),
  });

export const useExemplar = (id: string) =>
  useQuery({
    queryKey: ["exemplars", id],
    queryFn: ({ signal }) => call<ExemplarDetail>(`/v1/exemplars/${id}`, { signal }),
  });

/** The exemplars made of a task: none, or one that stands and those that were taken back. */
export const useExemplarsOfTask = (task: string) =>
  useQuery({
    queryKey: ["task", task, "exemplars", "made"],
    queryFn: ({ signal }) => call<Page<Exemplar>>(`/v1/exemplars?task=${task}`, { signal }),
  });

/** The exemplars that a task follows. */
export const useFollowed = (task: string) =>
  useQuery({
    queryKey: ["task", task, "exemplars"],
    queryFn: ({ signal }) => call<Page<Exemplar>>(`/v1/tasks/${task}/exemplars`, { signal }),
  });

/** Whether the reader speaks for the office or for the unit whose work a task is. */
export function useSpeaksFor(unit: string): boolean {
  const me = useMe();
  return me.unit === unit || me.roles.some((role) => role === "supervisor" || role === "leader");
}
