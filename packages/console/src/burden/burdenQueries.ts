import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Page, Party } from "../app/shapes.ts";

/** A unit that asked; null: the engine. */
export type Asker = string | null;

/** What a unit was asked to report, as the API answers it. */
export interface Burden {
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly asks: number;
  readonly reports: number;
  readonly askers: readonly {
    readonly by: Asker;
    readonly asks: number;
    readonly reports: number;
    readonly figures: number;
  }[];
  readonly repeated: readonly {
    readonly figure: string;
    readonly askers: readonly Asker[];
    readonly asks: readonly {
      readonly task: string;
      readonly number: string;
      readonly by: Asker;
      readonly at: string;
      readonly knownSince: string | null;
    }[];
  }[];
  readonly items: readonly {
    readonly task: string;
    readonly number: string;
    readonly title: string;
    readonly by: Asker;
    readonly at: string;
    readonly reports: number;
    readonly figures: readonly string[];
  }[];
  readonly how: readonly { readonly figure: string; readonly zh: string; readonly en: string }[];
}

export interface BurdenScope {
  readonly unit: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Asked for once a unit is chosen. */
export const useBurden = ({ unit, from, to }: BurdenScope) => {
  const query = new URLSearchParams({
    unit: unit ?? "",
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  return useQuery({
    queryKey: ["burden", `${query}`],
    enabled: unit !== undefined,
    queryFn: ({ signal }) => call<Burden>(`/v1/burden?${query}`, { signal }),
  });
};

export interface Complaint {
  readonly id: string;
  readonly words: string;
  readonly about: string | null;
  readonly unit: string;
  readonly createdAt: string;
  readonly matter: { readonly id: string; readonly number: string; readonly state: string };
  readonly answer: string | null;
  readonly mine: boolean;
}

/** One's own complaints, and those that one's unit is to answer: the latest two hundred. */
export const useComplaints = () =>
  useQuery({
    queryKey: ["complaints"],
    queryFn: ({ signal }) => call<Page<Complaint>>("/v1/complaints?limit=200", { signal }),
  });

export interface ComplaintBox {
  readonly unit: string;
  readonly other: string;
  readonly workdays: number;
}

/** Who answers complaints; `box` null: nobody has said yet. */
export const useComplaintBox = () =>
  useQuery({
    queryKey: ["complaint-box"],
    queryFn: ({ signal }) => call<{ readonly box: ComplaintBox | null }>("/v1/complaint-box", { signal }),
  });

export interface Measure {
  readonly task: string;
  readonly revision: number;
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  readonly measure: string;
  readonly proposedAt: string;
  readonly decision: "approve" | "refuse" | null;
  readonly reason: string | null;
  readonly decidedBy: Party | null;
  readonly decidedAt: string | null;
}

/** Measures that rungs proposed, the latest two hundred; those not decided, or those decided. */
export const useMeasures = (isOpen: boolean) =>
  useQuery({
    queryKey: ["measures", isOpen],
    queryFn: ({ signal }) => call<Page<Measure>>(`/v1/measures?limit=200&open=${isOpen}`, { signal }),
    placeholderData: keepPreviousData,
  });
