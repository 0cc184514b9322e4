import { memo, type ReactNode } from "react";
import { Link } from "wouter";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import type { Task } from "../app/shapes.ts";
import { useNarrow } from "../app/useMedia.ts";
import { CardMark } from "../parts/CardMark.tsx";
import { DueMark } from "../parts/DueMark.tsx";
import { Progress } from "../parts/Progress.tsx";
import { StateMark } from "../parts/StateMark.tsx";
import { whoDecides } from "../task/whoDecides.ts";
import { whyLate } from "../task/whyLate.ts";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { type Column, columnWords } from "./columns.ts";
import type { SteadyRows } from "./steadyRows.ts";

type Row = SteadyRows<Task>["rows"][number];

/** What each link of the list is found by, for the keyboard; it holds the task's id. */
export const rowSelector = "[data-row]";

/** The ticks beside the rows. */
export interface Ticks {
  has(id: string): boolean;
  toggle(task: Task): void;
  toggleAll(tasks: readonly Task[]): void;
}

interface Shown {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly caption: string;
  /** Left out: rows are only read. */
  readonly ticks?: Ticks;
}

/** The tasks: a table where there is room for one, else a list of cards that say the same. */
export function TaskTable(props: Shown) {
  const isNarrow = useNarrow();
  return isNarrow ? <Cards {...props} /> : <Table {...props} />;
}

function Table(props: Shown) {
  const { rows, columns, caption, ticks } = props;
  const { t } = useWords();
  const now = useNow();
  const tasks = rows.map(({ row }) => row);
  const before = columns.filter((column) => column === "number");
  const after = columns.filter((column) => column !== "number");
  const head = (column: Column) => (
    <th key={column} scope="col" className={`col-${column}`}>
      {t(columnWords[column])}
    </th>
  );
  return (
    <div className="table-frame">
      <table className="tasks">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {ticks !== undefined && (
              <th scope="col" className="col-tick">
                <input
                  type="checkbox"
                  aria-label={t("selectPage")}
                  checked={tasks.length > 0 && tasks.every(({ id }) => ticks.has(id))}
                  onChange={() => ticks.toggleAll(tasks)}
                />
              </th>
            )}
            {before.map(head)}
            <th scope="col" className="col-title">
              {t("title")}
            </th>
            {after.map(head)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, isGone }) => (
            <TableRow
              key={row.id}
              task={row}
              isGone={isGone}
              isTicked={ticks?.has(row.id) ?? false}
              onTick={ticks?.toggle}
              before={before}
              after={after}
              now={now}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly task: Task;
  readonly isGone: boolean;
  readonly isTicked: boolean;
  readonly onTick: ((task: Task) => void) | undefined;
  readonly before: readonly Column[];
  readonly after: readonly Column[];
  readonly now: string;
}

const TableRow = memo(function TableRow(props: RowProps) {
  const { task, isGone, isTicked, onTick, before, after, now } = props;
  const { t } = useWords();
  const cell = (column: Column) => (
    <td key={column} className={`col-${column}`}>
      <Cell task={task} column={column} now={now} />
    </td>
  );
  return (
    <tr className={isGone ? "gone" : isTicked ? "ticked" : undefined}>
      {onTick !== undefined && (
        <td className="col-tick">
          <Tick task={task} isTicked={isTicked} onTick={onTick} />
        </td>
      )}
      {before.map(cell)}
      <td className="col-title">
        <Link href={`/tasks/${task.id}`} data-row={task.id}>
          {task.title}
        </Link>
        {isGone && <span className="chip">{t("leftList")}</span>}
      </td>
      {after.map(cell)}
    </tr>
  );
}, isSameRow);

// A refetch gives new objects for the same tasks: a row is drawn again only if its task has moved on or time has.
function isSameRow(one: RowProps, other: RowProps): boolean {
  return (
    one.task.revision === other.task.revision &&
    one.task.id === other.task.id &&
    one.isGone === other.isGone &&
    one.isTicked === other.isTicked &&
    one.onTick === other.onTick &&
    one.now === other.now &&
    one.after.join() === other.after.join() &&
    one.before.join() === other.before.join()
  );
}

function Tick(props: {
  readonly task: Task;
  readonly isTicked: boolean;
  readonly onTick: (task: Task) => void;
}) {
  const { task, isTicked, onTick } = props;
  const { t } = useWords();
  return (
    <input
      type="checkbox"
      aria-label={t("tickTask", { title: `${task.number} ${task.title}` })}
      checked={isTicked}
      onChange={() => onTick(task)}
    />
  );
}

function Cell({
  task,
  column,
  now,
}: {
  readonly task: Task;
  readonly column: Column;
  readonly now: string;
}): ReactNode {
  const words = useWords();
  const units = useUnits();
  const people = usePeople();
  switch (column) {
    case "number":
      return <span className="number">{task.number}</span>;
    case "unit":
      return units.nameOf(task.unit);
    case "role":
      return words.term("part", task.role);
    case "state":
      return (
        <>
          <StateMark state={task.state} />
          {task.request !== null && <RequestChip task={task} />}
        </>
      );
    case "card":
      return <CardMark card={task.card} />;
    case "due":
      return <DueMark task={task} now={now} />;
    case "waitsFor":
      return whoDecides(words, task, units.nameOf(task.unit), undefined);
    case "why":
      return task.overdue ? whyLate(words, task) : "—";
    case "progress":
      return <Progress percent={task.progress} />;
    case "programme":
      return task.programme ?? "—";
    case "line":
      return task.line ?? "—";
    case "handler":
      return task.handler === null ? "—" : people.nameOf(task.handler);
    case "reworks":
      return words.t("times", { n: task.reworks });
    case "urges":
      return words.t("times", { n: task.urges });
    case "updatedAt":
      return timeText(words, task.updatedAt, now);
  }
}

/** That a request waits beside the work. */
export function RequestChip({ task }: { readonly task: Task }) {
  const { t } = useWords();
  if (task.request === null) return null;
  return (
    <span className="chip chip-strong">
      {t(task.request.kind === "extension" ? "requestExtension" : "requestSuspension")}
    </span>
  );
}

function Cards(props: Shown) {
  const { rows, columns, caption, ticks } = props;
  const words = useWords();
  const units = useUnits();
  const now = useNow();
  const more = columns.filter((column) => !["number", "unit", "state", "card", "due"].includes(column));
  return (
    <ul className="task-cards" aria-label={caption}>
      {rows.map(({ row: task, isGone }) => (
        <li key={task.id} className={isGone ? "task-card gone" : "task-card"}>
          <div className="task-card-head">
            <span className="task-card-tick">
              {ticks !== undefined && (
                <Tick task={task} isTicked={ticks.has(task.id)} onTick={ticks.toggle} />
              )}
              <span className="number">{task.number}</span>
            </span>
            <StateMark state={task.state} />
          </div>
          <Link href={`/tasks/${task.id}`} data-row={task.id}>
            {task.title}
          </Link>
          {isGone && <span className="chip">{words.t("leftList")}</span>}
          <div className="task-card-facts">
            <span>{units.nameOf(task.unit)}</span>
            {task.card !== "none" && <CardMark card={task.card} />}
            <RequestChip task={task} />
          </div>
          <DueMark task={task} now={now} />
          {more.map((column) => (
            <div key={column} className="task-card-more">
              <span className="muted">{words.t(columnWords[column])}</span>
              <Cell task={task} column={column} now={now} />
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}
