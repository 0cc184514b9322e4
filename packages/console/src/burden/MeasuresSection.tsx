import { Button, Input } from "antd";
import { useId, useState } from "react";
import { Link } from "wouter";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import { partyText } from "../approvals/partyText.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { type Measure, useMeasures } from "./burdenQueries.ts";

/** Measures that rungs proposed: what waits, with the form to decide for who may, and what was decided. */
export function MeasuresSection() {
  const { t } = useWords();
  return (
    <>
      <p className="muted">{t("measuresHelp")}</p>
      <MeasureList isOpen />
      <MeasureList isOpen={false} />
    </>
  );
}

function MeasureList({ isOpen }: { readonly isOpen: boolean }) {
  const { t } = useWords();
  const { data, error, refetch } = useMeasures(isOpen);
  const id = useId();
  return (
    <section className="panel stack" aria-labelledby={id}>
      <h2 id={id}>{t(isOpen ? "openMeasures" : "decidedMeasures")}</h2>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <p className="muted">{t("noMeasures")}</p>
      ) : (
        data.items.map((measure) => (
          <OneMeasure key={`${measure.task}/${measure.revision}`} measure={measure} />
        ))
      )}
    </section>
  );
}

function OneMeasure({ measure }: { readonly measure: Measure }) {
  const words = useWords();
  const { t } = words;
  const units = useUnits();
  const people = usePeople();
  const now = useNow();
  const { task, number, title, unit, proposedAt, decision, reason, decidedBy, decidedAt } = measure;
  return (
    <article className="stack measure">
      <p>
        <strong>{units.nameOf(unit)}</strong>
        {" · "}
        <Link href={`/tasks/${task}`}>{`${number} ${title}`}</Link>
      </p>
      <p className="muted">
        {t("proposedBy", { at: timeText(words, proposedAt, now), measure: measure.measure })}
      </p>
      {decision === null || decidedAt === null ? (
        <DecisionForm measure={measure} />
      ) : (
        <p>
          <strong>{t(decision === "approve" ? "approveMeasure" : "refuseMeasure")}</strong>
          {` · ${t("labelled", { label: t("decisionReason"), text: reason ?? "" })} · `}
          <span className="muted">
            {t("decidedBy", {
              at: timeText(words, decidedAt, now),
              party: partyText(words, decidedBy, people, units),
            })}
          </span>
        </p>
      )}
    </article>
  );
}

/** Shown to supervisors and leaders of other units who are signed in as themselves; the server judges it all the same. */
function DecisionForm({ measure: { task, revision, unit, number } }: { readonly measure: Measure }) {
  const { t } = useWords();
  const units = useUnits();
  const me = useMe();
  const save = useSave();
  const [reason, setReason] = useState("");
  const decides = me.roles.some((role) => role === "supervisor" || role === "leader") && me.unit !== unit;
  if (!decides) return null;
  if (me.person === null) return <p className="muted">{t("namedPersonOnly")}</p>;
  const decide = (decision: "approve" | "refuse") =>
    void save.send(
      "POST",
      `/v1/measures/${task}/${revision}/decide`,
      { decision, reason: reason.trim() },
      () => t("measureDecided"),
    );
  return (
    <form
      className="stack"
      aria-label={t("measureOf", { unit: units.nameOf(unit), number })}
      onSubmit={(event) => event.preventDefault()}
    >
      <Labelled label={t("decisionReason")}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={4_000}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Labelled>
      <SaveNote save={save} />
      <div className="buttons">
        {(["approve", "refuse"] as const).map((decision) => (
          <Button
            key={decision}
            type={decision === "approve" ? "primary" : "default"}
            disabled={reason.trim() === ""}
            loading={save.isSaving}
            onClick={() => decide(decision)}
          >
            {t(decision === "approve" ? "approveMeasure" : "refuseMeasure")}
          </Button>
        ))}
      </div>
    </form>
  );
}
