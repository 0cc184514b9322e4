import type { Task } from "../app/shapes.ts";
import type { Words } from "./language.tsx";

/**
 * Instants and deadlines in words.
 *
 * The API writes every instant in its calendar's own zone, so the digits in the text are the local ones: nothing here knows
 * or asks the zone of the browser.
 */

const englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const weekdays = {
  zh: ["日", "一", "二", "三", "四", "五", "六"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};

/** "10月10日", with the year where it is not that of `now`. Takes a date or an instant. */
export function dateText(words: Words, text: string, now?: string): string {
  const [year = "", month = "1", day = "1"] = text.slice(0, 10).split("-");
  const isOtherYear = now === undefined || now.slice(0, 4) !== year;
  if (words.language === "zh") return `${isOtherYear ? `${year}年` : ""}${Number(month)}月${Number(day)}日`;
  return `${Number(day)} ${englishMonths[Number(month) - 1]}${isOtherYear ? ` ${year}` : ""}`;
}

/** "10月10日 17:30". */
export const timeText = (words: Words, text: string, now?: string): string =>
  `${dateText(words, text, now)} ${text.slice(11, 16)}`;

/** "周六"; of the date as it is written. */
export function weekdayText(words: Words, text: string): string {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return words.language === "zh" ? `周${weekdays.zh[day]}` : (weekdays.en[day] ?? "");
}

/** "10月10日（周六）17:30". */
export function fullTimeText(words: Words, text: string, now?: string): string {
  const weekday = weekdayText(words, text);
  return words.language === "zh"
    ? `${dateText(words, text, now)}（${weekday}）${text.slice(11, 16)}`
    : `${weekday} ${timeText(words, text, now)}`;
}

const ended: ReadonlySet<string> = new Set(["closed", "archived", "terminated", "waived"]);

/** Whether nothing of the task is still to be done. */
export const isEnded = (task: Pick<Task, "state">): boolean => ended.has(task.state);

/** "还剩 3 个工作日，10月10日 17:30 到期": the task's finish clock as a sentence. */
export function dueSentence(words: Words, task: Task, now: string): string {
  const { t } = words;
  if (isEnded(task)) {
    return task.lateWorkdays > 0 ? t("endedLate", { n: task.lateWorkdays }) : t("endedOnTime");
  }
  if (task.dueAt === null) return heldSentence(words, task);
  const due = timeText(words, task.dueAt, now);
  if (task.overdue) {
    return task.overdueWorkdays > 0
      ? t("lateWorkdays", { n: task.overdueWorkdays, due })
      : t("lateLess", { due });
  }
  const left = task.workdaysLeft ?? 0;
  if (left > 0) return t("leftWorkdays", { n: left, due });
  return task.dueAt.slice(0, 10) === now.slice(0, 10) ? t("leftToday", { due }) : t("leftNone", { due });
}

function heldSentence({ t }: Words, task: Task): string {
  const remaining = task.clocks.find(({ name }) => name === "finish")?.remaining;
  if (task.lateWorkdays > 0) return t("heldLate", { n: task.lateWorkdays });
  if (remaining === undefined || remaining === null) return t("shortHeld");
  if ("workdays" in remaining) return t("heldWorkdays", { n: remaining.workdays });
  if ("days" in remaining) return t("heldDays", { n: remaining.days });
  return t("heldHours", { n: Math.max(0, Math.floor(remaining.milliseconds / 3_600_000)) });
}

/** The same in the fewest words, for a table. */
export function dueShort({ t }: Words, task: Task, now: string): string {
  if (isEnded(task)) return t("shortEnded");
  if (task.dueAt === null) return t("shortHeld");
  if (task.overdue)
    return task.overdueWorkdays > 0 ? t("shortLate", { n: task.overdueWorkdays }) : t("shortLateLess");
  const left = task.workdaysLeft ?? 0;
  return left === 0 && task.dueAt.slice(0, 10) === now.slice(0, 10)
    ? t("shortToday")
    : t("shortLeft", { n: left });
}
