import { type FaultKind, faultKinds } from "./faultInjector.ts";
import type { RoundReport } from "./round.ts";

/** What rounds did together. */
export interface ChaosTotal {
  readonly rounds: number;
  readonly faults: number;
  readonly faultsByKind: Readonly<Record<FaultKind, number>>;
  readonly tasks: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly recorded: number;
  readonly rungs: number;
  readonly notices: number;
  readonly webhookMessages: number;
  readonly clockMoves: number;
  readonly seconds: number;
  readonly violations: number;
  readonly failedSeeds: readonly number[];
}

const countFaults = ({ faults }: RoundReport): number =>
  Object.values(faults).reduce((sum, count) => sum + count, 0);

/** Adds up rounds. */
export function addUp(reports: readonly RoundReport[]): ChaosTotal {
  const sum = (measure: (report: RoundReport) => number) =>
    reports.reduce((total, report) => total + measure(report), 0);
  return {
    rounds: reports.length,
    faults: sum(countFaults),
    faultsByKind: Object.fromEntries(
      faultKinds.map((kind) => [kind, sum(({ faults }) => faults[kind])]),
    ) as Record<FaultKind, number>,
    tasks: sum(({ tasks }) => tasks),
    sent: sum(({ sent }) => sent),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    recorded: sum(({ recorded }) => recorded),
    rungs: sum(({ rungs }) => rungs),
    notices: sum(({ notices }) => notices),
    webhookMessages: sum(({ webhookMessages }) => webhookMessages),
    clockMoves: sum(({ clockMoves }) => clockMoves),
    seconds: sum(({ seconds }) => seconds),
    violations: sum(({ violations }) => violations.length),
    failedSeeds: reports.filter(({ violations }) => violations.length > 0).map(({ seed }) => seed),
  };
}

/** A round on a line. */
export function describeRound(report: RoundReport): string {
  const { seed, layout, sent, recorded, rungs, seconds, violations } = report;
  const clock = layout.clock === "system" ? "system's clock" : "manual clock";
  const where = `${layout.processes.join(" + ")}, queues on ${layout.queues}, ${clock}`;
  const what = `${countFaults(report)} faults, ${sent} events sent, ${recorded} recorded, ${rungs} rungs, ${seconds} s`;
  return `seed ${seed} (${where}): ${what}: ${violations.length === 0 ? "good" : `${violations.length} violations`}`;
}

/** The figures as a table in Markdown. */
export function tableOf(total: ChaosTotal): string {
  const { faultsByKind, failedSeeds, ...figures } = total;
  const rows = [
    ...Object.entries(figures),
    ...Object.entries(faultsByKind).map(([kind, count]) => [`fault ${kind}`, count]),
    ...(failedSeeds.length > 0 ? [["failed seeds", failedSeeds.join(" ")]] : []),
  ];
  return ["| | |", "|---|---:|", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join("\n");
}
