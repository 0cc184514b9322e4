import {
  type ApprovalKind,
  type AskedEvent,
  type Calendar,
  choicesByKind,
  dayOf,
  type ExternalEventType,
  formatInstant,
  type Instant,
  movesOf,
  type TaskState,
  waitsSince,
  workdaysBetween,
} from "@duban/engine";
import type { z } from "zod";
import { needsReason } from "../decisions.ts";
import { typePrefix } from "../incomingEvent.ts";
import type { approvalSchema } from "../schemas/approvals.ts";
import { taskView } from "./taskView.ts";

/** An approval as it is shown. */
export type ApprovalView = z.input<typeof approvalSchema>;

/** What waits on a task: what was asked, by whom, since when, and what a decision at `now` would move. */
export function approvalView(
  onBehalfOf: string | null,
  kind: ApprovalKind,
  task: TaskState,
  asked: readonly AskedEvent[],
  calendar: Calendar,
  now: Instant,
): ApprovalView {
  const since = waitsSince(task, kind);
  const said = (type: ExternalEventType) => saidIn(asked.find((event) => event.type === type));
  return {
    kind,
    onBehalfOf,
    task: taskView(task, calendar, now),
    asked:
      kind === "countersign"
        ? { by: null, text: null }
        : task.request === null
          ? said(kind === "reassignment" ? "declined" : "submitted")
          : { by: task.request.by, text: task.request.reason },
    inspected: kind === "closure" ? said("passed") : null,
    since: formatInstant(calendar.timeZone, since),
    waitingWorkdays: workdaysBetween(calendar, dayOf(calendar, since), dayOf(calendar, now)),
    moves: kind === "countersign" ? {} : movesView(task, calendar, now),
    choices: choicesOf(kind),
    expectedrevision: task.revision,
  };
}

const wordMembers = ["result", "findings", "reason"] as const;

function saidIn(event: AskedEvent | undefined): ApprovalView["asked"] {
  if (event === undefined) return { by: null, text: null };
  const member = wordMembers.find((name) => typeof event.data[name] === "string");
  return { by: event.actor, text: member === undefined ? null : String(event.data[member]) };
}

function movesView(task: TaskState, calendar: Calendar, now: Instant): ApprovalView["moves"] {
  const { dueFrom, dueTo, remaining, approvals } = movesOf(task, calendar, now);
  const show = (instant: Instant) => formatInstant(calendar.timeZone, instant);
  const moved =
    dueFrom === undefined || dueTo === undefined
      ? undefined
      : { from: dayOf(calendar, dueFrom), to: dayOf(calendar, dueTo) };
  return {
    ...(dueFrom === undefined ? {} : { dueFrom: show(dueFrom) }),
    ...(dueTo === undefined ? {} : { dueTo: show(dueTo) }),
    ...(moved === undefined
      ? {}
      : { workdays: workdaysBetween(calendar, moved.from, moved.to), days: moved.to - moved.from }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(approvals === undefined ? {} : { approvals: { ...approvals, given: [...approvals.given] } }),
  };
}

function choicesOf(kind: ApprovalKind): ApprovalView["choices"] {
  const { approve, refuse, other } = choicesByKind[kind];
  const choice = (decision: "approve" | "refuse" | null, type: ExternalEventType | null) =>
    type === null
      ? []
      : [
          {
            decision,
            type,
            cloudEventType: `${typePrefix}${type}`,
            reason: needsReason(type) ? ("required" as const) : ("optional" as const),
          },
        ];
  return [...choice("approve", approve), ...choice("refuse", refuse), ...choice(null, other)];
}
