import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { call } from "../app/api.ts";
import type { OutlookDay } from "../app/shapes.ts";
import { CardMark } from "../parts/CardMark.tsx";
import { rankOfCard } from "../parts/cardOrder.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { listPath } from "../tasks/filter.ts";
import { dateAfter } from "../words/dateAfter.ts";
import { useWords } from "../words/language.tsx";
import { dateText, weekdayText } from "../words/when.ts";
import { useSight } from "./useSight.ts";

const dayCount = 7;

/** The days to come: how much falls due on each, and what the ladders will do, if nothing else happens. */
export function OutlookPanel({ now }: { readonly now: string }) {
  const { t } = useWords();
  const unit = useSight();
  const query = new URLSearchParams({ days: String(dayCount), ...(unit === undefined ? {} : { unit }) });
  const { data, error, refetch } = useQuery({
    queryKey: ["outlook", query.toString()],
    queryFn: ({ signal }) =>
      call<{ readonly days: readonly OutlookDay[] }>(`/v1/outlook?${query}`, { signal }),
    refetchInterval: 60_000,
  });
  return (
    <section aria-labelledby="outlook" className="panel">
      <div className="panel-head">
        <h2 id="outlook">{t("outlook", { n: dayCount })}</h2>
        <Link href="/forecast">{t("forecast")}</Link>
      </div>
      <p className="muted">{t("outlookHelp")}</p>
      {error !== null && data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {data !== undefined && <DayTable days={data.days} now={now} unit={unit} />}
    </section>
  );
}

function DayTable(props: {
  readonly days: readonly OutlookDay[];
  readonly now: string;
  readonly unit: string | undefined;
}) {
  const { days, now, unit } = props;
  const words = useWords();
  const { t } = words;
  const most = Math.max(1, ...days.map(({ due }) => due));
  const ofUnit = unit === undefined ? {} : { unit };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={t("outlook", { n: days.length })}>
      <table className="plain tight outlook">
        <thead>
          <tr>
            <th scope="col">{t("day")}</th>
            <th scope="col">{t("dueThatDay")}</th>
            <th scope="col">{t("cardsThatDay")}</th>
            <th scope="col" className="count">
              {t("rungsThatDay")}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ date, works, due, rungs, cards }) => (
            <tr key={date} className={works ? undefined : "rests"}>
              <th scope="row">
                {dateText(words, date, now)} {weekdayText(words, date)}
                {!works && <span className="chip">{t("restsShort")}</span>}
              </th>
              <td className="outlook-due">
                {due === 0 ? (
                  <span className="zero">{t("countTasks", { n: 0 })}</span>
                ) : (
                  <>
                    <Link
                      href={listPath({
                        overdue: "false",
                        dueFrom: date,
                        dueBefore: dateAfter(date, 1),
                        ...ofUnit,
                      })}
                    >
                      {t("countTasks", { n: due })}
                    </Link>
                    <span
                      className="outlook-bar"
                      aria-hidden
                      style={{ inlineSize: `${(due / most) * 100}%` }}
                    />
                  </>
                )}
              </td>
              <td className="outlook-cards">
                {Object.keys(cards).length === 0
                  ? "—"
                  : Object.entries(cards)
                      .sort(([one], [other]) => rankOfCard(one) - rankOfCard(other))
                      .map(([card, count]) => (
                        <span key={card} className="outlook-card">
                          <CardMark card={card} /> {count}
                        </span>
                      ))}
              </td>
              <td className="count">
                {rungs === 0 ? (
                  <span className="zero">0</span>
                ) : (
                  <Link href={`/forecast?until=${date}#${date}`} aria-label={t("countRungs", { n: rungs })}>
                    {rungs}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
