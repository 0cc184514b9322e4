import {
  differenceOf,
  type FundedTask,
  type Funds,
  type FundsRollUp,
  formatDecimal,
  formatInstant,
  formatProgress,
  fundAlarms,
  type ProjectFunds,
  percentOfDecimals,
} from "@duban/engine";

/** Money as text, with what is left. */
export const fundsView = ({ amount, planned, paid }: Funds) => ({
  amount: formatDecimal(amount),
  planned: formatDecimal(planned),
  paid: formatDecimal(paid),
  left: formatDecimal(differenceOf(amount, paid)),
});

/** A project with its money; of its tasks those that `sees` says, with what is known of them. */
export function projectView(
  funds: ProjectFunds,
  taskById: ReadonlyMap<string, FundedTask>,
  sees: (task: string) => boolean,
  timeZone: string,
) {
  const { project, progress, lastPaidOn, alarms, parts, sources, unsourced } = funds;
  const { id, version, name, unit, paidBy, programme, line, aheadBy, idleAfterDays, createdAt } = project;
  return {
    ...{ id, version, name, unit, paidBy, programme, line },
    ...fundsView(funds),
    progress: formatProgress(progress),
    paidShare: formatProgress(percentOfDecimals(funds.paid, funds.amount)),
    lastPaidOn,
    alarms,
    ...{ aheadBy, idleAfterDays },
    sources: sources.map(({ amount, paid, ...source }) => ({
      ...source,
      amount: formatDecimal(amount),
      paid: formatDecimal(paid),
      left: formatDecimal(differenceOf(amount, paid)),
    })),
    unsourced: formatDecimal(unsourced),
    tasks: parts.flatMap((part) => {
      if (part.task === null || !sees(part.task)) return [];
      const task = taskById.get(part.task);
      const { number = null, title = null, unit: of = null, progress: done = null } = task ?? {};
      const known = { task: part.task, number, title, unit: of, progress: done };
      return [{ ...known, programme: part.programme, line: part.line, ...fundsView(part) }];
    }),
    createdAt: formatInstant(timeZone, createdAt),
  };
}

/** The sums over projects, with how many carry each alarm. */
export function fundsSumView(
  { total, programmes, lines, sources }: FundsRollUp,
  projects: readonly ProjectFunds[],
) {
  return {
    total: { projects: total.projects, ...fundsView(total) },
    programmes: programmes.map((sum) => ({
      programme: sum.programme,
      projects: sum.projects,
      ...fundsView(sum),
    })),
    lines: lines.map((sum) => ({
      programme: sum.programme,
      line: sum.line,
      projects: sum.projects,
      ...fundsView(sum),
    })),
    sources: sources.map((sum) => {
      const { amount, paid, left } = fundsView(sum);
      return { kind: sum.kind, projects: sum.projects, amount, paid, left };
    }),
    alarms: Object.fromEntries(
      fundAlarms.map((alarm) => [alarm, projects.filter(({ alarms }) => alarms.includes(alarm)).length]),
    ),
  };
}
