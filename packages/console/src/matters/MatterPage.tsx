import { Link } from "wouter";
import { useMatter, useNow } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { deadlineText } from "../parts/deadline.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import type { Column } from "../tasks/columns.ts";
import { TaskTable } from "../tasks/TaskTable.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";

const columns: readonly Column[] = ["unit", "role", "state", "card", "due", "progress"];

/** A matter with the task of each unit that has a part in it. */
export function MatterPage({ id }: { readonly id: string }) {
  const words = useWords();
  const { t, term } = words;
  const { data: matter, error, refetch } = useMatter(id);
  const now = useNow();
  usePageTitle(matter === undefined ? t("matter") : `${matter.number} ${matter.title}`);
  if (matter === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const facts = [
    [t("sourceKind"), [term("source", matter.source.kind), matter.source.ref].filter(Boolean).join(" · ")],
    [t("finishDue"), deadlineText(words, matter.due)],
    [t("priority"), term("priority", matter.priority)],
    [t("programme"), matter.programme ?? t("none")],
    [t("line"), matter.line ?? t("none")],
    [t("createdAt"), timeText(words, matter.createdAt, now)],
  ] as const;
  return (
    <section className="page">
      <header className="task-head">
        <div className="task-head-line">
          <span className="number">{matter.number}</span>
          <span className="chip">{term("matterState", matter.state)}</span>
        </div>
        <h1>{matter.title}</h1>
        {matter.requirement !== null && <p>{matter.requirement}</p>}
      </header>
      <section className="panel" aria-labelledby="matter-tasks">
        <h2 id="matter-tasks">{t("matterTasks")}</h2>
        <TaskTable
          rows={matter.tasks.map((row) => ({ row, isGone: false }))}
          columns={columns}
          caption={t("matterTasks")}
        />
      </section>
      <section className="panel" aria-label={t("matter")}>
        <dl className="facts facts-columns">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Link href="/tasks">{t("tasks")}</Link>
      </section>
    </section>
  );
}
