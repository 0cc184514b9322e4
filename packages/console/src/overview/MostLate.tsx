import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { call } from "../app/api.ts";
import { useNow, useUnits } from "../app/queries.ts";
import type { Page, Task } from "../app/shapes.ts";
import { CardMark } from "../parts/CardMark.tsx";
import { whoDecides } from "../task/whoDecides.ts";
import { whyLate } from "../task/whyLate.ts";
import { apiQuery, type Filter, listPath } from "../tasks/filter.ts";
import { useWords } from "../words/language.tsx";
import { dueShort, timeText } from "../words/when.ts";
import { useSight } from "./useSight.ts";

const shownCount = 6;

/** The tasks that are longest overdue: what, by how much, why, and who must act now. */
export function MostLate({ total }: { readonly total: number }) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const units = useUnits();
  const unit = useSight();
  const filter: Filter = unit === undefined ? { overdue: "true" } : { overdue: "true", unit };
  const path = apiQuery(filter, shownCount, null);
  const { data } = useQuery({
    queryKey: ["tasks", "most-late", path],
    queryFn: ({ signal }) => call<Page<Task>>(`/v1/tasks?${path}`, { signal }),
    refetchInterval: 60_000,
  });
  const tasks = data?.items ?? [];
  return (
    <section aria-labelledby="most-late" className="panel">
      <div className="panel-head">
        <h2 id="most-late">{t("mostLate")}</h2>
        {total > shownCount && <Link href={listPath(filter)}>{t("allOverdue", { n: total })}</Link>}
      </div>
      <p className="muted">{t("mostLateHelp")}</p>
      {total === 0 ? (
        <p>{t("nothingLate")}</p>
      ) : (
        <div className="table-frame">
          <table className="plain stacked late-table">
            <thead>
              <tr>
                <th scope="col">{t("title")}</th>
                <th scope="col">{t("unit")}</th>
                <th scope="col">{t("howLate")}</th>
                <th scope="col">{t("why")}</th>
                <th scope="col">{t("waitsFor")}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.id}>
                  <th scope="row" className="col-title">
                    <Link href={`/tasks/${task.id}`}>{task.title}</Link>
                    <span className="late-number">
                      <span className="number">{task.number}</span>
                      {task.card !== "none" && <CardMark card={task.card} />}
                    </span>
                  </th>
                  <td data-label={t("unit")}>{units.nameOf(task.unit)}</td>
                  <td data-label={t("howLate")}>
                    <span className="due due-late">
                      <span className="due-words">{dueShort(words, task, now)}</span>
                      <span className="due-at">
                        {task.dueAt !== null && timeText(words, task.dueAt, now)}
                      </span>
                    </span>
                  </td>
                  <td data-label={t("why")}>{whyLate(words, task)}</td>
                  <td data-label={t("waitsFor")}>
                    {whoDecides(words, task, units.nameOf(task.unit), undefined)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
