import { useState } from "react";
import { Link } from "wouter";
import { useOverview, useUnits } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import type { Overview } from "../app/shapes.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { type Filter, listPath } from "../tasks/filter.ts";
import { useWords } from "../words/language.tsx";
import { dateText } from "../words/when.ts";
import { Board, type BoardRow } from "./Board.tsx";
import { zeroCounts } from "./zeroCounts.ts";

/** The county at a glance: what waits for somebody, then who has how much of what. */
export function OverviewPage() {
  const { t } = useWords();
  const { data, error, refetch } = useOverview();
  usePageTitle(t("overview"));
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <section className="page">
      <h1>{t("overview")}</h1>
      {data.all.open + data.all.ended === 0 ? (
        <div className="empty">
          <p>{t("emptyCounty")}</p>
          <Link href="/matters/new">{t("newMatterTitle")}</Link>
        </div>
      ) : (
        <>
          <Needs overview={data} />
          <Units overview={data} />
          <Lines overview={data} />
        </>
      )}
    </section>
  );
}

interface Need {
  readonly label: string;
  readonly help: string;
  readonly count: number;
  readonly path: string;
  readonly tone: "late" | "soon" | "decide" | "plain";
}

/** The day before a date, as text: `soonBefore` is the first day that no longer counts. */
function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

function Needs({ overview }: { readonly overview: Overview }) {
  const words = useWords();
  const { t, term } = words;
  const me = useMe();
  const units = useUnits();
  // Who only works for a unit sees his unit's own numbers first: those are what he can do something about.
  const isOverseer =
    me.roles.some((role) => !["handler", "liaison", "head"].includes(role)) || me.unit === null;
  const unit = isOverseer ? undefined : (me.unit ?? undefined);
  const counts =
    unit === undefined
      ? overview.all
      : (overview.byUnit.find((row) => row.unit === unit)?.counts ?? zeroCounts);
  const at = (filter: Filter) => listPath(unit === undefined ? filter : { ...filter, unit });
  const last = dateText(words, dayBefore(overview.soonBefore), overview.now);
  const soon = { overdue: "false", dueBefore: overview.soonBefore };
  const needs: readonly Need[] = [
    {
      label: t("waitingClosure"),
      help: t("waitingClosureHelp"),
      count: counts.inspected,
      path: unit === undefined ? "/approvals" : at({ state: "inspected" }),
      tone: "decide",
    },
    {
      label: t("waitingRequests"),
      help: t("waitingRequestsHelp"),
      count: counts.requests,
      path: unit === undefined ? "/approvals?tab=requests" : at({ request: "any" }),
      tone: "decide",
    },
    {
      label: t("overdue"),
      help: t("overdueHelp"),
      count: counts.overdue,
      path: at({ overdue: "true" }),
      tone: "late",
    },
    {
      label: t("dueSoon"),
      help: t("dueSoonHelp", { date: last }),
      count: counts.dueSoon,
      path: at(soon),
      tone: "soon",
    },
    ...cardNeeds(counts.byCard).map(([card, count]) => ({
      label: term("card", card),
      help: t("withCardHelp"),
      count,
      path: at({ card, state: "open" }),
      tone: card === "red" ? ("late" as const) : ("plain" as const),
    })),
    {
      label: t("waitingInspection"),
      help: t("waitingInspectionHelp"),
      count: counts.underInspection,
      path: at({ state: "underInspection" }),
      tone: "plain",
    },
    {
      label: t("waitingSign"),
      help: t("waitingSignHelp"),
      count: counts.assigned,
      path: at({ state: "assigned" }),
      tone: "plain",
    },
    {
      label: t("waitingReassign"),
      help: t("waitingReassignHelp"),
      count: counts.declined,
      path: at({ state: "declined" }),
      tone: "plain",
    },
  ];
  return (
    <section aria-labelledby="needs">
      <h2 id="needs">{unit === undefined ? t("needsMe") : t("myUnit", { unit: units.nameOf(unit) })}</h2>
      <ul className="needs">
        {needs.map(({ label, help, count, path, tone }) => (
          <li key={label}>
            <Link href={path} className={`need need-${count === 0 ? "idle" : tone}`}>
              <span className="need-label">{label}</span>
              <span className="need-count">
                <strong>{count}</strong> {t("countTasks", { n: "" }).trim()}
              </span>
              <span className="need-help">{help}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const cardOrder = ["red", "orange", "yellow", "blue"];

/** Red first and always there, then the order of alarm most counties use, then whatever else this one has. */
function cardNeeds(byCard: Readonly<Record<string, number>>): [string, number][] {
  const rank = (card: string) => (cardOrder.includes(card) ? cardOrder.indexOf(card) : cardOrder.length);
  return Object.entries({ red: 0, ...byCard }).sort(([one], [other]) => rank(one) - rank(other));
}

function Units({ overview }: { readonly overview: Overview }) {
  const { t } = useWords();
  const units = useUnits();
  const [showsIdle, setShowsIdle] = useState(true);
  const countsByUnit = new Map(overview.byUnit.map(({ unit, counts }) => [unit, counts]));
  const rows: readonly BoardRow[] = units.items.map(({ code, name }) => ({
    id: code,
    name,
    counts: countsByUnit.get(code) ?? zeroCounts,
    filter: { unit: code },
  }));
  const shown = showsIdle ? rows : rows.filter(({ counts }) => counts.open + counts.ended > 0);
  return (
    <section aria-labelledby="by-unit" className="panel">
      <div className="panel-head">
        <h2 id="by-unit">{t("boardByUnit")}</h2>
        <label className="check">
          <input
            type="checkbox"
            checked={showsIdle}
            onChange={(event) => setShowsIdle(event.target.checked)}
          />
          {t("showIdleUnits")}
        </label>
      </div>
      <p className="muted">{t("boardByUnitHelp")}</p>
      <Board rows={shown} total={overview.all} overview={overview} heading={t("unit")} captionId="by-unit" />
    </section>
  );
}

function Lines({ overview }: { readonly overview: Overview }) {
  const { t } = useWords();
  const rows: readonly BoardRow[] = [...overview.byLine]
    .filter(({ line, programme }) => line !== null || programme !== null)
    .sort((one, other) =>
      `${one.programme} ${one.line}`.localeCompare(`${other.programme} ${other.line}`, "zh"),
    )
    .map(({ programme, line, counts }) => ({
      id: `${programme} ${line}`,
      name: line ?? t("noLine"),
      note: programme ?? t("noProgramme"),
      counts,
      filter: { ...(programme === null ? {} : { programme }), ...(line === null ? {} : { line }) },
    }));
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="by-line" className="panel">
      <h2 id="by-line">{t("boardByLine")}</h2>
      <Board rows={rows} overview={overview} heading={t("line")} captionId="by-line" />
    </section>
  );
}
