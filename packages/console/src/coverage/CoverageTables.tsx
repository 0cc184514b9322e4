import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import type { Coverage } from "./coverageQueries.ts";

interface Named {
  readonly coverage: Coverage;
  readonly nameOf: (code: string) => string;
}

/** A panel with a table that scrolls in itself. */
function TablePanel(props: {
  readonly id: string;
  readonly title: Word;
  readonly help?: Word;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  const { id, title, help, children } = props;
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{t(title)}</h2>
      {help !== undefined && <p className="muted">{t(help)}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-frame" tabIndex={0} aria-labelledby={id}>
        <table className="plain">{children}</table>
      </section>
    </section>
  );
}

function Heads({ words }: { readonly words: readonly Word[] }) {
  const { t } = useWords();
  return (
    <thead>
      <tr>
        {words.map((word, index) => (
          <th key={word} scope="col" className={index === 0 ? undefined : "count"}>
            {t(word)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Row by row what each unit's cadres did in each village; only units and villages with anything between them. */
export function MatrixTable({ coverage, nameOf }: Named) {
  const { t } = useWords();
  const active = new Set(coverage.matrix.map(({ village }) => village));
  const villages = coverage.villages.flatMap(({ village }) => (active.has(village) ? [village] : []));
  const rows = [
    ...new Set([...coverage.units.map(({ unit }) => unit), ...coverage.matrix.map(({ unit }) => unit)]),
  ];
  const cellOf = new Map(coverage.matrix.map((cell) => [`${cell.unit}\n${cell.village}`, cell]));
  const units = rows.filter((unit) => villages.some((village) => cellOf.has(`${unit}\n${village}`)));
  if (units.length === 0) return null;
  return (
    <TablePanel id="coverage-matrix" title="matrixTitle" help="matrixHelp">
      <thead>
        <tr>
          <th scope="col">{t("unit")}</th>
          {villages.map((village) => (
            <th key={village} scope="col" className="count">
              {nameOf(village)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <tr key={unit}>
            <th scope="row">{nameOf(unit)}</th>
            {villages.map((village) => {
              const cell = cellOf.get(`${unit}\n${village}`);
              return (
                <td key={village} className="count">
                  {cell !== undefined && cell.visits > 0 && t("matrixCell", { ...cell })}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </TablePanel>
  );
}

/** Every unit in its place in the fixed order. */
export function UnitsTable({ coverage, nameOf }: Named) {
  return (
    <TablePanel id="coverage-units" title="unitsCoverage">
      <Heads
        words={[
          "unit",
          "cadres",
          "linkedCount",
          "visitingCount",
          "daysCount",
          "daysOwedCount",
          "daysMetCount",
        ]}
      />
      <tbody>
        {coverage.units.map(({ unit, cadres, linked, visiting, days, owed, met }) => (
          <tr key={unit}>
            <th scope="row">{nameOf(unit)}</th>
            {Object.entries({ cadres, linked, visiting, days, owed, met }).map(([name, count]) => (
              <td key={name} className="count">
                {count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TablePanel>
  );
}

/** Every village, the way to its households. */
export function VillagesTable({ coverage, nameOf }: Named) {
  return (
    <TablePanel id="coverage-villages" title="villagesCoverage">
      <Heads
        words={["village", "householdCount", "linkedCount", "visitedCount", "visitCount", "daysCount"]}
      />
      <tbody>
        {coverage.villages.map(({ village, households, linked, visited, visits, days }) => (
          <tr key={village}>
            <th scope="row">
              <Link href={`/households?village=${encodeURIComponent(village)}`}>{nameOf(village)}</Link>
            </th>
            {Object.entries({ households, linked, visited, visits, days }).map(([name, count]) => (
              <td key={name} className="count">
                {count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TablePanel>
  );
}
