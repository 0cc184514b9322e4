import type { ActivityScope, OpenTask } from "../store/activity.ts";
import type { Programme } from "../store/programmes.ts";
import { findDay } from "../time/day.ts";
import type { PlannedLine } from "./lopsided.ts";
import type { DateSpan } from "./workTime.ts";

/** A central work (中心工作) as a programme names it. */
export interface PlannedWork {
  readonly programme: string;
  readonly work: string;
}

/** What the county planned: its lines, the central works, and which of them a line serves. */
export interface Plan {
  readonly lines: readonly PlannedLine[];
  readonly centralWorks: readonly PlannedWork[];
  /** By `lineKey`. */
  readonly servesByLine: ReadonlyMap<string, readonly string[]>;
}

export const lineKey = (programme: string, line: string): string => `${programme}\n${line}`;

/**
 * The plan of the programmes in force, as a scope is held against it over a span of dates.
 *
 * A programme none of whose phases touches the span is left out, unless it is asked about itself: a campaign that is over forgets no line.
 */
export function planOf(programmes: readonly Programme[], scope: ActivityScope, span: DateSpan): Plan {
  const planned = programmes.filter((programme) =>
    scope.programme === null ? runsIn(programme, span) : programme.id === scope.programme,
  );
  const lines = planned.flatMap(({ id, lines: of }) => of.map((line) => ({ programme: id, ...line })));
  return {
    lines: lines.map(({ programme, id, weight }) => ({
      programme,
      line: id,
      weight: weight === null ? null : Number(weight),
    })),
    centralWorks: planned.flatMap(({ id, centralWorks }) =>
      centralWorks.map((work) => ({ programme: id, work: work.id })),
    ),
    servesByLine: new Map(lines.map((line) => [lineKey(line.programme, line.id), line.centralWork])),
  };
}

function runsIn({ phases }: Programme, span: DateSpan): boolean {
  const touches = ({ from, to }: Programme["phases"][number]) =>
    (findDay(from) ?? span.from) <= span.to && (findDay(to) ?? span.to) >= span.from;
  return phases.length === 0 || phases.some(touches);
}

/**
 * The lines a scope is looked at by: those planned, and those that its tasks name without a plan.
 *
 * A unit answers for the lines it has tasks in, and for no other: what was never given to it, it has not lost.
 */
export function linesOf(plan: Plan, scope: ActivityScope, tasks: readonly OpenTask[]): PlannedLine[] {
  const given = new Map<string, PlannedLine>();
  for (const { programme, line } of tasks) {
    if (programme === null || line === null) continue;
    given.set(lineKey(programme, line), { programme, line, weight: null });
  }
  const lines = new Map<string, PlannedLine>();
  for (const line of plan.lines) {
    const key = lineKey(line.programme, line.line);
    if (scope.unit === null || given.has(key)) lines.set(key, line);
  }
  for (const [key, line] of given) if (!lines.has(key)) lines.set(key, line);
  return [...lines.values()].filter(
    ({ programme, line }) => (scope.programme ?? programme) === programme && (scope.line ?? line) === line,
  );
}

/**
 * The central works a scope could serve, each once: of a line those it is to serve, of a unit those of the programmes it has tasks in,
 * else all that are planned.
 */
export function centralWorksOf(plan: Plan, scope: ActivityScope, tasks: readonly OpenTask[]): string[] {
  const lines = linesOf(plan, scope, tasks);
  if (scope.line !== null) {
    return [
      ...new Set(
        lines.flatMap(({ programme, line }) => plan.servesByLine.get(lineKey(programme, line)) ?? []),
      ),
    ];
  }
  const programmes = new Set(lines.map(({ programme }) => programme));
  const works = plan.centralWorks.filter(({ programme }) => scope.unit === null || programmes.has(programme));
  return [...new Set(works.map(({ work }) => work))];
}
