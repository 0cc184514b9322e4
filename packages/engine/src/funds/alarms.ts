import { compareDecimals, differenceOf } from "../figures/compare.ts";
import type { Scaled } from "../figures/decimal.ts";
import { parseDay } from "../time/calendar.ts";

/** Progress as a fraction of what is planned; `of` above 0. */
export interface Progress {
  readonly done: bigint;
  readonly of: bigint;
}

/** What a project's money is judged by. Dates are text. */
export interface FundPosition {
  readonly amount: Scaled;
  readonly planned: Scaled;
  readonly paid: Scaled;
  /** Null: no task says how far the work is. */
  readonly progress: Progress | null;
  /** When money last moved: the last payment, or, without one, when the first of it arrived; null: it never did. */
  readonly movedOn: string | null;
  readonly today: string;
  readonly aheadBy: number;
  readonly idleAfterDays: number;
}

/**
 * What somebody should look at.
 *
 * `ahead`: the part that is paid exceeds the part of the work that is done by more than `aheadBy` points. `idle`: some is left and
 * none has moved for `idleAfterDays` days. `overpaid`, `overplanned`: more is paid, or planned, than there is.
 */
export const fundAlarms = ["ahead", "idle", "overpaid", "overplanned"] as const;
export type FundAlarm = (typeof fundAlarms)[number];

/** The alarms of a position, exactly: no part of it is rounded. */
export function alarmsOf(position: FundPosition): FundAlarm[] {
  const { amount, planned, paid } = position;
  const alarms: FundAlarm[] = [];
  if (isAhead(position)) alarms.push("ahead");
  if (isIdle(position)) alarms.push("idle");
  if (compareDecimals(paid, amount) > 0) alarms.push("overpaid");
  if (compareDecimals(planned, amount) > 0) alarms.push("overplanned");
  return alarms;
}

/** paid/amount − done/of > aheadBy/100, multiplied out, so that nothing is divided. */
function isAhead({ amount, paid, progress, aheadBy }: FundPosition): boolean {
  if (progress === null || paid.units <= 0n) return false;
  if (amount.units <= 0n) return true;
  const left = paid.units * 100n * progress.of * 10n ** BigInt(amount.scale);
  const right =
    (progress.done * 100n + BigInt(aheadBy) * progress.of) * amount.units * 10n ** BigInt(paid.scale);
  return left > right;
}

function isIdle({ amount, paid, movedOn, today, idleAfterDays }: FundPosition): boolean {
  if (movedOn === null || differenceOf(amount, paid).units <= 0n) return false;
  return parseDay(today) - parseDay(movedOn) >= idleAfterDays;
}
