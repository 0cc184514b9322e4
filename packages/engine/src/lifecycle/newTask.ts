import { dataOf } from "./eventData.ts";
import type { TaskEvent, TransitionContext } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";

/** Makes the task that `assigned` describes, as it is before that event: revision 0 and no clock yet. */
export function newTask(event: TaskEvent, context: TransitionContext): TaskState {
  const assigned = dataOf(event, "assigned");
  return {
    id: assigned.task,
    matter: assigned.matter,
    number: assigned.number,
    title: assigned.title,
    programme: assigned.programme,
    line: assigned.line,
    priority: assigned.priority,
    unit: assigned.unit,
    role: assigned.role,
    definition: assigned.definition,
    state: "assigned",
    stateSince: context.now,
    revision: 0,
    card: "none",
    progress: 0,
    reworks: 0,
    extensions: 0,
    urges: 0,
    request: null,
    handler: null,
    submittedBy: null,
    inspectedBy: null,
    approvedBy: [],
    countersigns: [],
    terms: {
      due: assigned.due,
      signWithin: assigned.signWithin,
      approvals: assigned.approvals,
      ...(assigned.approvalChain === undefined ? {} : { approvalChain: assigned.approvalChain }),
      ...(assigned.countersign === undefined ? {} : { countersign: assigned.countersign }),
      maxExtensions: assigned.maxExtensions,
      calendar: assigned.calendar,
      ladder: assigned.ladder,
      stages: assigned.stages ?? [],
      reportEvery: assigned.reportEvery ?? null,
      targets: assigned.targets ?? {},
    },
    stages: [],
    figures: {},
    clocks: [],
    createdAt: context.now,
    updatedAt: context.now,
  };
}
