import type { Programme } from "@duban/client";
import { useUnits } from "../app/queries.ts";
import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";

/** What each unit was given and reported, unit by unit in the fixed order. */
export function UnitTargets({ programme }: { readonly programme: Programme }) {
  const { t } = useWords();
  const units = useUnits();
  const targetOf = (line: string | null, target: string) =>
    programme.lines.find(({ id }) => id === line)?.targets.find(({ id }) => id === target);
  const heads = [
    t("unit"),
    t("targetName"),
    { text: t("assignedSum"), isCount: true },
    { text: t("reportedSum"), isCount: true },
    t("measure"),
  ] as const;
  return (
    <section className="panel" aria-labelledby="unit-targets">
      <h3 id="unit-targets">{t("byUnitTargets")}</h3>
      <p className="muted">{t("byUnitTargetsHelp")}</p>
      <PlainTable label={t("byUnitTargets")} heads={heads}>
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
      </PlainTable>
    </section>
  );
}
