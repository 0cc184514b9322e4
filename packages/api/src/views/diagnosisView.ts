import {
  type ActivityScope,
  type Calendar,
  type DateSpan,
  type Diagnosis,
  formatDay,
  isCovered,
  type PlannedLine,
  type Programme,
} from "@duban/engine";
import type { z } from "zod";
import type { diagnosisSchema } from "../schemas/diagnosis.ts";
import { diagnosisWords } from "./diagnosisWords.ts";

const spanView = ({ from, to }: DateSpan) => ({ from: formatDay(from), to: formatDay(to) });

/** A line with its name and the central works it serves, as its programme defines it. */
function lineView<L extends PlannedLine>(line: L, programmes: readonly Programme[]) {
  const defined = programmes
    .find(({ id }) => id === line.programme)
    ?.lines.find(({ id }) => id === line.line);
  return { ...line, name: defined?.name ?? line.line, centralWork: [...(defined?.centralWork ?? [])] };
}

/** A diagnosis as it is shown, each figure with how it is computed, what it is about by the names that programmes give. */
export function diagnosisView(
  scope: ActivityScope,
  calendar: Calendar,
  diagnosis: Diagnosis,
  programmes: readonly Programme[],
): z.input<typeof diagnosisSchema> {
  const { span, workdays, reports, openTasks, tightAndLoose, gustOfWind, lopsided, twoSkins, closing } =
    diagnosis;
  const workNames = new Map(
    programmes.flatMap(({ centralWorks }) => centralWorks.map(({ id, name }) => [id, name] as const)),
  );
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
      lines: lopsided.lines.map((line) => lineView(line, programmes)),
      forgotten: lopsided.forgotten.map((line) => lineView(line, programmes)),
      ...diagnosisWords.lopsided,
    },
    twoSkins: {
      ...twoSkins,
      centralWorks: twoSkins.centralWorks.map(({ work, tasks, reports: made }) => ({
        id: work,
        name: workNames.get(work) ?? work,
        tasks,
        reports: made,
      })),
      unserved: [...twoSkins.unserved],
      ...diagnosisWords.twoSkins,
    },
    closing: { ...closing, lateTasks: [...closing.lateTasks], ...diagnosisWords.closing },
  };
}
