import type { Task } from "../app/shapes.ts";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";

const marks: Readonly<Record<string, string>> = { met: "✓", current: "●", waiting: "○", skipped: "–" };

/** The stages of the work and the next report, each with what it has come to and when it is due. */
export function StageList({ task, now }: { readonly task: Task; readonly now: string }) {
  const words = useWords();
  const { t, term } = words;
  const report = task.clocks.find(({ name }) => name === "report");
  return (
    <ol className="stages">
      {task.stages.map(({ name, state, dueAt, metAt }) => (
        <li key={name} className={`stage stage-${state}`}>
          <span aria-hidden className="stage-mark">
            {marks[state]}
          </span>
          <span>
            <strong>{name}</strong> <span className="muted">{term("stage", state)}</span>
            {state === "met" && metAt !== undefined && (
              <span className="muted"> {timeText(words, metAt, now)}</span>
            )}
            {dueAt !== undefined && (
              <span className="muted"> {t("stageDue", { due: timeText(words, dueAt, now) })}</span>
            )}
          </span>
        </li>
      ))}
      {report !== undefined && report.dueAt !== null && (
        <li className="stage">
          <span aria-hidden className="stage-mark">
            ○
          </span>
          <span>
            <strong>{t("nextReport")}</strong>{" "}
            <span className="muted">{t("stageDue", { due: timeText(words, report.dueAt, now) })}</span>
          </span>
        </li>
      )}
    </ol>
  );
}
