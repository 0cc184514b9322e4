import { Link } from "wouter";
import type { Counts, Overview } from "../app/shapes.ts";
import { type Filter, listPath } from "../tasks/filter.ts";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";

/** A row of the board: who, how many of what, and the filter that gives its list. */
export interface BoardRow {
  readonly id: string;
  readonly name: string;
  readonly counts: Counts;
  /** Undefined where no filter gives just these. */
  readonly filter?: Filter;
  /** Stands over the rows after it. */
  readonly isHead?: boolean;
}

interface BoardColumn {
  readonly word: Word;
  readonly count: (counts: Counts) => number;
  readonly filter: Filter;
  readonly tone?: "late" | "soon";
}

/** Numbers of tasks, each the way to its own list; a zero is there, and leads nowhere. */
export function Board(props: {
  readonly rows: readonly BoardRow[];
  readonly total?: Counts;
  readonly overview: Overview;
  readonly heading: string;
  readonly captionId: string;
}) {
  const { rows, total, overview, heading, captionId } = props;
  const { t } = useWords();
  const columns: readonly BoardColumn[] = [
    { word: "openTasks", count: ({ open }) => open, filter: { state: "open" } },
    { word: "overdue", count: ({ overdue }) => overdue, filter: { overdue: "true" }, tone: "late" },
    {
      word: "dueSoon",
      count: ({ dueSoon }) => dueSoon,
      filter: { overdue: "false", dueBefore: overview.soonBefore },
      tone: "soon",
    },
    { word: "waitingSign", count: ({ assigned }) => assigned, filter: { state: "assigned" } },
    {
      word: "waitingInspection",
      count: ({ underInspection }) => underInspection,
      filter: { state: "underInspection" },
    },
    { word: "waitingClosure", count: ({ inspected }) => inspected, filter: { state: "inspected" } },
    { word: "waitingRequests", count: ({ requests }) => requests, filter: { request: "any" } },
    { word: "endedTasks", count: ({ ended }) => ended, filter: { state: "ended" } },
  ];
  const most = Math.max(1, ...rows.map(({ counts }) => counts.open));
  const cells = (name: string, counts: Counts, filter: Filter | undefined) =>
    columns.map(({ word, count, filter: of, tone }) => {
      const number = count(counts);
      return (
        <td key={word} className={number > 0 && tone !== undefined ? `count count-${tone}` : "count"}>
          {number === 0 || filter === undefined ? (
            <span className={number === 0 ? "zero" : undefined}>{number}</span>
          ) : (
            <Link
              href={listPath({ ...filter, ...of })}
              aria-label={`${name} ${t(word)} ${t("countTasks", { n: number })}`}
            >
              {number}
            </Link>
          )}
        </td>
      );
    });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-labelledby={captionId}>
      <table className="board">
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {columns.map(({ word }) => (
              <th key={word} scope="col" className="count">
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, counts, filter, isHead = false }) => (
            <tr key={id} className={isHead ? "board-head" : undefined}>
              <th scope="row">
                <span className="board-name">{name}</span>
                <span className="bar" aria-hidden style={{ inlineSize: `${(counts.open / most) * 100}%` }} />
              </th>
              {cells(name, counts, filter)}
            </tr>
          ))}
        </tbody>
        {total !== undefined && (
          <tfoot>
            <tr>
              <th scope="row">{t("total")}</th>
              {cells(t("total"), total, {})}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
