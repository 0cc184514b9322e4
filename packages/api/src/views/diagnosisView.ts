import {
  type ActivityScope,
  type Calendar,
  type DateSpan,
  type Diagnosis,
  formatDay,
  isCovered,
} from "@duban/engine";
import type { z } from "zod";
import type { diagnosisSchema } from "../schemas/diagnosis.ts";
import { diagnosisWords } from "./diagnosisWords.ts";

const spanView = ({ from, to }: DateSpan) => ({ from: formatDay(from), to: formatDay(to) });

/** A diagnosis as it is shown, each figure with how it is computed. */
export function diagnosisView(
  scope: ActivityScope,
  calendar: Calendar,
  diagnosis: Diagnosis,
): z.input<typeof diagnosisSchema> {
  const { span, workdays, reports, openTasks, tightAndLoose, gustOfWind, lopsided, twoSkins, closing } =
    diagnosis;
  const { gust, weeks, longestSilence, crowds, silentWeeks, lastMinute } = gustOfWind;
  return {
    scope: { unit: scope.unit, programme: scope.programme, line: scope.line },
    ...spanView(span),
    workdays,
    reports,
    openTasks,
    provisional: !isCovered(calendar, span.from) || !isCovered(calendar, span.to),
    tightAndLoose: { ...tightAndLoose, gaps: [...tightAndLoose.gaps], ...diagnosisWords.tightAndLoose },
    gustOfWind: {
      gini: gust?.gini ?? null,
      byChance: gust?.byChance ?? null,
      gust: gust?.gust ?? null,
      weeks: weeks.map((week) => ({ ...spanView(week), reports: week.reports })),
      silentWeeks,
      longestSilence: longestSilence && { ...spanView(longestSilence), workdays: longestSilence.workdays },
      crowds: crowds.map((crowd) => ({
        ...spanView(crowd),
        level: crowd.level,
        marks: crowd.marks.map(({ kind, on }) => ({ kind, on: formatDay(on) })),
      })),
      lastMinute,
      ...diagnosisWords.gustOfWind,
    },
    lopsided: {
      ...lopsided,
      lines: [...lopsided.lines],
      forgotten: [...lopsided.forgotten],
      ...diagnosisWords.lopsided,
    },
    twoSkins: { ...twoSkins, unserved: [...twoSkins.unserved], ...diagnosisWords.twoSkins },
    closing: { ...closing, lateTasks: [...closing.lateTasks], ...diagnosisWords.closing },
  };
}
