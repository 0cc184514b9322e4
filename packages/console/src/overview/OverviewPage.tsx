import { Link } from "wouter";
import { useOverview } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { LineBoard } from "./LineBoard.tsx";
import { MostLate } from "./MostLate.tsx";
import { Needs } from "./Needs.tsx";
import { OutlookPanel } from "./OutlookPanel.tsx";
import { TrendPanel } from "./TrendPanel.tsx";
import { UnitBoard } from "./UnitBoard.tsx";
import { useSight } from "./useSight.ts";
import { zeroCounts } from "./zeroCounts.ts";

/** The county at a glance: what waits for somebody, what is late and why, what comes; then who has how much of what. */
export function OverviewPage() {
  const { t } = useWords();
  const { data, error, refetch } = useOverview();
  const unit = useSight();
  usePageTitle(t("overview"));
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const { counts } =
    unit === undefined
      ? { counts: data.all }
      : (data.byUnit.find((row) => row.unit === unit) ?? { counts: zeroCounts });
  return (
    <section className="page">
      <h1>{t("overview")}</h1>
      {data.all.open + data.all.ended === 0 ? (
        <div className="empty">
          <p>{t("emptyCounty")}</p>
          <Link href="/matters/new">{t("newMatterTitle")}</Link>
        </div>
      ) : (
        <>
          <Needs overview={data} />
          <div className="overview-pair">
            <MostLate total={counts.overdue} />
            <OutlookPanel now={data.now} />
          </div>
          <TrendPanel now={data.now} />
          <UnitBoard overview={data} />
          <LineBoard overview={data} />
        </>
      )}
    </section>
  );
}
