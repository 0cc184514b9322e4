import { dayOf, workdaysBetween } from "../time/calendar.ts";
import { type Activity, actsOf } from "./activity.ts";
import { burstinessOf, gapsIn } from "./burstiness.ts";
import { workdaysIn } from "./workTime.ts";

/** 忽紧忽松: how unevenly reports follow each other. `burstiness` is null where the gaps are too few to say. */
export interface TightAndLoose {
  readonly burstiness: number | null;
  /** In working days, in order, the window's edges counted. */
  readonly gaps: readonly number[];
}

/** The figure of a window: each report stands at the number of working days up to and including its date. */
export function tightAndLooseOf(activity: Activity): TightAndLoose {
  const { calendar, span, reports } = activity;
  const places = actsOf(reports).map((at) => workdaysBetween(calendar, span.from - 1, dayOf(calendar, at)));
  const gaps = gapsIn(places, workdaysIn(calendar, span));
  return { burstiness: burstinessOf(gaps), gaps };
}
