import type { Task } from "../app/shapes.ts";
import { isEnded } from "../words/when.ts";

export type ManyAct = "urge" | "approve";

/** The event that an act sends to a task; undefined where the task does not take it as it stands. */
export function eventOfAct(act: ManyAct, task: Pick<Task, "state" | "request">): string | undefined {
  if (act === "urge") return isEnded(task) ? undefined : "urged";
  if (task.request !== null)
    return task.request.kind === "extension" ? "extensionGranted" : "suspensionGranted";
  return task.state === "inspected" ? "closureApproved" : undefined;
}
