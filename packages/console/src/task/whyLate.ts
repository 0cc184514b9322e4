import type { Task } from "../app/shapes.ts";
import type { Words } from "../words/language.tsx";

/** Why a task is late, as far as it is known: what was never done, or asked for, or sent back. */
export function whyLate(words: Words, task: Task): string {
  const { t, term } = words;
  const { request, state, reworks, progress } = task;
  if (request !== null) {
    const label = t(request.kind === "extension" ? "requestExtension" : "requestSuspension");
    return t("labelled", { label, text: request.reason });
  }
  if (state === "assigned") return t("whyNotAccepted");
  if (reworks > 0) return t("whyReworked", { n: reworks, percent: progress });
  if (state === "inProgress") return t("whyProgress", { percent: progress });
  return term("state", state);
}
