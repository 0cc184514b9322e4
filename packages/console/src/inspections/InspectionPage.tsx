import { useUnits } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { AnnouncePanel } from "./AnnouncePanel.tsx";
import { DrawPanel } from "./DrawPanel.tsx";
import { useRunsInspections } from "./InspectionsPage.tsx";
import { type Inspection, useInspection } from "./inspectionQueries.ts";
import { ResultPanel } from "./ResultPanel.tsx";
import { RunPanel } from "./RunPanel.tsx";

/** One inspection: what it is, what is to be done next, the draw, and what came of each unit. */
export function InspectionPage({ id }: { readonly id: string }) {
  const { data, error, refetch } = useInspection(id);
  usePageTitle(data?.title ?? "");
  const runs = useRunsInspections();
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <section className="page">
      <h1>{data.title}</h1>
      <Facts inspection={data} />
      {runs && data.state === "planned" && <AnnouncePanel inspection={data} />}
      {runs && data.state !== "closed" && data.state !== "cancelled" && <RunPanel inspection={data} />}
      <DrawPanel inspection={data} />
      {data.results.map((result) => (
        <ResultPanel key={result.unit} inspection={data} result={result} />
      ))}
    </section>
  );
}

function Facts({ inspection }: { readonly inspection: Inspection }) {
  const { t, term } = useWords();
  const units = useUnits();
  const { number, state, asker, from, to, objects, inspectors, checkList, cancelled } = inspection;
  const facts = [
    [t("number"), number],
    [t("state"), term("inspectionState", state)],
    [t("inspectionAsker"), units.nameOf(asker)],
    [t("inspectionFrom"), t("inspectionDays", { from, to })],
    [t("inspectionObjects"), objects],
    [t("inspectionInspectors"), inspectors],
    ...(cancelled === null ? [] : [[t("reasonLabel"), cancelled.reason]]),
  ] as const;
  return (
    <section className="panel stack" aria-label={t("taskFacts")}>
      <dl className="facts-list">
        {facts.map(([name, value]) => (
          <div key={name} className="facts-pair">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ol className="plain-list">
        {checkList.map((check) => (
          <li key={check.id}>{check.text}</li>
        ))}
      </ol>
    </section>
  );
}
