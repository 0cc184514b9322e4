import type { NotifyEffect } from "../lifecycle/effects.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import { type Calendar, dayOf, workdaysBetween } from "../time/calendar.ts";
import { isOverdue, overdueWorkdays } from "../time/clock.ts";

/** What a person reads: the same in Chinese and in English. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

/**
 * Words a notice: what happened, to which task, how much of its time is left or past, and when it is due; pure.
 *
 * The time is that of the clock the effect names, else of the finish clock, at the task's last event.
 */
export function wordingOf(effect: NotifyEffect, task: TaskState, calendar: Calendar): Wording {
  const say = effect.subject === "rungFired" ? rungWords(effect) : subjectWords(effect);
  const time = timeWords(effect, task, calendar);
  const due = dueWords(effect);
  return {
    zh: `【${say.zh}】${task.number}《${task.title}》${time.zh}${due.zh}${reason(effect, "：", "。")}`,
    en: `${say.en}: ${task.number} "${task.title}"${time.en}${due.en}${reason(effect, ": ", ".")}`,
  };
}

function timeWords({ facts }: NotifyEffect, task: TaskState, calendar: Calendar): Wording {
  const name = facts.clock ?? "finish";
  const clock = task.clocks.find((one) => one.name === name);
  if (clock?.state !== "running") return nothing;
  const now = task.updatedAt;
  const late = overdueWorkdays(clock, calendar, now);
  if (late > 0) return { zh: `，已逾期${late}个工作日`, en: `, ${late} working day(s) late` };
  const [today, dueOn] = [dayOf(calendar, now), dayOf(calendar, clock.dueAt)];
  if (today === dueOn) return { zh: "，今日到期", en: ", due today" };
  if (isOverdue(clock, now)) return { zh: "，已逾期", en: ", overdue" };
  const left = workdaysBetween(calendar, today, dueOn);
  return { zh: `，剩余${left}个工作日`, en: `, ${left} working day(s) left` };
}

function subjectWords({ subject, facts }: NotifyEffect): Wording {
  if (subject === "urged") return { zh: `第${facts.n ?? 1}次催办`, en: `Urged, no. ${facts.n ?? 1}` };
  return wordsBySubject[subject];
}

const wordsBySubject: Readonly<Record<NotifyEffect["subject"], Wording>> = {
  assigned: { zh: "交办", en: "Assigned to your unit" },
  reassigned: { zh: "改派", en: "Reassigned to your unit" },
  declined: { zh: "退回", en: "Declined by the unit" },
  submitted: { zh: "报结待核查", en: "Submitted, to be inspected" },
  passed: { zh: "核查通过，待批准办结", en: "Inspected, closure to be approved" },
  failed: { zh: "退回重办", en: "Returned for rework" },
  closureRefused: { zh: "办结未批准，继续办理", en: "Closure refused, work goes on" },
  closureApproved: { zh: "同意办结", en: "Closure approved" },
  extensionRequested: { zh: "申请延期", en: "Extension requested" },
  extensionGranted: { zh: "延期获批", en: "Extension granted" },
  extensionRefused: { zh: "延期未批准", en: "Extension refused" },
  suspensionRequested: { zh: "申请挂账", en: "Suspension requested" },
  suspensionGranted: { zh: "同意挂账", en: "Suspension granted" },
  suspensionRefused: { zh: "挂账未批准", en: "Suspension refused" },
  resumed: { zh: "恢复办理", en: "Resumed" },
  urged: { zh: "催办", en: "Urged" },
  waived: { zh: "免办", en: "Waived" },
  terminated: { zh: "终止", en: "Terminated" },
  reopened: { zh: "重新交办", en: "Reopened" },
  lookbackFailed: { zh: "回头看未通过，重新办理", en: "Look-back failed, work goes on" },
  countersigned: { zh: "会签", en: "Countersigned" },
  countersignRefused: { zh: "不同意会签", en: "Countersigning refused" },
  countersignAsked: { zh: "请会签", en: "To be countersigned by your unit" },
  countersignComplete: { zh: "会签齐全，可以报结", en: "Countersigned by all, may be submitted" },
  rungFired: { zh: "督办提醒", en: "Reminder" },
  transferred: { zh: "移交", en: "Handed over to you" },
  projected: { zh: "期限调整", en: "Deadline moved" },
};

const cardNames: Readonly<Record<string, string>> = {
  blue: "蓝牌",
  yellow: "黄牌",
  orange: "橙牌",
  red: "红牌",
  green: "绿牌",
  white: "白牌",
};

const clockNames: Readonly<Record<string, Wording>> = {
  sign: { zh: "签收", en: "sign-for" },
  stage: { zh: "节点", en: "stage" },
  report: { zh: "报告", en: "report" },
  finish: { zh: "办结", en: "finish" },
};

const nothing: Wording = { zh: "", en: "" };

function rungWords({ facts }: NotifyEffect): Wording {
  const { zh, en } = clockNames[String(facts.clock)] ?? { zh: "", en: String(facts.clock) };
  const stage =
    typeof facts.stage === "string" ? { zh: `「${facts.stage}」`, en: ` "${facts.stage}"` } : nothing;
  const clock = { zh: zh + stage.zh, en: en + stage.en };
  const card = typeof facts.card === "string" ? facts.card : null;
  const proposal = typeof facts.propose === "string" ? facts.propose : null;
  return {
    zh: `${card === null ? "" : `${cardNames[card] ?? card}·`}${clock.zh}提醒${proposal === null ? "" : `，建议${proposal}（由人决定）`}`,
    en: `${card === null ? "Reminder" : `Reminder, ${card} card`}, ${clock.en}${proposal === null ? "" : `, proposed: ${proposal} (a person decides)`}`,
  };
}

/** "2026-10-08T17:30:00+08:00" as people write it. */
function dueWords({ facts }: NotifyEffect): Wording {
  if (typeof facts.dueAt !== "string") return { zh: "", en: "" };
  const [date = "", time = ""] = facts.dueAt.split("T");
  const [, month, day] = date.split("-").map(Number);
  const hour = time.slice(0, 5);
  return { zh: `，${month}月${day}日 ${hour} 到期`, en: `, due ${date} ${hour}` };
}

function reason({ facts }: NotifyEffect, before: string, after: string): string {
  return typeof facts.reason === "string" ? `${before}${facts.reason}` : after;
}
