import { useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";

interface Explained {
  readonly how: { readonly zh: string; readonly en: string };
  readonly lookAt: { readonly zh: string; readonly en: string };
}

interface Span {
  readonly from: string;
  readonly to: string;
}

export interface DiagnosedLine {
  readonly programme: string;
  readonly line: string;
  readonly name: string;
  readonly weight: number | null;
  readonly centralWork: readonly string[];
  readonly reports: number;
}

export const desks = ["unit", "inspector", "supervisor", "suspended"] as const;
export type Desk = (typeof desks)[number];

/** A diagnosis as the API answers it. */
export interface Diagnosis extends Span {
  readonly workdays: number;
  readonly reports: number;
  readonly openTasks: number;
  readonly provisional: boolean;
  readonly tightAndLoose: Explained & {
    readonly burstiness: number | null;
    readonly gaps: readonly number[];
  };
  readonly gustOfWind: Explained & {
    readonly gini: number | null;
    readonly byChance: number | null;
    readonly gust: number | null;
    readonly weeks: readonly (Span & { readonly reports: number })[];
    readonly silentWeeks: number;
    readonly longestSilence: (Span & { readonly workdays: number }) | null;
    readonly crowds: readonly (Span & {
      readonly level: number;
      readonly marks: readonly { readonly kind: "deadline" | "inspection"; readonly on: string }[];
    })[];
    readonly lastMinute: number | null;
  };
  readonly lopsided: Explained & {
    readonly evenness: number | null;
    readonly planFit: number | null;
    readonly lines: readonly DiagnosedLine[];
  };
  readonly twoSkins: Explained & {
    readonly detachedTasks: number | null;
    readonly detachedEffort: number | null;
    readonly unservedShare: number | null;
    readonly crowding: number | null;
    readonly centralWorks: readonly {
      readonly id: string;
      readonly name: string;
      readonly tasks: number;
      readonly reports: number;
    }[];
  };
  readonly closing: Explained & {
    readonly closed: number;
    readonly onTime: number;
    readonly late: number;
    readonly returned: number;
    readonly extended: number;
    readonly sprungBack: number;
    readonly meanWorkdaysAt: Readonly<Record<Desk, number>> | null;
    readonly slowestDesk: Desk | null;
    readonly lateTasks: readonly { readonly task: string; readonly number: string }[];
  };
}

/** What is asked about; what is left out is the server's: the county, twelve weeks up to today. */
export interface DiagnosisScope {
  readonly unit?: string;
  readonly programme?: string;
  readonly line?: string;
  readonly from?: string;
  readonly to?: string;
}

export const scopeNames = ["unit", "programme", "line", "from", "to"] as const;

export const useDiagnosis = (scope: DiagnosisScope) => {
  const query = new URLSearchParams({ ...scope }).toString();
  return useQuery({
    queryKey: ["diagnosis", query],
    queryFn: ({ signal }) => call<Diagnosis>(`/v1/diagnosis?${query}`, { signal }),
    staleTime: 60_000,
  });
};
