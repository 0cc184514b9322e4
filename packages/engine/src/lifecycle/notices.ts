import { turnOf } from "./approvalChain.ts";
import type { Role } from "./caller.ts";
import { dueText } from "./clockActions.ts";
import type { Definition, Notice } from "./definitionShape.ts";
import type { Effect, NoticeSubject } from "./effects.ts";
import type { TaskEvent, TransitionContext } from "./taskEvent.ts";
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
  const notice = noticeOf(definition, state, event);
  if (notice === undefined) return none;
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
  ];
}

interface Telling extends Notice {
  readonly person?: string;
  readonly subject?: NoticeSubject;
}

/** By the table; where a chain of approvers says whose turn it has become, he is told that the closure waits for him. */
function noticeOf(definition: Definition, state: TaskState, { type }: TaskEvent): Telling | undefined {
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
