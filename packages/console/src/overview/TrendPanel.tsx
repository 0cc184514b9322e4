import { useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { TrendWeek } from "../app/shapes.ts";
import { TrendChart } from "../charts/TrendChart.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { dateText } from "../words/when.ts";
import { useSight } from "./useSight.ts";

const weekCount = 12;

/** The last weeks, as a drawing and as the table of the same numbers beside it. */
export function TrendPanel({ now }: { readonly now: string }) {
  const { t } = useWords();
  const unit = useSight();
  const query = new URLSearchParams({ weeks: String(weekCount), ...(unit === undefined ? {} : { unit }) });
  const { data, error, refetch } = useQuery({
    queryKey: ["trend", query.toString()],
    queryFn: ({ signal }) => call<{ readonly weeks: readonly TrendWeek[] }>(`/v1/trend?${query}`, { signal }),
    staleTime: 60_000,
  });
  const weeks = data?.weeks;
  const sum = (of: "opened" | "closed") => weeks?.reduce((total, week) => total + week[of], 0) ?? 0;
  const label = t("trendChart", {
    n: weekCount,
    opened: sum("opened"),
    closed: sum("closed"),
    first: weeks?.[0]?.overdue ?? 0,
    last: weeks?.at(-1)?.overdue ?? 0,
  });
  return (
    <section aria-labelledby="trend" className="panel">
      <h2 id="trend">{t("trend", { n: weekCount })}</h2>
      <p className="muted">{t("trendHelp")}</p>
      {error !== null && weeks === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {error === null && weeks === undefined && <Loading />}
      {weeks !== undefined && (
        <div className="trend">
          <TrendChart weeks={weeks} label={label} />
          <WeekTable weeks={weeks} now={now} />
        </div>
      )}
    </section>
  );
}

function WeekTable({ weeks, now }: { readonly weeks: readonly TrendWeek[]; readonly now: string }) {
  const words = useWords();
  const { t } = words;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={t("trend", { n: weeks.length })}>
      <table className="plain tight">
        <caption className="sr-only">{t("trend", { n: weeks.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("week")}</th>
            <th scope="col" className="count">
              {t("openedTasks")}
            </th>
            <th scope="col" className="count">
              {t("closedTasks")}
            </th>
            <th scope="col" className="count">
              {t("overdueAtEnd")}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...weeks].reverse().map(({ from, isWhole, opened, closed, overdue }) => (
            <tr key={from}>
              <th scope="row">
                {dateText(words, from, now)}
                {!isWhole && <span className="chip">{t("thisWeek")}</span>}
              </th>
              <td className="count">{opened}</td>
              <td className="count">{closed}</td>
              <td className="count">{overdue}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
