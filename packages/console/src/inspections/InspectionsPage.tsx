import { Button } from "antd";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useUnits } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { type InspectionEntry, useInspections } from "./inspectionQueries.ts";
import { PlanForm } from "./PlanForm.tsx";

/** Whether the reader may plan inspections, announce and draw. */
export const useRunsInspections = (): boolean =>
  useMe().roles.some((role) => role === "supervisor" || role === "leader");

/** The county's inspections, and, for who may, the form to plan one. */
export function InspectionsPage() {
  const { t } = useWords();
  const { data, error, refetch } = useInspections();
  const runs = useRunsInspections();
  const [isPlanning, setPlanning] = useState(false);
  const [, navigate] = useLocation();
  usePageTitle(t("inspections"));
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <section className="page">
      <h1>{t("inspections")}</h1>
      <p className="muted">{t("inspectionsHelp")}</p>
      {runs && !isPlanning && (
        <div className="buttons">
          <Button type="primary" onClick={() => setPlanning(true)}>
            {t("planInspection")}
          </Button>
        </div>
      )}
      {isPlanning && <PlanForm onPlanned={(id) => navigate(`/inspections/${id}`)} />}
      {data.items.length === 0 ? (
        <p className="panel">{t("noInspections")}</p>
      ) : (
        <InspectionTable inspections={data.items} />
      )}
    </section>
  );
}

function InspectionTable({ inspections }: { readonly inspections: readonly InspectionEntry[] }) {
  const { t, term, list } = useWords();
  const units = useUnits();
  const heads = ["number", "title", "state", "inspectionAsker", "inspectionFrom", "drawnMark"] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={t("inspections")}>
      <table className="plain">
        <caption className="sr-only">{t("inspections")}</caption>
        <thead>
          <tr>
            {heads.map((word) => (
              <th key={word} scope="col">
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inspections.map(({ id, number, title, state, asker, from, to, drawn }) => (
            <tr key={id}>
              <th scope="row">{number}</th>
              <td>
                <Link href={`/inspections/${id}`}>{title}</Link>
              </td>
              <td>{term("inspectionState", state)}</td>
              <td>{units.nameOf(asker)}</td>
              <td>{t("inspectionDays", { from, to })}</td>
              <td>{drawn.length === 0 ? "–" : list(drawn.map(units.nameOf))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
