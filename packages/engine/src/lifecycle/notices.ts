import { turnOf } from "./approvalChain.ts";
import type { Role } from "./caller.ts";
import { dueText } from "./clockActions.ts";
import { asksCountersigning, missingCountersigns } from "./countersigning.ts";
import type { Definition, Notice } from "./definitionShape.ts";
import type { Effect, NoticeSubject } from "./effects.ts";
import type { TaskEvent, TaskEventType, TransitionContext } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";

const none: readonly Effect[] = [];
const isHandler = (role: Role): boolean => role === "handler";

/**
 * Plans whom an event is told to, by the definition's notice table; `state` is the task after the event.
 *
 * Where handlers are told, the handler named by the task is too, whatever roles he holds. Urgent is only the urging of a
 * critical task: nobody is woken for anything else but a rung that says so.
 */
export function noticesOf(
  definition: Definition,
  state: TaskState,
  event: TaskEvent,
  { calendar }: TransitionContext,
): readonly Effect[] {
  const asked = asksCountersigning(state) ? countersignNotices(state, event, calendar) : none;
  const notice = noticeOf(definition, state, event);
  if (notice === undefined) return asked;
  const { reason } = event.data;
  return [
    {
      kind: "notify",
      // The table names only event types that are subjects too.
      subject: notice.subject ?? (event.type as NoticeSubject),
      roles: notice.roles,
      persons: [
        ...(state.handler !== null && notice.roles.some(isHandler) ? [state.handler] : []),
        ...(notice.person === undefined ? [] : [notice.person]),
      ],
      urgent: event.type === "urged" && state.priority === "critical",
      climb: notice.climb,
      facts: {
        dueAt: dueText(state, "finish", calendar.timeZone),
        ...(typeof reason === "string" ? { reason } : {}),
        ...(event.type === "urged" ? { n: state.urges } : {}),
      },
    },
    ...asked,
  ];
}

/** What brings it about that the work in hand waits for signatures: its beginning, its return, and who is named to sign. */
const asking: ReadonlySet<TaskEventType> = new Set<TaskEventType>([
  "accepted",
  "failed",
  "closureRefused",
  "lookbackFailed",
  "countersignersNamed",
]);

/** Tells each unit whose signature the lead waits for that it is asked. */
function countersignNotices(
  state: TaskState,
  { type }: TaskEvent,
  { timeZone }: TransitionContext["calendar"],
): readonly Effect[] {
  if (state.state !== "inProgress" || !asking.has(type)) return none;
  return missingCountersigns(state).map((unit) => ({
    kind: "notify",
    subject: "countersignAsked",
    roles: ["handler", "liaison"],
    persons: [],
    unit,
    urgent: false,
    climb: true,
    facts: { dueAt: dueText(state, "finish", timeZone) },
  }));
}

interface Telling extends Notice {
  readonly person?: string;
  readonly subject?: NoticeSubject;
}

/** By the table; the last signature says that it is the last; where a chain of approvers says whose turn it has become, he is told that the closure waits for him. */
function noticeOf(definition: Definition, state: TaskState, { type }: TaskEvent): Telling | undefined {
  if (type === "countersigned" && missingCountersigns(state).length === 0) {
    const told = definition.notices[type];
    return told === undefined ? undefined : { ...told, subject: "countersignComplete" };
  }
  const waits = state.state === "inspected" && (type === "passed" || type === "closureApproved");
  const turn = waits ? turnOf(state, "closureApproved") : undefined;
  if (turn === undefined) return definition.notices[type];
  const { role, person } = turn;
  return {
    subject: "passed",
    climb: false,
    ...(person === undefined ? { roles: [role] } : { roles: [], person }),
  };
}
