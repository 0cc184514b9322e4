import type { Bulletin } from "./bulletinQueries.ts";

/** What somebody has typed of a bulletin. */
export interface BulletinDraft {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly programme: string;
  readonly line: string;
  readonly title: string;
  readonly cause: string;
  readonly requirements: string;
}

export const periods = ["lastMonth", "thisMonth", "thisYear"] as const;
export type Period = (typeof periods)[number];

/** The dates of a period, seen from a day of it: nothing is said of the days to come. */
export function periodOf(period: Period, today: string): { readonly from: string; readonly to: string } {
  if (period === "thisYear") return { from: `${today.slice(0, 4)}-01-01`, to: today };
  const first = `${today.slice(0, 7)}-01`;
  if (period === "thisMonth") return { from: first, to: today };
  const last = new Date(Date.parse(`${first}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return { from: `${last.slice(0, 7)}-01`, to: last };
}

/** A draft of last month, of the first kind there is. */
export const emptyBulletin = (today: string): BulletinDraft => ({
  kind: "",
  ...periodOf("lastMonth", today),
  programme: "",
  line: "",
  title: "",
  cause: "",
  requirements: "",
});

/** What an earlier draft says, to be written on. */
export const draftOf = (bulletin: Bulletin): BulletinDraft => ({
  kind: bulletin.kind,
  from: bulletin.from,
  to: bulletin.to,
  programme: bulletin.programme ?? "",
  line: bulletin.line ?? "",
  title: bulletin.title,
  cause: bulletin.cause,
  requirements: bulletin.requirements,
});

/** Whether enough is said to keep it: the cause is not the engine's to state. */
export const isWholeBulletin = ({ from, to, cause }: BulletinDraft): boolean =>
  from !== "" && to !== "" && from <= to && cause.trim() !== "";

const named = (name: string, value: string) => (value.trim() === "" ? {} : { [name]: value.trim() });

/** The request that a draft means. `kind`: the one it is of where none was chosen. */
export const bulletinRequestOf = (draft: BulletinDraft, kind: string) => ({
  kind: draft.kind === "" ? kind : draft.kind,
  from: draft.from,
  to: draft.to,
  ...named("programme", draft.programme),
  ...(draft.programme === "" ? {} : named("line", draft.line)),
  ...named("title", draft.title),
  cause: draft.cause.trim(),
  ...named("requirements", draft.requirements),
});
