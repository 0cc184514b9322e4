import { Link } from "wouter";
import { BarChart } from "../charts/BarChart.tsx";
import { CountTable } from "../charts/CountTable.tsx";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import { type Desk, type Diagnosis, desks } from "./diagnosisQueries.ts";
import { decimal, Figures, Ill, percent } from "./Figure.tsx";

/** What nobody attends to, said in the place of its number. */
function Lost({ word }: { readonly word: "unserved" | "forgottenLine" }) {
  const { t } = useWords();
  return <span className="late">{t(word)}</span>;
}

/** 顾此失彼: the lines with their reports beside the weights they were given. */
export function LopsidedPanel({ found }: { readonly found: Diagnosis }) {
  const { t, list } = useWords();
  const { lopsided, twoSkins } = found;
  const nameById = new Map(twoSkins.centralWorks.map(({ id, name }) => [id, name]));
  const rows = lopsided.lines.map(({ programme, line, name, weight, reports, centralWork }) => ({
    id: `${programme}/${line}`,
    cells: [
      name,
      reports === 0 ? <Lost key={line} word="forgottenLine" /> : reports,
      weight ?? "–",
      centralWork.length === 0 ? t("none") : list(centralWork.map((id) => nameById.get(id) ?? id)),
    ],
  }));
  return (
    <Ill id="lopsided" title={t("lopsided")} how={lopsided.how} lookAt={lopsided.lookAt}>
      <Figures
        items={[
          { name: t("evenness"), text: decimal(lopsided.evenness) },
          { name: t("planFit"), text: decimal(lopsided.planFit) },
        ]}
      />
      {rows.length > 0 && (
        <CountTable
          caption={t("lopsided")}
          heads={[t("line"), t("reportCount"), t("lineWeightHead"), t("servesHead")]}
          rows={rows}
          words={[3]}
        />
      )}
    </Ill>
  );
}

/** 两张皮: whether the work serves what the county is really about. */
export function TwoSkinsPanel({ found }: { readonly found: Diagnosis["twoSkins"] }) {
  const { t } = useWords();
  return (
    <Ill id="two-skins" title={t("twoSkins")} how={found.how} lookAt={found.lookAt}>
      <Figures
        items={[
          { name: t("detachedTasks"), text: percent(found.detachedTasks) },
          { name: t("detachedEffort"), text: percent(found.detachedEffort) },
          { name: t("unservedShare"), text: percent(found.unservedShare) },
          { name: t("crowding"), text: decimal(found.crowding) },
        ]}
      />
      {found.centralWorks.length > 0 && (
        <CountTable
          caption={t("twoSkins")}
          heads={[t("centralWork"), t("taskCount"), t("reportCount")]}
          rows={found.centralWorks.map(({ id, name, tasks, reports }) => ({
            id,
            cells: [name, tasks === 0 ? <Lost key={id} word="unserved" /> : tasks, reports],
          }))}
        />
      )}
    </Ill>
  );
}

const deskWords: Readonly<Record<Desk, Word>> = {
  unit: "deskUnit",
  inspector: "deskInspector",
  supervisor: "deskSupervisor",
  suspended: "deskSuspended",
};

/** How work is closed, and at whose desk it waits longest. */
export function ClosingPanel({ found }: { readonly found: Diagnosis["closing"] }) {
  const { t } = useWords();
  const { closed, onTime, late, returned, extended, sprungBack, meanWorkdaysAt, slowestDesk } = found;
  const of = (n: number) => t("weeksOf", { n, all: closed });
  return (
    <Ill id="closing" title={t("closingFigures")} how={found.how} lookAt={found.lookAt}>
      <Figures
        items={[
          { name: t("closedOnTime"), text: of(onTime) },
          { name: t("closedLate"), text: of(late) },
          { name: t("returnedTasks"), text: of(returned) },
          { name: t("extendedTasks"), text: of(extended) },
          { name: t("sprungBack"), text: of(sprungBack) },
        ]}
      />
      {meanWorkdaysAt !== null && (
        <div className="trend">
          <BarChart
            label={t("deskDays")}
            bars={desks.map((desk) => ({
              id: desk,
              label: t(deskWords[desk]),
              count: Math.round(meanWorkdaysAt[desk] * 10) / 10,
              isMarked: desk === slowestDesk,
            }))}
          />
          <CountTable
            caption={t("deskDays")}
            heads={[t("deskHead"), t("deskDays")]}
            rows={desks.map((desk) => ({
              id: desk,
              cells: [
                desk === slowestDesk
                  ? t("labelled", { label: t(deskWords[desk]), text: t("slowest") })
                  : t(deskWords[desk]),
                meanWorkdaysAt[desk].toFixed(1),
              ],
            }))}
          />
        </div>
      )}
      {found.lateTasks.length > 0 && (
        <p>
          {found.lateTasks.map(({ task, number }) => (
            <span key={task}>
              <Link href={`/tasks/${task}`}>{number}</Link>{" "}
            </span>
          ))}
        </p>
      )}
    </Ill>
  );
}
