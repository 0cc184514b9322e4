import { Button } from "antd";
import { Link, useLocation, useSearch } from "wouter";
import { useNow, useUnits } from "../app/queries.ts";
import type { ForecastRung } from "../app/shapes.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { useSight } from "../overview/useSight.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { dateAfter } from "../words/dateAfter.ts";
import { useWords } from "../words/language.tsx";
import { dateText } from "../words/when.ts";
import { ForecastTable } from "./ForecastTable.tsx";
import { useForecast } from "./useForecast.ts";

const spans = [
  [7, "days7"],
  [14, "days14"],
  [30, "days30"],
] as const;

/** What the ladders will do, if nothing else happens: until a date, of the county or one unit, as the address says. */
export function ForecastPage() {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const search = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const sight = useSight();
  const unit = sight ?? search.get("unit") ?? undefined;
  const until = search.get("until") ?? dateAfter(now, 7);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useForecast(until, unit);
  usePageTitle(t("forecast"));
  const go = (change: Readonly<Record<string, string | undefined>>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    navigate(`/forecast?${next}`, { replace: true });
  };
  const rungs: readonly ForecastRung[] | undefined = data?.pages.flatMap(({ items }) => items);
  return (
    <section className="page">
      <h1>{t("forecast")}</h1>
      <p className="muted">{t("forecastHelp")}</p>
      <search className="filters">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a row with its fields. */}
        <div role="group" aria-label={t("forecastUntil")} className="choice">
          {spans.map(([days, word]) => (
            <button
              key={days}
              type="button"
              className="quick-link"
              aria-pressed={until === dateAfter(now, days)}
              onClick={() => go({ until: dateAfter(now, days) })}
            >
              {t(word)}
            </button>
          ))}
        </div>
        <label className="field-inline">
          {t("forecastUntil")}
          <input
            type="date"
            className="date-input"
            value={until}
            min={now.slice(0, 10)}
            max={dateAfter(now, 365)}
            onChange={({ target }) => target.value !== "" && go({ until: target.value })}
          />
        </label>
        {sight === undefined && (
          <UnitSelect value={unit} placeholder={t("anyUnit")} onChange={(code) => go({ unit: code })} />
        )}
      </search>
      <Found rungs={rungs} error={error} until={until} onRetry={() => void refetch()} />
      {hasNextPage && (
        <p>
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            {t("moreRows")}
          </Button>
        </p>
      )}
    </section>
  );
}

function Found(props: {
  readonly rungs: readonly ForecastRung[] | undefined;
  readonly error: unknown;
  readonly until: string;
  readonly onRetry: () => void;
}) {
  const { rungs, error, until, onRetry } = props;
  const words = useWords();
  const units = useUnits();
  const now = useNow();
  if (rungs === undefined)
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={onRetry} />;
  if (rungs.length === 0) {
    return (
      <div className="empty" role="status">
        <p>{words.t("forecastNone", { date: dateText(words, until, now) })}</p>
        <p className="muted">{words.t("forecastNoneHelp")}</p>
        <Link href="/tasks">{words.t("tasks")}</Link>
      </div>
    );
  }
  return <ForecastTable rungs={rungs} now={now} unitName={units.nameOf} />;
}
