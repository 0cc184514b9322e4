import { zero } from "../figures/compare.ts";
import { formatDecimal, parseDecimal, rescaled, type Scaled, sumOf } from "../figures/decimal.ts";
import { shareEvenly, shareOut } from "../figures/shareOut.ts";
import { alarmsOf, type FundAlarm, type Progress } from "./alarms.ts";
import type { FundedTask, FundSource, PaidSum, Project } from "./project.ts";

/** Money: what there is, what of it is planned, paid, and left (there, less paid). Exact. */
export interface Funds {
  readonly amount: Scaled;
  readonly planned: Scaled;
  readonly paid: Scaled;
}

/** A project's part in one task. */
export interface TaskFunds extends Funds {
  readonly task: string;
  readonly programme: string | null;
  readonly line: string | null;
}

/** A project's money as it stands: whole, by task and by source. The parts by task add up to the whole exactly. */
export interface ProjectFunds extends Funds {
  readonly project: Project;
  readonly progress: Progress | null;
  readonly lastPaidOn: string | null;
  readonly alarms: readonly FundAlarm[];
  /** One of no task where the project has none. */
  readonly parts: readonly (TaskFunds | (Omit<TaskFunds, "task"> & { readonly task: null }))[];
  readonly sources: readonly (Omit<FundSource, "amount"> & {
    readonly amount: Scaled;
    readonly paid: Scaled;
  })[];
  /** Paid out of nobody said which source. */
  readonly unsourced: Scaled;
}

const decimal = (text: string): Scaled => parseDecimal(text) ?? zero;
const negative = ({ units, scale }: Scaled): Scaled => ({ units: -units, scale });

/** A project's money, of what was paid of it and how far its tasks are. A payment that names no task is shared out as planned. */
export function projectFunds(
  project: Project,
  sums: readonly PaidSum[],
  taskById: ReadonlyMap<string, FundedTask>,
  today: string,
): ProjectFunds {
  const amount = sumOf(project.sources.map((source) => decimal(source.amount)));
  const planned = sumOf(project.tasks.map((task) => decimal(task.planned)));
  const paid = sumOf(sums.map((sum) => decimal(sum.paid)));
  const progress = progressOf(project, taskById);
  const lastPaidOn = latest(sums.map(({ lastOn }) => lastOn));
  const movedOn = lastPaidOn ?? earliest(project.sources.flatMap(({ arrivedOn }) => arrivedOn ?? []));
  const { aheadBy, idleAfterDays } = project;
  const alarms = alarmsOf({ amount, planned, paid, progress, movedOn, today, aheadBy, idleAfterDays });
  const parts = partsOf(project, sums, taskById, { amount, planned, paid });
  return { project, amount, planned, paid, progress, lastPaidOn, alarms, parts, ...bySource(project, sums) };
}

const latest = (dates: readonly string[]): string | null => dates.toSorted().at(-1) ?? null;
const earliest = (dates: readonly string[]): string | null => dates.toSorted()[0] ?? null;

/** How far its tasks are, weighed by what is planned for each; without any plan, each the same. A closed one is 100, one given up is left out. */
function progressOf({ tasks }: Project, taskById: ReadonlyMap<string, FundedTask>): Progress | null {
  const counted = tasks.flatMap(({ task, planned }) => {
    const found = taskById.get(task);
    const isCounted = found !== undefined && found.state !== "waived" && found.state !== "terminated";
    return isCounted ? [{ weight: decimal(planned), percent: percentOf(found) }] : [];
  });
  if (counted.length === 0) return null;
  const weights = sameScale(counted.map(({ weight }) => weight));
  const isWeighed = weights.some((weight) => weight > 0n);
  let done = 0n;
  let of = 0n;
  for (const [place, { percent }] of counted.entries()) {
    const weight = isWeighed ? (weights[place] ?? 0n) : 1n;
    done += weight * BigInt(percent);
    of += weight * 100n;
  }
  return { done, of };
}

const percentOf = ({ state, progress }: FundedTask): number =>
  state === "closed" || state === "archived" ? 100 : progress;

function sameScale(decimals: readonly Scaled[]): readonly bigint[] {
  const scale = Math.max(0, ...decimals.map((one) => one.scale));
  return decimals.map((one) => rescaled(one, scale).units);
}

/** A figure shared out by what is planned, evenly where nothing is; below zero as above. */
function shared(figure: Scaled, weights: readonly Scaled[]): readonly Scaled[] {
  if (figure.units < 0n) return shared(negative(figure), weights).map(negative);
  // Shares to the last digit that money has here, so that small sums are not all the first one's.
  const fine = rescaled(figure, 2);
  return weights.some(({ units }) => units > 0n)
    ? shareOut(fine, weights)
    : shareEvenly(fine, weights.length);
}

function partsOf(
  project: Project,
  sums: readonly PaidSum[],
  taskById: ReadonlyMap<string, FundedTask>,
  { amount, planned, paid }: Funds,
): ProjectFunds["parts"] {
  const { tasks, programme, line } = project;
  if (tasks.length === 0) return [{ task: null, programme, line, amount, planned, paid }];
  const weights = tasks.map((task) => decimal(task.planned));
  const known = new Set(tasks.map(({ task }) => task));
  const unnamed = sumOf(
    sums.filter(({ task }) => task === null || !known.has(task)).map((sum) => decimal(sum.paid)),
  );
  const amounts = shared(amount, weights);
  const rest = shared(unnamed, weights);
  return tasks.map(({ task, planned: share }, place) => {
    const named = sums.filter((sum) => sum.task === task).map((sum) => decimal(sum.paid));
    const found = taskById.get(task);
    return {
      task,
      programme: found?.programme ?? programme,
      line: found === undefined ? line : found.line,
      amount: sumOf([amounts[place] ?? zero]),
      planned: decimal(share),
      paid: sumOf([...named, rest[place] ?? zero]),
    };
  });
}

function bySource(
  { sources }: Project,
  sums: readonly PaidSum[],
): Pick<ProjectFunds, "sources" | "unsourced"> {
  const only = sources.length === 1 ? sources[0]?.id : undefined;
  const sourceOf = ({ fundSource }: PaidSum) =>
    sources.some(({ id }) => id === fundSource) ? fundSource : (only ?? null);
  const paidOf = (id: string | null) =>
    sumOf(sums.filter((sum) => sourceOf(sum) === id).map((sum) => decimal(sum.paid)));
  return {
    sources: sources.map((source) => ({
      ...source,
      amount: decimal(source.amount),
      paid: paidOf(source.id),
    })),
    unsourced: paidOf(null),
  };
}

/** Progress in percent with one digit, rounded half up; null stays null. */
export function formatProgress(progress: Progress | null): string | null {
  if (progress === null) return null;
  const tenths = (progress.done * 2_000n + progress.of) / (progress.of * 2n);
  return formatDecimal({ units: tenths, scale: 1 });
}

/** One figure as a part of another; null where there is nothing to be a part of. */
export function percentOfDecimals(part: Scaled, whole: Scaled): Progress | null {
  if (whole.units <= 0n || part.units < 0n) return null;
  const scale = Math.max(part.scale, whole.scale);
  return { done: rescaled(part, scale).units * 100n, of: rescaled(whole, scale).units * 100n };
}
