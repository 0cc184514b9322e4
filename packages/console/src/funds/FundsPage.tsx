import { useState } from "react";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useProgrammes } from "../programmes/programmeQueries.ts";
import { useWords } from "../words/language.tsx";
import { FundsChart } from "./FundsChart.tsx";
import {
  type Alarm,
  alarms,
  type Funds,
  type LineFunds,
  moneyText,
  useFunds,
  useProjects,
} from "./fundsQueries.ts";
import { MoneyTable } from "./MoneyTable.tsx";
import { ProjectTable } from "./ProjectTable.tsx";

/** The money of the county's projects: by line, by source and by project, with what somebody should look at. */
export function FundsPage() {
  const { t } = useWords();
  const { data, error, refetch } = useFunds();
  usePageTitle(t("funds"));
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const { total } = data;
  return (
    <section className="page">
      <h1>{t("funds")}</h1>
      <p className="muted">{t("fundsHelp")}</p>
      {total.projects === 0 ? (
        <p className="panel">{t("noProjects")}</p>
      ) : (
        <>
          <p>
            {t("fundsTotal", {
              projects: total.projects,
              amount: moneyText(total.amount),
              planned: moneyText(total.planned),
              paid: moneyText(total.paid),
              left: moneyText(total.left),
            })}
          </p>
          <Sums funds={data} />
          <Projects counts={data.alarms} />
        </>
      )}
    </section>
  );
}

function Sums({ funds }: { readonly funds: Funds }) {
  const { t, term } = useWords();
  const programmes = useProgrammes();
  const nameOf = ({ programme, line }: LineFunds) => {
    const known = programmes.data?.items
      .find(({ id }) => id === programme)
      ?.lines.find(({ id }) => id === line);
    return line === null ? t("noLine") : (known?.name ?? line);
  };
  const lines = funds.lines.map((line) => ({
    ...line,
    key: `${line.programme}/${line.line}`,
    name: nameOf(line),
  }));
  const sources = funds.sources.map((source) => ({
    ...source,
    key: source.kind ?? "",
    name: source.kind === null ? t("unsourced") : term("fundKind", source.kind),
  }));
  return (
    <>
      <section className="panel" aria-labelledby="funds-lines">
        <h2 id="funds-lines">{t("fundsByLine")}</h2>
        <div className="trend">
          <FundsChart lines={funds.lines} nameOf={nameOf} />
          <MoneyTable label={t("fundsByLine")} head={t("line")} rows={lines} />
        </div>
      </section>
      <section className="panel" aria-labelledby="funds-sources">
        <h2 id="funds-sources">{t("fundsBySource")}</h2>
        <MoneyTable label={t("fundsBySource")} head={t("fundSource")} rows={sources} />
      </section>
    </>
  );
}

function Projects({ counts }: { readonly counts: Funds["alarms"] }) {
  const { t, term } = useWords();
  const [alarm, setAlarm] = useState<Alarm | null>(null);
  const { data, error, refetch } = useProjects(alarm);
  const choices = [null, ...alarms.filter((one) => counts[one] > 0)];
  return (
    <section className="panel stack" aria-labelledby="funds-projects">
      <h2 id="funds-projects">{t("fundsByProject")}</h2>
      <p className="muted">{t("alarmHelp")}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a row with its fields. */}
      <div role="group" aria-label={t("fundAlarm")} className="quick">
        {choices.map((one) => (
          <button
            key={one ?? ""}
            type="button"
            className="quick-link"
            aria-pressed={alarm === one}
            onClick={() => setAlarm(one)}
          >
            {one === null
              ? t("anyAlarm")
              : t("alarmCount", { alarm: term("fundAlarm", one), n: counts[one] })}
          </button>
        ))}
      </div>
      {error !== null && data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <ProjectTable projects={data.items} />}
    </section>
  );
}
