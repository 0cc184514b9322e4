import type { Task } from "../app/shapes.ts";
import { useWords } from "../words/language.tsx";
import { useTargets } from "./useTargets.ts";

/** What the task's unit has reported of each target, and its share of it. */
export function TargetList({ task }: { readonly task: Task }) {
  const { t } = useWords();
  const targets = useTargets(task);
  return (
    <dl className="facts">
      {targets.map(({ id, name, measure, share, reported }) => (
        <div key={id}>
          <dt>{name}</dt>
          <dd>
            <strong>{reported ?? t("figureNone")}</strong>
            {share !== null && ` / ${share}`} {measure}
          </dd>
        </div>
      ))}
    </dl>
  );
}
