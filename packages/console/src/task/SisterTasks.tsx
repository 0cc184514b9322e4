import { Link } from "wouter";
import { useMatter, useUnits } from "../app/queries.ts";
import type { Task } from "../app/shapes.ts";
import { StateMark } from "../parts/StateMark.tsx";
import { useWords } from "../words/language.tsx";
import { dueShort } from "../words/when.ts";

/** The matter a task belongs to, and what the other units' parts in it have come to. */
export function SisterTasks({ task, now }: { readonly task: Task; readonly now: string }) {
  const words = useWords();
  const { t, term } = words;
  const units = useUnits();
  const { data: matter } = useMatter(task.matter);
  const others = matter?.tasks.filter(({ id }) => id !== task.id) ?? [];
  return (
    <div className="stack">
      {others.length > 0 && (
        <ul className="sisters">
          {others.map((other) => (
            <li key={other.id}>
              <Link href={`/tasks/${other.id}`}>{units.nameOf(other.unit)}</Link>
              <span className="muted"> {term("part", other.role)}</span>
              <span className="sister-state">
                <StateMark state={other.state} />
                <span className={other.overdue ? "many-not" : "muted"}>{dueShort(words, other, now)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {matter !== undefined && others.length === 0 && <p className="muted">{t("noSisters")}</p>}
      <Link href={`/matters/${task.matter}`}>{t("wholeMatter")}</Link>
    </div>
  );
}
