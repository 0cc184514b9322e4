import type { Task } from "../app/shapes.ts";
import { useWords } from "../words/language.tsx";
import { dueShort, isEnded, timeText } from "../words/when.ts";

/** When a task is due and how long that is still, in two short lines. */
export function DueMark({ task, now }: { readonly task: Task; readonly now: string }) {
  const words = useWords();
  const isSoon = !task.overdue && task.workdaysLeft !== null && task.workdaysLeft <= 3 && !isEnded(task);
  return (
    <span className={`due ${task.overdue ? "due-late" : isSoon ? "due-soon" : ""}`}>
      <span className="due-words">{dueShort(words, task, now)}</span>
      {task.dueAt !== null && !isEnded(task) && (
        <span className="due-at">
          {timeText(words, task.dueAt, now)}
          {task.provisional && ` · ${words.t("provisional")}`}
        </span>
      )}
    </span>
  );
}
