import { useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Page, Party } from "../app/shapes.ts";
import type { OfficialDocument } from "../documents/documentShape.ts";

export interface BulletinEntry {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly title: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly from: string;
  readonly to: string;
  readonly state: "draft" | "issued";
  readonly revision: number;
  readonly authors: readonly Party[];
  readonly approvals: readonly { readonly by: Party; readonly at: string }[];
  readonly approvalsNeeded: number;
  readonly mayApprove: boolean;
  readonly issuedAt: string | null;
}

export interface Bulletin extends BulletinEntry {
  readonly cause: string;
  readonly requirements: string;
  readonly figures: {
    readonly asOf: string;
    readonly laggards: readonly {
      readonly task: string;
      readonly number: string;
      readonly title: string;
      readonly unitName: string;
      readonly dueOn: string;
      readonly overdueWorkdays: number;
    }[];
  };
  readonly repeats: { readonly of: string | null; readonly sentences: readonly string[] };
}

interface Letterhead {
  readonly kinds: readonly { readonly id: string; readonly name: string }[];
}

/** Which bulletins are looked for; what is left out is not asked about. */
export interface BulletinFilter {
  readonly kind?: string;
  readonly year?: string;
  readonly programme?: string;
}

/** The bulletins the reader may see, the latest two hundred of those he looks for. */
export const useBulletins = (filter: BulletinFilter) =>
  useQuery({
    queryKey: ["bulletins", filter],
    queryFn: ({ signal }) =>
      call<Page<BulletinEntry>>(`/v1/bulletins?${new URLSearchParams({ limit: "200", ...filter })}`, {
        signal,
      }),
  });

export const useBulletin = (id: string) =>
  useQuery({
    queryKey: ["bulletins", id],
    queryFn: ({ signal }) => call<Bulletin>(`/v1/bulletins/${id}`, { signal }),
  });

/** The bulletin as its document reads; asked anew with every revision. */
export const useBulletinDocument = (id: string, revision: number, state: string) =>
  useQuery({
    queryKey: ["bulletins", id, "document", revision, state],
    queryFn: ({ signal }) => call<OfficialDocument>(`/v1/bulletins/${id}/document`, { signal }),
  });

/** The kinds of bulletins the county has, by the names it gives them. */
export function useKinds() {
  const { data } = useQuery({
    queryKey: ["letterhead"],
    queryFn: ({ signal }) => call<Letterhead>("/v1/letterhead", { signal }),
  });
  const items = data?.kinds ?? [];
  return { items, nameOf: (id: string) => items.find((kind) => kind.id === id)?.name ?? id };
}
