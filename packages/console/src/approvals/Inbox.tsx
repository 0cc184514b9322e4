import { useQueries } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { call } from "../app/api.ts";
import { useNow } from "../app/queries.ts";
import type { Operations, Task } from "../app/shapes.ts";
import { useListKeys, walkKeys } from "../tasks/useListKeys.ts";
import type { TaskPage } from "../tasks/useTaskPage.ts";
import { useWords } from "../words/language.tsx";
import { DecisionDialog } from "./DecisionDialog.tsx";
import { mayDecide } from "./decide.ts";
import { InboxEntry } from "./InboxEntry.tsx";
import { type Decision, useDecisions } from "./useDecisions.ts";

const entrySelector = "[data-entry]";

const focusedEntry = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>(entrySelector)?.dataset["entry"];

/** The tasks that wait for a decision: one by one or several at once, by hand or by keyboard. */
export function Inbox({ page, emptyText }: { readonly page: TaskPage; readonly emptyText: string }) {
  const { t, term } = useWords();
  const now = useNow();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Decision | null>(null);
  const { decide, decided, forget } = useDecisions();
  const { rows } = page.steady;
  // What is gone was decided, here or by somebody else: it leaves without moving what is left to decide before it is said.
  const tasks = rows.filter(({ isGone }) => !isGone).map(({ row }) => row);
  const may = useMayDecide(tasks);
  const chosen = tasks.filter(({ id }) => selected.has(id) && may.get(id) === true);
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const ask = (side: Decision["side"], of: readonly Task[]) => {
    if (of.length > 0) setAsked({ side, tasks: of });
  };
  const underFocus = () => tasks.filter(({ id }) => id === focusedEntry() && may.get(id) === true);
  const keys = {
    ...walkKeys(entrySelector),
    x: () => {
      for (const { id } of underFocus()) toggle(id);
    },
    a: () => ask("approve", chosen.length > 0 ? chosen : underFocus()),
    r: () => ask("refuse", chosen.length > 0 ? chosen : underFocus()),
  };
  useListKeys(keys);
  const decidable = tasks.filter(({ id }) => may.get(id) === true);
  return (
    <>
      <div role="status">
        {decided !== null && (
          <p className={`banner ${decided.faultByTask.size > 0 ? "banner-warning" : "banner-good"}`}>
            {decided.faultByTask.size > 0
              ? t("decidedSome", { done: decided.done, failed: decided.faultByTask.size })
              : t("decided", { done: decided.done })}
          </p>
        )}
        {page.steady.added > 0 && (
          <p className="banner banner-note">
            {t("listMoved", { added: page.steady.added, gone: page.steady.gone })}
            <Button size="small" onClick={page.redraw}>
              {t("refreshList")}
            </Button>
          </p>
        )}
      </div>
      {tasks.length === 0 ? (
        <p className="empty">{emptyText}</p>
      ) : (
        <>
          <div className="inbox-bar">
            <label className="check">
              <input
                type="checkbox"
                disabled={decidable.length === 0}
                checked={decidable.length > 0 && chosen.length === decidable.length}
                onChange={(event) =>
                  setSelected(new Set(event.target.checked ? decidable.map(({ id }) => id) : []))
                }
              />
              {t("selectAll")}
            </label>
            <Button type="primary" disabled={chosen.length === 0} onClick={() => ask("approve", chosen)}>
              {t("approveMany", { n: chosen.length })}
            </Button>
            <Button danger disabled={chosen.length === 0} onClick={() => ask("refuse", chosen)}>
              {t("refuseMany", { n: chosen.length })}
            </Button>
          </div>
          <ul className="inbox">
            {tasks.map((task) => {
              const fault = decided?.faultByTask.get(task.id);
              return (
                <InboxEntry
                  key={task.id}
                  task={task}
                  now={now}
                  may={may.get(task.id)}
                  isSelected={selected.has(task.id)}
                  fault={fault === undefined ? null : term("problem", fault)}
                  onToggle={() => toggle(task.id)}
                  onDecide={(side) => ask(side, [task])}
                />
              );
            })}
          </ul>
          {(page.hasNext || page.pageNumber > 1) && (
            <div className="pager">
              <Button onClick={() => page.turn(-1)} disabled={page.pageNumber === 1}>
                {t("previousPage")}
              </Button>
              <span>{t("page", { n: page.pageNumber })}</span>
              <Button onClick={() => page.turn(1)} disabled={!page.hasNext}>
                {t("nextPage")}
              </Button>
            </div>
          )}
        </>
      )}
      {asked !== null && (
        <DecisionDialog
          decision={asked}
          onClose={() => setAsked(null)}
          onSend={async (words) => {
            forget();
            await decide(asked, words);
            setSelected(new Set());
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

/** For each task whether the caller may decide on it; missing while it is being asked. */
function useMayDecide(tasks: readonly Task[]): ReadonlyMap<string, boolean> {
  const answers = useQueries({
    queries: tasks.map(({ id, revision }) => ({
      // What may be done follows from the revision; it need not be asked again for the same one.
      queryKey: ["decidable", id, revision],
      staleTime: "static" as const,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call<Operations>(`/v1/tasks/${id}/operations`, { signal }),
    })),
  });
  return useMemo(
    () =>
      new Map(
        tasks.flatMap((task, place): [string, boolean][] => {
          const may = mayDecide(task, answers[place]?.data);
          return may === undefined ? [] : [[task.id, may]];
        }),
      ),
    [tasks, answers],
  );
}
