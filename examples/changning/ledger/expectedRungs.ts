import { ladder } from "../county/ladder.ts";
import { countWorkdays, dayOfInstant, instantOf, workdayFrom } from "../county/year2013.ts";

/** What a task's ladder must have done, by the demo's own reckoning, where nothing held or moved its finish clock. */
export interface ExpectedRungs {
  /** Places in the ladder, in the order they fired. */
  readonly rungs: readonly number[];
  readonly card: string;
  readonly lateWorkdays: number;
}

export function expectedRungs(plain: {
  readonly dueAt: number;
  readonly submittedAt: number;
}): ExpectedRungs {
  const fired = ladder.rungs
    .map((rung, index) => ({ rung, index, at: finishInstant(rung, plain.dueAt) }))
    .filter(({ at }) => at < plain.submittedAt)
    .sort((one, other) => one.at - other.at);
  const cards = fired.flatMap(({ rung }) => ("card" in rung ? [rung.card] : []));
  const isLate = plain.submittedAt > plain.dueAt;
  return {
    rungs: fired.map(({ index }) => index),
    card: cards.at(-1) ?? "none",
    lateWorkdays: isLate ? countWorkdays(dayOfInstant(plain.dueAt), dayOfInstant(plain.submittedAt)) : 0,
  };
}

function finishInstant(rung: (typeof ladder.rungs)[number], dueAt: number): number {
  if ("clock" in rung) return Number.POSITIVE_INFINITY;
  if ("hours" in rung.at) return dueAt + rung.at.hours * 3_600_000;
  const { workdays } = rung.at;
  return instantOf(workdayFrom(dayOfInstant(dueAt), workdays), workdays < 0 ? "09:00" : "17:30");
}
