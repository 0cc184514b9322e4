import { useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Page } from "../app/shapes.ts";

interface Done {
  readonly by: { readonly person: string | null; readonly unit: string | null };
  readonly at: string;
}
interface MadeMatter {
  readonly id: string;
  readonly number: string;
}

export interface InspectionEntry {
  readonly id: string;
  readonly number: string;
  readonly state: "planned" | "announced" | "drawn" | "closed" | "cancelled";
  readonly title: string;
  readonly asker: string;
  readonly from: string;
  readonly to: string;
  readonly commitment: string;
  readonly seed: string | null;
  readonly drawn: readonly string[];
}

export interface UnitResult {
  readonly unit: string;
  readonly inspectors: readonly string[];
  readonly findings:
    | (Done & {
        readonly points: readonly {
          readonly check: string;
          readonly result: string;
          readonly note: string | null;
        }[];
      })
    | null;
  readonly conclusion:
    | (Done & { readonly text: string; readonly objectBy: string; readonly rectification: MadeMatter | null })
    | null;
  readonly accepted: Done | null;
  readonly objection:
    | (Done & {
        readonly reason: string;
        readonly reviewers: readonly string[];
        readonly secondLook: MadeMatter | null;
      })
    | null;
  readonly secondLook: (Done & { readonly outcome: string; readonly text: string }) | null;
  readonly lookBack: string | null;
  readonly lookedBack: (Done & { readonly result: string; readonly note: string | null }) | null;
}

export interface Inspection extends InspectionEntry {
  readonly objects: number;
  readonly inspectors: number;
  readonly checkList: readonly { readonly id: string; readonly text: string }[];
  readonly publicValue: string | null;
  readonly lookBackAfterDays: number | null;
  readonly results: readonly UnitResult[];
  readonly accepted: readonly string[];
  readonly cancelled: (Done & { readonly reason: string }) | null;
}

export type Warning =
  | {
      readonly unit: string;
      readonly kind: "repeated" | "manyHeaded";
      readonly number: string;
      readonly asker: string;
      readonly inspection: string;
    }
  | { readonly unit: string; readonly kind: "quota"; readonly count: number; readonly quota: number };

export interface Ranked {
  readonly id: string;
  readonly digest: string;
  readonly rank: number;
}
export interface Exclusion {
  readonly id: string;
  readonly object: string | null;
  readonly reason: string;
  readonly detail: string | null;
}
export interface Team {
  readonly object: string;
  readonly inspectors: readonly string[];
  readonly reserve: readonly string[];
}

/** A draw as everybody is shown it. */
export interface Draw {
  readonly inspection: string;
  readonly commitment: string;
  readonly contribution: string | null;
  readonly seal: { readonly number: number; readonly hash: string } | null;
  readonly publicValue: string | null;
  readonly seed: string | null;
  readonly objects: {
    readonly wanted: number;
    readonly pool: readonly Ranked[];
    readonly excluded: readonly Exclusion[];
    readonly drawn: readonly string[];
  } | null;
  readonly inspectors: {
    readonly wanted: number;
    readonly pool: readonly Ranked[];
    readonly excluded: readonly Exclusion[];
    readonly teams: readonly Team[];
  } | null;
}

/** The inspections of the county, the latest two hundred. */
export const useInspections = () =>
  useQuery({
    queryKey: ["inspections"],
    queryFn: ({ signal }) => call<Page<InspectionEntry>>("/v1/inspections?limit=200", { signal }),
  });

export const useInspection = (id: string) =>
  useQuery({
    queryKey: ["inspections", id],
    queryFn: ({ signal }) => call<Inspection>(`/v1/inspections/${id}`, { signal }),
  });

export const useDraw = (id: string) =>
  useQuery({
    queryKey: ["inspections", id, "draw"],
    queryFn: ({ signal }) => call<Draw>(`/v1/inspections/${id}/draw`, { signal }),
  });

/** What stands in the way of announcing it; asked for only where it is still to be announced. */
export const useWarnings = (id: string) =>
  useQuery({
    queryKey: ["inspections", id, "warnings"],
    queryFn: ({ signal }) => call<Page<Warning>>(`/v1/inspections/${id}/warnings`, { signal }),
  });
