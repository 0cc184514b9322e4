import { useId } from "react";
import { Link } from "wouter";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import type { Inspection, UnitResult } from "./inspectionQueries.ts";
import { ResultForms } from "./ResultForms.tsx";

/** What came of one unit, from the findings to the look-back, and what the reader can do about it now. */
export function ResultPanel(props: { readonly inspection: Inspection; readonly result: UnitResult }) {
  const { inspection, result } = props;
  const { t, list } = useWords();
  const units = useUnits();
  const people = usePeople();
  const id = useId();
  return (
    <section className="panel stack" aria-labelledby={id}>
      <h2 id={id}>{units.nameOf(result.unit)}</h2>
      <p className="muted">{t("inspectedBy", { names: list(result.inspectors.map(people.nameOf)) })}</p>
      <Findings inspection={inspection} result={result} />
      <Conclusion result={result} />
      <Answer result={result} />
      <LookBack inspection={inspection} result={result} />
      <ResultForms inspection={inspection} result={result} />
    </section>
  );
}

function Findings({ inspection, result }: { readonly inspection: Inspection; readonly result: UnitResult }) {
  const { t, term } = useWords();
  if (result.findings === null)
    return <p>{t("labelled", { label: t("findings"), text: t("nothingYet") })}</p>;
  const { points } = result.findings;
  return (
    <>
      <h3>{t("findings")}</h3>
      <ul className="plain-list">
        {points.map(({ check, result: outcome, note }) => (
          <li key={check}>
            {inspection.checkList.find(({ id }) => id === check)?.text ?? check}
            {" · "}
            <strong>{term("checkResult", outcome)}</strong>
            {note !== null && <span className="muted">{` · ${note}`}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Conclusion({ result: { conclusion } }: { readonly result: UnitResult }) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  if (conclusion === null) return null;
  const { text, objectBy, rectification } = conclusion;
  return (
    <>
      <h3>{t("conclusion")}</h3>
      <p>{text}</p>
      <p className="muted">
        {t("objectBy", { at: timeText(words, objectBy, now) })}
        {rectification !== null && (
          <>
            {" · "}
            <Link href={`/matters/${rectification.id}`}>
              {t("rectificationMatter", { number: rectification.number })}
            </Link>
          </>
        )}
      </p>
    </>
  );
}

function Answer({ result: { accepted, objection, secondLook } }: { readonly result: UnitResult }) {
  const { t, term, list } = useWords();
  const people = usePeople();
  if (accepted !== null) return <p>{t("acceptedMark")}</p>;
  if (objection === null) return null;
  const { reason, reviewers, secondLook: matter } = objection;
  const names = reviewers.length === 0 ? term("role", "supervisor") : list(reviewers.map(people.nameOf));
  return (
    <>
      <h3>{t("objection")}</h3>
      <p>{reason}</p>
      <p className="muted">
        {t("secondLookBy", { names, number: matter?.number ?? "–" })}
        {matter !== null && (
          <>
            {" "}
            <Link href={`/matters/${matter.id}`}>{t("wholeMatter")}</Link>
          </>
        )}
      </p>
      {secondLook !== null && (
        <p>
          {t("labelled", { label: t("secondLook"), text: term("secondLook", secondLook.outcome) })}
          {` · ${secondLook.text}`}
        </p>
      )}
    </>
  );
}

function LookBack(props: { readonly inspection: Inspection; readonly result: UnitResult }) {
  const { t, term } = useWords();
  const { lookBack, lookedBack } = props.result;
  if (lookedBack !== null) {
    const text = term("lookBack", lookedBack.result);
    return <p>{t("labelled", { label: t("lookBack"), text })}</p>;
  }
  return lookBack === null ? null : (
    <p>{t("labelled", { label: t("lookBack"), text: t("lookBackComes") })}</p>
  );
}
