import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Page } from "../app/shapes.ts";

/** Money in yuan, as exact decimals in text. */
export interface Money {
  readonly amount: string;
  readonly planned: string;
  readonly paid: string;
  readonly left: string;
}

export const alarms = ["ahead", "idle", "overpaid", "overplanned"] as const;
export type Alarm = (typeof alarms)[number];

export interface Project extends Money {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly progress: string | null;
  readonly paidShare: string | null;
  readonly lastPaidOn: string | null;
  readonly alarms: readonly Alarm[];
  readonly sources: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  readonly tasks: readonly (Money & {
    readonly task: string;
    readonly number: string | null;
    readonly title: string | null;
    readonly unit: string | null;
  })[];
}

export interface LineFunds extends Money {
  readonly programme: string | null;
  readonly line: string | null;
  readonly projects: number;
}

export interface Funds {
  readonly total: Money & { readonly projects: number };
  readonly lines: readonly LineFunds[];
  readonly sources: readonly (Omit<Money, "planned"> & {
    readonly kind: string | null;
    readonly projects: number;
  })[];
  readonly alarms: Readonly<Record<Alarm, number>>;
}

/** The sums of the county's money, as far as the reader sees it. */
export const useFunds = () =>
  useQuery({
    queryKey: ["funds"],
    queryFn: ({ signal }) => call<Funds>("/v1/funds", { signal }),
  });

/** The projects, the first two hundred; only those with an alarm if it is given. */
export const useProjects = (alarm: Alarm | null) =>
  useQuery({
    queryKey: ["funds", "projects", alarm],
    queryFn: ({ signal }) =>
      call<Page<Project>>(`/v1/projects?limit=200${alarm === null ? "" : `&alarm=${alarm}`}`, { signal }),
    placeholderData: keepPreviousData,
  });

/** A sum as people read it: its thousands apart, not a digit changed. */
export const moneyText = (money: string): string => {
  const [whole = "", fraction] = money.split(".");
  const apart = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? apart : `${apart}.${fraction}`;
};
