import { Button, Checkbox, type InputRef, Popover } from "antd";
import { useMemo, useRef, useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { useOverview } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { allColumns, columnWords, useColumns } from "./columns.ts";
import { ExportDialog } from "./ExportDialog.tsx";
import { type Filter, filterOf, isSameFilter, listPath } from "./filter.ts";
import { SavedViews, SaveViewButton } from "./SavedViews.tsx";
import { SelectionBar } from "./SelectionBar.tsx";
import { TaskFilters } from "./TaskFilters.tsx";
import { rowSelector, TaskTable, type Ticks } from "./TaskTable.tsx";
import { useListKeys, walkKeys } from "./useListKeys.ts";
import { useSelection } from "./useSelection.ts";
import { type TaskPage, useTaskPage } from "./useTaskPage.ts";

const pageSizes = [50, 100, 200];

/** The list of tasks that an address asks for. */
export function TasksPage() {
  const { t } = useWords();
  const search = useSearch();
  const [, navigate] = useLocation();
  const filter = useMemo(() => filterOf(new URLSearchParams(search)), [search]);
  const [pageSize, setPageSize] = useState(pageSizes[0] ?? 50);
  const page = useTaskPage(filter, pageSize);
  const selection = useSelection(listPath(filter));
  const [isExporting, setExporting] = useState(false);
  const [columns, setColumns] = useColumns();
  const searchField = useRef<InputRef>(null);
  usePageTitle(t("tasks"));
  useListKeys(
    useMemo(
      () => ({
        "/": () => searchField.current?.focus(),
        ...walkKeys(rowSelector),
        "]": () => page.turn(1),
        "[": () => page.turn(-1),
        x: () => {
          const id = document.activeElement
            ?.closest<HTMLElement>("tr, li")
            ?.querySelector<HTMLElement>(rowSelector)?.dataset["row"];
          const found = page.steady.rows.find(({ row }) => row.id === id);
          if (found !== undefined) selection.toggle(found.row);
        },
      }),
      [page, selection],
    ),
  );
  return (
    <section className="page">
      <div className="page-head">
        <h1>{t("tasks")}</h1>
        <span className="page-acts">
          <SaveViewButton filter={filter} columns={columns} />
          <Button onClick={() => setExporting(true)}>{t("exportList")}</Button>
          <Popover
            trigger="click"
            placement="bottomRight"
            title={t("columns")}
            content={
              <Checkbox.Group
                className="column-choice"
                value={[...columns]}
                options={allColumns.map((column) => ({ value: column, label: t(columnWords[column]) }))}
                onChange={setColumns}
              />
            }
          >
            <Button>{t("columns")}</Button>
          </Popover>
        </span>
      </div>
      <QuickViews filter={filter} />
      <SavedViews filter={filter} onColumns={setColumns} />
      <TaskFilters
        filter={filter}
        search={searchField}
        onChange={(next) => navigate(listPath(next), { replace: true })}
      />
      <Listed page={page} columns={columns} ticks={selection} />
      <p className="muted list-foot">
        <label className="field-inline">
          {t("pageSize")}
          <select
            className="date-input"
            value={pageSize}
            onChange={({ target }) => setPageSize(Number(target.value))}
          >
            {pageSizes.map((size) => (
              <option key={size} value={size}>
                {t("rowsOf", { n: size })}
              </option>
            ))}
          </select>
        </label>
        <span className="keyboard-help">{t("keyboardList")}</span>
      </p>
      <SelectionBar selection={selection} onExport={() => setExporting(true)} />
      {isExporting && (
        <ExportDialog
          filter={filter}
          selected={selection.tasks}
          columns={columns}
          onClose={() => setExporting(false)}
        />
      )}
    </section>
  );
}

function Listed(props: {
  readonly page: TaskPage;
  readonly columns: ReturnType<typeof useColumns>[0];
  readonly ticks: Ticks;
}) {
  const { page, columns, ticks } = props;
  const { t } = useWords();
  if (page.isPending) return <Loading />;
  if (page.error !== null) return <ProblemAlert error={page.error} onRetry={page.retry} />;
  const { rows } = page.steady;
  if (rows.length === 0 && page.steady.added === 0) {
    return (
      <div className="empty" role="status">
        <p>{t("noTasks")}</p>
        <p className="muted">{t("noTasksHelp")}</p>
      </div>
    );
  }
  const caption = t("shown", { n: rows.length });
  return (
    <div aria-busy={page.isTurning} className={page.isTurning ? "turning" : undefined}>
      <ListMoved page={page} />
      <TaskTable rows={rows} columns={columns} caption={caption} ticks={ticks} />
      <Pager page={page} caption={caption} />
    </div>
  );
}

/** Says that the list would look otherwise by now, and leaves it to the reader when it should. */
function ListMoved({ page }: { readonly page: TaskPage }) {
  const { t } = useWords();
  const { added, gone, isReordered } = page.steady;
  const isMoved = added + gone > 0 || isReordered;
  return (
    <div role="status">
      {isMoved && (
        <p className="banner banner-note">
          {added + gone > 0 ? t("listMoved", { added, gone }) : t("listReordered")}
          <Button size="small" onClick={page.redraw}>
            {t("refreshList")}
          </Button>
        </p>
      )}
    </div>
  );
}

function Pager({ page, caption }: { readonly page: TaskPage; readonly caption: string }) {
  const { t } = useWords();
  return (
    <div className="pager">
      <span className="muted">{caption}</span>
      <span className="pager-buttons">
        <Button onClick={() => page.turn(-1)} disabled={page.pageNumber === 1}>
          {t("previousPage")}
        </Button>
        <span>{t("page", { n: page.pageNumber })}</span>
        <Button onClick={() => page.turn(1)} disabled={!page.hasNext}>
          {t("nextPage")}
        </Button>
      </span>
    </div>
  );
}

/** The lists that are asked for every day. */
function QuickViews({ filter }: { readonly filter: Filter }) {
  const { t } = useWords();
  const { data } = useOverview();
  const me = useMe();
  const mine: readonly [string, Filter, undefined][] =
    me.person === null ? [] : [[t("mine"), { state: "open", handler: me.person.id }, undefined]];
  const views: readonly [string, Filter, number | undefined][] = [
    [t("viewOpen"), { state: "open" }, data?.all.open],
    ...mine,
    [t("overdue"), { overdue: "true" }, data?.all.overdue],
    ...(data === undefined
      ? []
      : [
          [t("dueSoon"), { overdue: "false", dueBefore: data.soonBefore }, data.all.dueSoon] as [
            string,
            Filter,
            number,
          ],
        ]),
    [t("waitingSign"), { state: "assigned" }, data?.all.assigned],
    [t("waitingInspection"), { state: "underInspection" }, data?.all.underInspection],
    [t("waitingClosure"), { state: "inspected" }, data?.all.inspected],
    [t("waitingRequests"), { request: "any" }, data?.all.requests],
    [t("viewAll"), {}, data === undefined ? undefined : data.all.open + data.all.ended],
  ];
  return (
    <nav className="quick" aria-label={t("quickViews")}>
      {views.map(([label, view, count]) => (
        <Link
          key={label}
          href={listPath(view)}
          className="quick-link"
          aria-current={isSameFilter(filter, view) ? "true" : undefined}
        >
          {label}
          {count !== undefined && <span className="quick-count">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
