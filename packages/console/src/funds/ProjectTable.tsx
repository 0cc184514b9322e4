import { Link } from "wouter";
import { useUnits } from "../app/queries.ts";
import { useWords } from "../words/language.tsx";
import { moneyText, type Project } from "./fundsQueries.ts";

/** Projects, one row each, with their alarms; a row opens to the tasks that its money is for. */
export function ProjectTable({ projects }: { readonly projects: readonly Project[] }) {
  const { t } = useWords();
  const heads = ["fundAmount", "fundPlanned", "fundPaid", "fundLeft", "paidShare", "workProgress"] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={t("fundsByProject")}>
      <table className="plain">
        <caption className="sr-only">{t("fundsByProject")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("project")}</th>
            <th scope="col">{t("fundAlarm")}</th>
            {heads.map((word) => (
              <th key={word} scope="col" className="count">
                {t(word)}
              </th>
            ))}
            <th scope="col">{t("lastPaid")}</th>
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <ProjectRow key={project.id} project={project} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ProjectRow({ project }: { readonly project: Project }) {
  const { t, term, list } = useWords();
  const units = useUnits();
  const { name, unit, alarms, amount, planned, paid, left, paidShare, progress, lastPaidOn, sources } =
    project;
  return (
    <tr>
      <th scope="row">
        {name}
        <div className="muted">{`${units.nameOf(unit)} · ${list(sources.map((source) => source.name))}`}</div>
        <Tasks project={project} />
      </th>
      <td>
        {alarms.map((alarm) => (
          <span key={alarm} className="chip late">
            {term("fundAlarm", alarm)}
          </span>
        ))}
      </td>
      {[amount, planned, paid, left].map((money, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never change places.
        <td key={index} className="count">
          {moneyText(money)}
        </td>
      ))}
      <td className="count">{paidShare ?? "–"}</td>
      <td className="count">{progress ?? "–"}</td>
      <td>{lastPaidOn ?? t("nothingYet")}</td>
    </tr>
  );
}

function Tasks({ project: { tasks } }: { readonly project: Project }) {
  const { t } = useWords();
  const units = useUnits();
  if (tasks.length === 0) return null;
  return (
    <details>
      <summary>{t("projectTasks", { n: tasks.length })}</summary>
      <ul className="plain-list">
        {tasks.map(({ task, number, title, unit, planned, paid }) => (
          <li key={task}>
            <Link href={`/tasks/${task}`}>{`${number ?? ""} ${title ?? task}`}</Link>
            <div className="muted">
              {`${unit === null ? "" : units.nameOf(unit)} · ${t("fundPlanned")} ${moneyText(planned)} · ${t("fundPaid")} ${moneyText(paid)}`}
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
