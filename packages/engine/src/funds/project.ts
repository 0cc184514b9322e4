/** Where money comes from: which purse, by level. */
export const fundKinds = [
  "central",
  "province",
  "prefecture",
  "county",
  "township",
  "bank",
  "society",
  "self",
  "other",
] as const;
export type FundKind = (typeof fundKinds)[number];

/** A sum of money that a project has, as an exact decimal in yuan. */
export interface FundSource {
  readonly id: string;
  readonly name: string;
  readonly kind: FundKind;
  readonly amount: string;
  /** Since when it is there; null: not yet, or nobody said. */
  readonly arrivedOn: string | null;
}

/** A project as it is defined: its money, who has the work, and the tasks it pays for. */
export interface ProjectTerms {
  readonly name: string;
  /** The unit that carries it out. */
  readonly unit: string;
  /** The unit that pays, and may record payments; null: those who run programmes do. */
  readonly paidBy: string | null;
  /** Where it counts as long as it has no tasks; with tasks, theirs are what counts. */
  readonly programme: string | null;
  readonly line: string | null;
  readonly sources: readonly FundSource[];
  /** What of it is planned for which task; a task may have money of several projects. */
  readonly tasks: readonly { readonly task: string; readonly planned: string }[];
  /** By how many points paying may run ahead of progress. */
  readonly aheadBy: number;
  /** After how many days without movement money lies idle. */
  readonly idleAfterDays: number;
}

/** A version of a project. */
export interface Project extends ProjectTerms {
  readonly id: string;
  readonly version: number;
  readonly createdAt: number;
}

/** What was paid of a project for a task, out of a source; null: it was not said. */
export interface PaidSum {
  readonly project: string;
  readonly task: string | null;
  readonly fundSource: string | null;
  readonly paid: string;
  readonly lastOn: string;
}

/** What of a task the money is held against. */
export interface FundedTask {
  readonly id: string;
  readonly unit: string;
  readonly title: string;
  readonly number: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly state: string;
  readonly progress: number;
}
