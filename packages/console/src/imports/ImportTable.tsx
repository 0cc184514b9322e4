import { Link } from "wouter";
import { useNow, useUnits } from "../app/queries.ts";
import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";
import { fullTimeText } from "../words/when.ts";
import type { ImportAnswer, ImportRow } from "./sendLedger.ts";

const statusWords = {
  new: "rowNew",
  created: "rowCreated",
  existing: "rowExisting",
  faulty: "rowFaulty",
} as const;

/** Row by row what was understood of a ledger, the rows with a bad cell marked. */
export function ImportTable({ answer }: { readonly answer: ImportAnswer }) {
  const { t } = useWords();
  const heads = ["faultCell", "status", "title", "leadUnit", "assistUnits", "finishDue"] as const;
  return (
    <section className="panel" aria-labelledby="import-rows">
      <h2 id="import-rows">
        {answer.sheet} {answer.title}
      </h2>
      <PlainTable
        label={`${answer.sheet} ${answer.title}`}
        heads={heads.map((head) => t(head === "status" ? "state" : head))}
        isStacked
      >
        <tbody>
          {answer.rows.map((row) => (
            <Row key={row.row} row={row} />
          ))}
        </tbody>
      </PlainTable>
    </section>
  );
}

function Row({ row }: { readonly row: ImportRow }) {
  const words = useWords();
  const { t, list } = words;
  const units = useUnits();
  const now = useNow();
  const rows =
    row.row === row.lastRow
      ? t("sheetRows", { from: row.row })
      : t("sheetRowsTo", { from: row.row, to: row.lastRow });
  return (
    <tr className={row.faults.length > 0 ? "row-fault" : undefined}>
      <th scope="row" className="nowrap">
        {rows}
      </th>
      <td data-label={t("state")}>
        <span className="chip">{t(statusWords[row.status])}</span>{" "}
        {row.matter !== null && <Link href={`/matters/${row.matter.id}`}>{row.matter.number}</Link>}
        {row.faults.length > 0 && (
          <span className="cell-fault">{list(row.faults.map(({ cell }) => cell))}</span>
        )}
      </td>
      <td data-label={t("title")}>{row.title}</td>
      <td data-label={t("leadUnit")}>{row.lead === null ? "–" : units.nameOf(row.lead)}</td>
      <td data-label={t("assistUnits")}>
        {row.assist.length === 0 ? "–" : list(row.assist.map(units.nameOf))}
      </td>
      <td data-label={t("finishDue")}>
        {row.dueAt === null ? "–" : fullTimeText(words, row.dueAt, now)}
        {row.yearGuessed && <span className="muted"> {t("yearGuessed")}</span>}
      </td>
    </tr>
  );
}
