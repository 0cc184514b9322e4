import type { LineLedger, Programme } from "@duban/client";
import { Button } from "antd";
import { useId, useState } from "react";
import { Link } from "wouter";
import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";
import { LineMatters } from "./LineMatters.tsx";
import { Share } from "./Share.tsx";

/** One line: its weight, progress and targets, and below, once asked for, its matters. */
export function LinePanel(props: { readonly programme: Programme; readonly line: LineLedger }) {
  const { programme, line } = props;
  const { t, list } = useWords();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const works = line.centralWork.map(
    (one) => programme.centralWorks.find((work) => work.id === one)?.name ?? one,
  );
  return (
    <section className="panel stack" aria-labelledby={id}>
      <div className="line-head">
        <h3 id={id}>{line.name ?? t("noLine")}</h3>
        {line.weight !== null && <span className="chip">{t("lineWeight", { n: line.weight })}</span>}
        <Share label={t("progress")} progress={line.progress} />
      </div>
      {works.length > 0 && <p className="muted">{t("servesWork", { names: list(works) })}</p>}
      <p>
        {t("lineCounts", { matters: line.matters, tasks: line.tasks, ended: line.ended })}
        {line.overdue > 0 && line.id !== null && (
          <>
            {" "}
            <Link
              href={`/tasks?${new URLSearchParams({ programme: programme.id, line: line.id, overdue: "true" })}`}
              className="late"
            >
              {t("overdueCount", { n: line.overdue })}
            </Link>
          </>
        )}
      </p>
      {line.targets.length > 0 && <Targets line={line} label={line.name ?? t("noLine")} />}
      {line.id !== null && line.matters > 0 && (
        <div>
          <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? "hideMatters" : "showMatters")}
          </Button>
        </div>
      )}
      {isOpen && line.id !== null && <LineMatters programme={programme.id} line={{ ...line, id: line.id }} />}
    </section>
  );
}

function Targets({ line, label }: { readonly line: LineLedger; readonly label: string }) {
  const { t } = useWords();
  const sums = (["planned", "assignedSum", "reportedSum"] as const).map(
    (word) => ({ text: t(word), isCount: true }) as const,
  );
  const heads = [t("targetName"), t("measure"), ...sums];
  return (
    <PlainTable label={`${label} ${t("targetName")}`} heads={heads}>
      <tbody>
        {line.targets.map((target) => (
          <tr key={target.id}>
            <th scope="row">{target.name ?? target.id}</th>
            <td>{target.unit ?? t("notSet")}</td>
            <td className="count">{target.figure ?? "–"}</td>
            <td className="count">{target.assigned ?? "–"}</td>
            <td className="count">{target.reported ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
