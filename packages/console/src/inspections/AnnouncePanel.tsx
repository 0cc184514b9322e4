import { Button, Input, Radio } from "antd";
import { useState } from "react";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useDraft } from "../app/draft.ts";
import { useUnits } from "../app/queries.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { useWords } from "../words/language.tsx";
import { type Inspection, useWarnings, type Warning } from "./inspectionQueries.ts";
import { useAct } from "./useAct.ts";

const emptyDraft = { reason: "", publicValue: "" };

/** Before the announcement: who else inspects these units, what becomes of them, and the seed. */
export function AnnouncePanel({ inspection }: { readonly inspection: Inspection }) {
  const { t } = useWords();
  const { data } = useWarnings(inspection.id);
  const { save, act } = useAct(inspection.id);
  const [warned, setWarned] = useState<"exclude" | "keep">("exclude");
  const [draft, setDraft, discard] = useDraft(`inspection.${inspection.id}.announced`, emptyDraft);
  const { reason, publicValue } = draft;
  const hasWarnings = (data?.items.length ?? 0) > 0;
  const promised = inspection.publicValue;
  const isWhole =
    data !== undefined &&
    (!hasWarnings || warned === "exclude" || reason.trim() !== "") &&
    (promised === null || publicValue.trim() !== "");
  const announce = () =>
    act(
      "announced",
      {
        ...(hasWarnings ? { warned } : {}),
        ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
        ...(promised === null ? {} : { publicValue: publicValue.trim() }),
      },
      discard,
    );
  return (
    <section className="panel stack" aria-labelledby="announce">
      <h2 id="announce">{t("warnings")}</h2>
      {data !== undefined && !hasWarnings && <p>{t("noWarnings")}</p>}
      {hasWarnings && (
        <>
          <ul className="plain-list">
            {data?.items.map((warning) => (
              <li key={JSON.stringify(warning)}>
                <WarningText warning={warning} />
              </li>
            ))}
          </ul>
          <Radio.Group
            aria-label={t("warnedWhat")}
            value={warned}
            onChange={(event) => setWarned(event.target.value === "keep" ? "keep" : "exclude")}
            options={[
              { value: "exclude", label: t("warnedExclude") },
              { value: "keep", label: t("warnedKeep") },
            ]}
          />
        </>
      )}
      {hasWarnings && warned === "keep" && (
        <Labelled label={t("reasonLabel")}>
          {(id) => (
            <Input
              id={id}
              value={reason}
              onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
            />
          )}
        </Labelled>
      )}
      {promised !== null && (
        <Labelled label={promised}>
          {(id) => (
            <Input
              id={id}
              value={publicValue}
              onChange={(event) => setDraft({ ...draft, publicValue: event.target.value })}
            />
          )}
        </Labelled>
      )}
      <SaveNote save={save} />
      <div className="buttons">
        <Button type="primary" disabled={!isWhole} loading={save.isSaving} onClick={announce}>
          {t("announceIt")}
        </Button>
      </div>
    </section>
  );
}

function WarningText({ warning }: { readonly warning: Warning }) {
  const { t } = useWords();
  const units = useUnits();
  const unit = units.nameOf(warning.unit);
  if (warning.kind === "quota") {
    return t("warningQuota", { unit, count: warning.count, quota: warning.quota });
  }
  const word = warning.kind === "repeated" ? "warningRepeated" : "warningManyHeaded";
  return t(word, { unit, number: warning.number, asker: units.nameOf(warning.asker) });
}
