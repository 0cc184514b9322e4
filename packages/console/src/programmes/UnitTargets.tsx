import { useUnits } from "../app/queries.ts";
import { useWords } from "../words/language.tsx";
import type { Programme } from "./programmeQueries.ts";

/** What each unit was given and reported, unit by unit in the fixed order. */
export function UnitTargets({ programme }: { readonly programme: Programme }) {
  const { t } = useWords();
  const units = useUnits();
  const targetOf = (line: string | null, target: string) =>
    programme.lines.find(({ id }) => id === line)?.targets.find(({ id }) => id === target);
  return (
    <section className="panel" aria-labelledby="unit-targets">
      <h3 id="unit-targets">{t("byUnitTargets")}</h3>
      <p className="muted">{t("byUnitTargetsHelp")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-frame" tabIndex={0} aria-labelledby="unit-targets">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              <th scope="col">{t("targetName")}</th>
              <th scope="col" className="count">
                {t("assignedSum")}
              </th>
              <th scope="col" className="count">
                {t("reportedSum")}
              </th>
              <th scope="col">{t("measure")}</th>
            </tr>
          </thead>
          <tbody>
            {programme.units.map(({ unit, line, target, assigned, reported }) => (
              <tr key={`${unit}/${line}/${target}`}>
                <th scope="row">{units.nameOf(unit)}</th>
                <td>{targetOf(line, target)?.name ?? target}</td>
                <td className="count">{assigned ?? "–"}</td>
                <td className="count">{reported ?? "–"}</td>
                <td>{targetOf(line, target)?.unit ?? t("notSet")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
