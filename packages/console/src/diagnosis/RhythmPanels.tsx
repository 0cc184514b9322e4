import { BarChart } from "../charts/BarChart.tsx";
import { CountTable } from "../charts/CountTable.tsx";
import { useWords } from "../words/language.tsx";
import { wholeCrowds } from "./crowds.ts";
import type { Diagnosis } from "./diagnosisQueries.ts";
import { decimal, Figures, Ill, percent } from "./Figure.tsx";

/** 忽紧忽松: the gaps between reports, one after the other. */
export function TightAndLoosePanel({ found }: { readonly found: Diagnosis["tightAndLoose"] }) {
  const { t } = useWords();
  const { burstiness, gaps } = found;
  const label = t("gapsChart", { n: gaps.length, most: Math.max(...gaps) });
  const bars = gaps.map((count, place) => ({ id: `${place}`, label: `${place + 1}`, count }));
  return (
    <Ill id="tight-and-loose" title={t("tightAndLoose")} how={found.how} lookAt={found.lookAt}>
      <Figures items={[{ name: t("burstiness"), text: decimal(burstiness) }]} />
      <div className="trend">
        <BarChart bars={bars} label={label} />
        <CountTable
          caption={label}
          heads={[t("gapPlace"), t("gapDays")]}
          rows={bars.map(({ id, label: place, count }) => ({ id, cells: [place, count] }))}
        />
      </div>
    </Ill>
  );
}

/** 一阵风: reports by weeks, the silence between, and the crowds with the dates they came before. */
export function GustOfWindPanel({ found }: { readonly found: Diagnosis["gustOfWind"] }) {
  const { t } = useWords();
  const { gust, gini, byChance, weeks, silentWeeks, longestSilence, lastMinute } = found;
  const label = t("weeksChart", {
    n: weeks.length,
    most: Math.max(0, ...weeks.map(({ reports }) => reports)),
    silent: silentWeeks,
  });
  const figures = [
    { name: t("gustFigure"), text: decimal(gust) },
    { name: t("silentWeeks"), text: t("weeksOf", { n: silentWeeks, all: weeks.length }) },
    { name: t("lastMinute"), text: percent(lastMinute) },
    {
      name: t("longestSilence"),
      text:
        longestSilence === null
          ? t("none")
          : t("silenceText", { ...longestSilence, n: longestSilence.workdays }),
    },
  ];
  return (
    <Ill id="gust-of-wind" title={t("gustOfWind")} how={found.how} lookAt={found.lookAt}>
      <Figures items={figures} />
      {gini !== null && byChance !== null && (
        <p className="muted">
          {t("giniFigure", { gini: decimal(gini) ?? "", byChance: decimal(byChance) ?? "" })}
        </p>
      )}
      <div className="trend">
        <BarChart bars={weeks.map(barOf(found))} label={label} />
        <CountTable
          caption={label}
          heads={[t("weekFrom"), t("reportCount")]}
          rows={weeks.map(({ from, reports }) => ({ id: from, cells: [from, reports] }))}
        />
      </div>
      <Crowds crowds={found.crowds} />
    </Ill>
  );
}

/** A week as a bar; one that a crowd touches is set apart. */
const barOf =
  ({ crowds }: Diagnosis["gustOfWind"]) =>
  ({ from, to, reports }: Diagnosis["gustOfWind"]["weeks"][number]) => ({
    id: from,
    label: `${Number(from.slice(5, 7))}/${Number(from.slice(8, 10))}`,
    count: reports,
    isMarked: crowds.some((crowd) => crowd.from <= to && crowd.to >= from),
  });

function Crowds({ crowds }: { readonly crowds: Diagnosis["gustOfWind"]["crowds"] }) {
  const { t, list } = useWords();
  const markText = ({ kind, on }: { readonly kind: string; readonly on: string }) =>
    t(kind === "deadline" ? "markDeadline" : "markInspection", { on });
  return (
    <div>
      <h3>{t("crowdsHead")}</h3>
      {crowds.length === 0 ? (
        <p className="muted">{t("noCrowds")}</p>
      ) : (
        <ul>
          {wholeCrowds(crowds).map(({ from, to, marks, densest }) => (
            <li key={`${from}/${to}`}>
              {t("labelled", {
                label:
                  densest === null
                    ? t("crowdText", { from, to })
                    : t("crowdDensest", { from, to, first: densest.from, last: densest.to }),
                text: marks.length === 0 ? t("noMarks") : list(marks.map(markText)),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
