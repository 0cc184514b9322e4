import { Link, useLocation, useSearch } from "wouter";
import { useUnits } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { useSight } from "../overview/useSight.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { MatrixTable, UnitsTable, VillagesTable } from "./CoverageTables.tsx";
import { type Coverage, useCoverage } from "./coverageQueries.ts";
import { VillageTiles } from "./VillageTiles.tsx";

/** 联村入户 from both sides, over the window and of the unit that the address says. */
export function CoveragePage() {
  const { t } = useWords();
  const search = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const sight = useSight();
  const unit = sight ?? search.get("unit") ?? undefined;
  const asked = { unit, from: search.get("from") ?? undefined, to: search.get("to") ?? undefined };
  const { data, error, refetch } = useCoverage(asked);
  usePageTitle(t("coverage"));
  const go = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search);
    if (value === undefined || value === "") next.delete(name);
    else next.set(name, value);
    navigate(`/coverage?${next}`, { replace: true });
  };
  return (
    <section className="page">
      <h1>{t("coverage")}</h1>
      <p className="muted">{t("coverageHelp")}</p>
      <search className="filters">
        {(["from", "to"] as const).map((name) => (
          <label key={name} className="field-inline">
            {t(name === "from" ? "coverageFrom" : "coverageTo")}
            <input
              type="date"
              className="date-input"
              value={asked[name] ?? data?.[name] ?? ""}
              onChange={({ target }) => go(name, target.value)}
            />
          </label>
        ))}
        {sight === undefined && (
          <UnitSelect value={unit} placeholder={t("anyUnit")} onChange={(code) => go("unit", code)} />
        )}
        <Link href="/households">{t("toHouseholds")}</Link>
      </search>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Shown coverage={data} />
      )}
    </section>
  );
}

function Shown({ coverage }: { readonly coverage: Coverage }) {
  const { t } = useWords();
  const { nameOf } = useUnits();
  const isEmpty = coverage.households.households === 0 && coverage.matrix.length === 0;
  if (isEmpty) {
    return (
      <p className="empty" role="status">
        {t("noVisitsYet")}
      </p>
    );
  }
  return (
    <>
      <Figures coverage={coverage} />
      <section className="panel" aria-labelledby="coverage-tiles">
        <h2 id="coverage-tiles">{t("tilesTitle")}</h2>
        <p className="muted">{t("tilesHelp")}</p>
        <VillageTiles villages={coverage.villages} nameOf={nameOf} />
      </section>
      <MatrixTable coverage={coverage} nameOf={nameOf} />
      <UnitsTable coverage={coverage} nameOf={nameOf} />
      <VillagesTable coverage={coverage} nameOf={nameOf} />
      <How coverage={coverage} />
    </>
  );
}

function Figures({ coverage }: { readonly coverage: Coverage }) {
  const { t } = useWords();
  const { cadres, households, evenness, workdays } = coverage;
  const figures = [
    [t("cadresWithHousehold"), t("ofTotal", { n: cadres.linked, total: cadres.cadres })],
    [t("householdsWithCadre"), t("ofTotal", { n: households.linked, total: households.households })],
    [t("householdsVisited"), t("ofTotal", { n: households.visited, total: households.households })],
    [
      `${t("cadresOnRule")} · ${t("coverageWorkdays", { n: workdays })}`,
      t("ofTotal", { n: cadres.met, total: cadres.cadres }),
    ],
    [
      `${t("visitsEvenness")} · ${t("evennessHelp", { n: evenness.visitsMost })}`,
      evenness.gini === null ? t("notEnough") : evenness.gini.toFixed(2),
    ],
  ] as const;
  return (
    <dl className="coverage-figures">
      {figures.map(([label, figure]) => (
        <div key={label} className="panel">
          <dt>{label}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

function How({ coverage }: { readonly coverage: Coverage }) {
  const { t, language } = useWords();
  return (
    <details className="panel">
      <summary>{t("howComputed")}</summary>
      <ul>
        {coverage.how.map(({ figure, ...words }) => (
          <li key={figure}>{words[language]}</li>
        ))}
      </ul>
    </details>
  );
}
