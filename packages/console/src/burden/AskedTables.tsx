import { Link } from "wouter";
import { useNow, useUnits } from "../app/queries.ts";
import { BarChart } from "../charts/BarChart.tsx";
import { CountTable } from "../charts/CountTable.tsx";
import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";
import { dateText } from "../words/when.ts";
import type { Asker, Burden } from "./burdenQueries.ts";

interface Part {
  readonly burden: Burden;
}

/** An asker's name; what nobody asked for, the engine made. */
function useAskerName(): (by: Asker) => string {
  const { t } = useWords();
  const units = useUnits();
  return (by) => (by === null ? t("engineAsked") : units.nameOf(by));
}

/** Who asked, in the order of their first asking: no ranking. */
export function ByAsker({ burden: { askers } }: Part) {
  const { t } = useWords();
  const nameOf = useAskerName();
  const most = Math.max(...askers.map(({ asks }) => asks));
  const label = t("askersChart", { n: askers.length, most });
  return (
    <section className="panel" aria-labelledby="burden-askers">
      <h2 id="burden-askers">{t("byAsker")}</h2>
      <div className="trend">
        <BarChart
          label={label}
          bars={askers.map(({ by, asks }) => ({
            id: by ?? "",
            label: by === null ? "·" : nameOf(by).slice(0, 5),
            count: asks,
          }))}
        />
        <CountTable
          caption={t("byAsker")}
          heads={[t("asker"), t("askCount"), t("reportsDue"), t("figureCount")]}
          rows={askers.map(({ by, asks, reports, figures }) => ({
            id: by ?? "",
            cells: [nameOf(by), asks, reports, figures],
          }))}
        />
      </div>
    </section>
  );
}

/** Figures that were asked for more than once, with what was known before. */
export function RepeatedFigures({ burden: { repeated } }: Part) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const nameOf = useAskerName();
  return (
    <section className="panel" aria-labelledby="burden-repeated">
      <h2 id="burden-repeated">{t("repeatedHead")}</h2>
      {repeated.length === 0 ? (
        <p className="muted">{t("noRepeated")}</p>
      ) : (
        <PlainTable
          label={t("repeatedHead")}
          heads={[t("figure"), t("asker"), t("number"), t("askedAt"), t("knownSince")]}
        >
          {repeated.map(({ figure, asks }) => (
            <tbody key={figure}>
              {asks.map(({ task, number, by, at, knownSince }, place) => (
                <tr key={task}>
                  {place === 0 && (
                    <th scope="rowgroup" rowSpan={asks.length}>
                      {figure}
                    </th>
                  )}
                  <td>{nameOf(by)}</td>
                  <td>
                    <Link href={`/tasks/${task}`}>{number}</Link>
                  </td>
                  <td>{dateText(words, at, now)}</td>
                  <td>
                    {knownSince === null ? (
                      <span className="muted">{t("notKnown")}</span>
                    ) : (
                      <span className="late">{dateText(words, knownSince, now)}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </PlainTable>
      )}
    </section>
  );
}

/** Every asking, one row each. */
export function AsksTable({ burden: { items } }: Part) {
  const words = useWords();
  const { t, list } = words;
  const now = useNow();
  const nameOf = useAskerName();
  return (
    <section className="panel" aria-labelledby="burden-asks">
      <h2 id="burden-asks">{t("asksHead")}</h2>
      <PlainTable
        label={t("asksHead")}
        heads={[
          t("number"),
          t("title"),
          t("asker"),
          t("askedAt"),
          { text: t("reportsDue"), isCount: true },
          t("figure"),
        ]}
      >
        <tbody>
          {items.map(({ task, number, title, by, at, reports, figures }) => (
            <tr key={task}>
              <td>{number}</td>
              <th scope="row">
                <Link href={`/tasks/${task}`}>{title}</Link>
              </th>
              <td>{nameOf(by)}</td>
              <td>{dateText(words, at, now)}</td>
              <td className="count">{reports}</td>
              <td>{figures.length === 0 ? "–" : list(figures)}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </section>
  );
}
