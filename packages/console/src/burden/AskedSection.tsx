import { useLocation, useSearch } from "wouter";
import { ApiProblem } from "../app/api.ts";
import { Figures } from "../diagnosis/Figure.tsx";
import { useSight } from "../overview/useSight.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { AsksTable, ByAsker, RepeatedFigures } from "./AskedTables.tsx";
import { type Burden, type BurdenScope, useBurden } from "./burdenQueries.ts";

/** What a unit was asked to report over the window that the address says. */
export function AskedSection() {
  const { t } = useWords();
  const search = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const sight = useSight();
  const asked = {
    unit: search.get("unit") ?? sight,
    from: search.get("from") ?? undefined,
    to: search.get("to") ?? undefined,
  };
  const { data, error, refetch } = useBurden(asked);
  const go = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search);
    if (value === undefined || value === "") next.delete(name);
    else next.set(name, value);
    navigate(`/burden/asked?${next}`, { replace: true });
  };
  return (
    <>
      <p className="muted">{t("askedHelp")}</p>
      <Choice asked={asked} shown={data} onChange={go} />
      {asked.unit === undefined ? (
        <p className="panel">{t("chooseUnit")}</p>
      ) : data !== undefined ? (
        <Shown burden={data} />
      ) : error === null ? (
        <Loading />
      ) : error instanceof ApiProblem && error.kind === "forbidden" ? (
        <p className="panel">{t("burdenForbidden")}</p>
      ) : (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      )}
    </>
  );
}

function Choice(props: {
  readonly asked: BurdenScope;
  readonly shown: Burden | undefined;
  readonly onChange: (name: string, value: string | undefined) => void;
}) {
  const { asked, shown, onChange } = props;
  const { t } = useWords();
  return (
    <search className="filters">
      <UnitSelect value={asked.unit} placeholder={t("askedOf")} onChange={(unit) => onChange("unit", unit)} />
      {(["from", "to"] as const).map((name) => (
        <label key={name} className="field-inline">
          {t(name === "from" ? "diagnosedFrom" : "diagnosedTo")}
          <input
            type="date"
            className="date-input"
            value={asked[name] ?? shown?.[name] ?? ""}
            onChange={({ target }) => onChange(name, target.value)}
          />
        </label>
      ))}
    </search>
  );
}

function Shown({ burden }: { readonly burden: Burden }) {
  const { t, language } = useWords();
  const { asks, reports, repeated, how } = burden;
  const known = repeated.filter((figure) => figure.asks.some(({ knownSince }) => knownSince !== null));
  if (asks === 0) {
    return (
      <p className="empty" role="status">
        {t("nothingAsked")}
      </p>
    );
  }
  return (
    <>
      <section className="panel stack" aria-label={t("askedTab")}>
        <Figures
          items={[
            { name: t("askCount"), text: String(asks) },
            { name: t("reportsDue"), text: String(reports) },
            { name: t("repeatedCount"), text: String(repeated.length) },
            { name: t("knownCount"), text: String(known.length) },
          ]}
        />
        <details>
          <summary>{t("howComputed")}</summary>
          <ul>
            {how.map(({ figure, ...words }) => (
              <li key={figure}>{words[language]}</li>
            ))}
          </ul>
        </details>
      </section>
      <ByAsker burden={burden} />
      <RepeatedFigures burden={burden} />
      <AsksTable burden={burden} />
    </>
  );
}
