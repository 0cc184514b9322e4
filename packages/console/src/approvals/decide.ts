import type { EventResult, Operations, Task } from "../app/shapes.ts";

/** The two sides of a decision on a task, as event types. */
export interface Choice {
  readonly approve: string;
  readonly refuse: string;
}

/** What is asked for on a task: an answer to its request, else its closure. */
export function choiceOf(task: Pick<Task, "request">): Choice {
  return task.request === null
    ? { approve: "closureApproved", refuse: "closureRefused" }
    : { approve: `${task.request.kind}Granted`, refuse: `${task.request.kind}Refused` };
}

/** Whether the caller may decide; undefined while nobody knows. */
export function mayDecide(task: Task, operations: Operations | undefined): boolean | undefined {
  return operations?.items.some(({ type }) => type === choiceOf(task).approve);
}

/** The kind of a result's problem, or null where it was applied, now or before. */
export function faultOf(result: EventResult): string | null {
  if (result.status !== "rejected") return null;
  return result.problem?.type.replace("urn:duban:problem:", "") ?? "internal-error";
}
