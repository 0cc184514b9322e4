import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";
import type { ImportRow } from "./sendLedger.ts";

/** Every bad cell by its sheet and address, with what is wrong and what could stand there. */
export function FaultTable({ rows }: { readonly rows: readonly Pick<ImportRow, "faults">[] }) {
  const { t, language } = useWords();
  const faults = rows.flatMap((row) => row.faults);
  if (faults.length === 0) return null;
  const heads = ["faultCell", "faultColumn", "faultValue", "faultWhat", "faultSuggestion"] as const;
  return (
    <section className="panel" aria-labelledby="import-faults">
      <h2 id="import-faults">{t("faultList")}</h2>
      <PlainTable label={t("faultList")} heads={heads.map((head) => t(head))} isStacked>
        <tbody>
          {faults.map(({ sheet, cell, column, value, text, textEn, suggestion }) => (
            <tr key={`${sheet}/${cell}/${text}`}>
              <th scope="row" className="nowrap">
                {sheet} {cell}
              </th>
              <td data-label={t("faultColumn")}>{column}</td>
              <td data-label={t("faultValue")}>{value === "" ? t("none") : value}</td>
              <td data-label={t("faultWhat")} className="cell-fault">
                {language === "zh" ? text : textEn}
              </td>
              <td data-label={t("faultSuggestion")}>{suggestion ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </section>
  );
}
