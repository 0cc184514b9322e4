import { useWords } from "../words/language.tsx";
import type { ImportRow } from "./sendLedger.ts";

/** Every bad cell by its sheet and address, with what is wrong and what could stand there. */
export function FaultTable({ rows }: { readonly rows: readonly ImportRow[] }) {
  const { t, language } = useWords();
  const faults = rows.flatMap((row) => row.faults);
  if (faults.length === 0) return null;
  const heads = ["faultCell", "faultColumn", "faultValue", "faultWhat", "faultSuggestion"] as const;
  return (
    <section className="panel" aria-labelledby="import-faults">
      <h2 id="import-faults">{t("faultList")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-frame" tabIndex={0} aria-labelledby="import-faults">
        <table className="plain">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {faults.map(({ sheet, cell, column, value, text, textEn, suggestion }) => (
              <tr key={`${sheet}/${cell}/${text}`}>
                <th scope="row" className="nowrap">
                  {sheet} {cell}
                </th>
                <td>{column}</td>
                <td>{value === "" ? t("none") : value}</td>
                <td className="cell-fault">{language === "zh" ? text : textEn}</td>
                <td>{suggestion ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
