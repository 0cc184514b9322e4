import { zero } from "../figures/compare.ts";
import { sumOf } from "../figures/decimal.ts";
import type { FundKind } from "./project.ts";
import type { Funds, ProjectFunds } from "./projectFunds.ts";

/** Sums of money over projects; `projects` is how many have a part in it. */
export interface FundSum extends Funds {
  readonly projects: number;
}

/** The money of all projects, each counted once. The lines of a programme add up to it, and the programmes to the total. */
export interface FundsRollUp {
  readonly total: FundSum;
  readonly programmes: readonly (FundSum & { readonly programme: string | null })[];
  readonly lines: readonly (FundSum & { readonly programme: string | null; readonly line: string | null })[];
  /** Planned is not by source; null for what was paid out of nobody said which. */
  readonly sources: readonly (FundSum & { readonly kind: FundKind | null })[];
}

type Part = Funds & { readonly project: string };

function summed(parts: readonly Part[]): FundSum {
  return {
    projects: new Set(parts.map(({ project }) => project)).size,
    amount: sumOf(parts.map(({ amount }) => amount)),
    planned: sumOf(parts.map(({ planned }) => planned)),
    paid: sumOf(parts.map(({ paid }) => paid)),
  };
}

function grouped<Of extends Part, Key>(parts: readonly Of[], keyOf: (part: Of) => Key): (FundSum & Key)[] {
  const groups = new Map<string, { key: Key; parts: Of[] }>();
  for (const part of parts) {
    const key = keyOf(part);
    const text = JSON.stringify(key);
    const group = groups.get(text) ?? { key, parts: [] };
    group.parts.push(part);
    groups.set(text, group);
  }
  return [...groups.values()].map(({ key, parts: own }) => ({ ...key, ...summed(own) }));
}

/**
 * Adds up the money of projects by programme, line and source.
 *
 * A project whose tasks stand in several lines has in each the part that is planned there, so that nothing is counted twice.
 */
export function rollUp(projects: readonly ProjectFunds[]): FundsRollUp {
  const parts = projects.flatMap(({ project, parts: own }) =>
    own.map((part) => ({ ...part, project: project.id })),
  );
  return {
    total: summed(parts),
    programmes: grouped(parts, ({ programme }) => ({ programme })),
    lines: grouped(parts, ({ programme, line }) => ({ programme, line })),
    sources: sourceSums(projects),
  };
}

function sourceSums(projects: readonly ProjectFunds[]): FundsRollUp["sources"] {
  const parts = projects.flatMap(({ project, sources, unsourced }) => [
    ...sources.map(({ kind, amount, paid }) => ({ kind, amount, paid, planned: zero, project: project.id })),
    ...(unsourced.units === 0n
      ? []
      : [{ kind: null, amount: zero, paid: unsourced, planned: zero, project: project.id }]),
  ]);
  return grouped(parts, ({ kind }): { kind: FundKind | null } => ({ kind }));
}
