import { Link } from "wouter";
import { useUnits } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { DocumentTabs } from "../documents/DocumentTabs.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { useExemplars } from "./exemplarQueries.ts";

/** The county's exemplars: those that are published, and what still waits for a side that is the reader's. */
export function ExemplarsPage() {
  const { t, term } = useWords();
  const units = useUnits();
  const { data, error, refetch } = useExemplars();
  usePageTitle(t("exemplars"));
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <section className="page">
      <h1>{t("exemplars")}</h1>
      <DocumentTabs here="exemplars" />
      <p className="muted">{t("exemplarsHelp")}</p>
      {data.items.length === 0 && <p className="panel">{t("noExemplars")}</p>}
      {data.items.map(({ id, title, unit, state, citations, summary }) => (
        <section key={id} className="panel exemplar" aria-labelledby={id}>
          <h2 id={id}>
            <Link href={`/documents/exemplars/${id}`}>{title}</Link>
          </h2>
          <p className="muted">
            {units.nameOf(unit)} · {term("exemplarState", state)} · {t("citedCount", { n: citations })}
          </p>
          <p className="exemplar-summary">{summary}</p>
        </section>
      ))}
    </section>
  );
}
