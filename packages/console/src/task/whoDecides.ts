import type { Task, Timeline } from "../app/shapes.ts";
import type { Words } from "../words/language.tsx";

/** Who must act now for the task to go on, as a sentence. */
export function whoDecides(words: Words, task: Task, unit: string, timeline: Timeline | undefined): string {
  const { t, term } = words;
  if (task.request !== null) return t("waitsRequest", { request: term("request", task.request.kind) });
  switch (task.state) {
    case "assigned":
      return t("waitsUnitAccept", { unit });
    case "declined":
      return t("waitsReassign");
    case "inProgress": {
      const missing = task.countersign?.missing.length ?? 0;
      return missing > 0 ? t("waitsCountersign", { unit, n: missing }) : t("waitsUnitWork", { unit });
    }
    case "suspended":
      return t("waitsSuspended");
    case "underInspection":
      return t("waitsInspector", { unit });
    case "inspected":
      // How many have approved is known where the whole task is read, not in a list.
      return timeline === undefined ? t("waitsClosureBrief") : t("waitsClosure", timeline.approvals);
    case "closed":
      return t("waitsLookback");
    default:
      return t("waitsNobody");
  }
}
