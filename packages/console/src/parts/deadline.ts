import type { Deadline } from "../app/shapes.ts";
import type { Words } from "../words/language.tsx";
import { dateText, fullTimeText } from "../words/when.ts";

/** How a deadline is being said, before it is whole. */
export type DeadlineKind = "workdays" | "days" | "on" | "month" | "at";
export const deadlineKinds: readonly DeadlineKind[] = ["workdays", "days", "on", "month", "at"];

/** What is filled in so far; only the field of `kind` counts. */
export interface DeadlineDraft {
  readonly kind: DeadlineKind;
  readonly count: number | null;
  readonly date: string;
  readonly time: string;
}

export const emptyDeadline: DeadlineDraft = { kind: "workdays", count: null, date: "", time: "17:30" };

/**
 * The deadline a draft says, or undefined while it is not whole. An instant is written with `offset`, that of the server's
 * zone ("+08:00").
 */
export function deadlineOf(draft: DeadlineDraft, offset: string): Deadline | undefined {
  const { kind, count, date, time } = draft;
  switch (kind) {
    case "workdays":
      return count === null ? undefined : { workdays: count };
    case "days":
      return count === null ? undefined : { days: count };
    case "on":
      return date === "" ? undefined : { on: date };
    case "month":
      return date === "" ? undefined : { month: date.slice(0, 7) };
    case "at":
      return date === "" || time === "" ? undefined : { at: `${date}T${time}:00${offset}` };
  }
}

/** A deadline in words: "20 个工作日", "2026年6月底". */
export function deadlineText(words: Words, deadline: Deadline): string {
  if ("workdays" in deadline) return words.t("workdaysText", { n: deadline.workdays });
  if ("days" in deadline) return words.t("daysText", { n: deadline.days });
  if ("on" in deadline) return dateText(words, deadline.on);
  if ("at" in deadline) return fullTimeText(words, deadline.at);
  const [year, month] = deadline.month.split("-");
  return words.t("monthEnd", {
    month:
      words.language === "zh"
        ? `${year}年${Number(month)}`
        : dateText(words, `${deadline.month}-01`).slice(2),
  });
}

/** Tells a deadline among the values of an event's data. */
export function isDeadline(value: unknown): value is Deadline {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).length === 1 &&
    deadlineKinds.some((kind) => kind in value)
  );
}
