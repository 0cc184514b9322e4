import { Button } from "antd";
import { useWords } from "../words/language.tsx";
import { newPhase, newWork, type ProgrammeDraft } from "./programmeDraft.ts";
import { changed, RowField, without } from "./RowField.tsx";

interface Part {
  readonly draft: ProgrammeDraft;
  readonly onChange: (part: Partial<ProgrammeDraft>) => void;
}

/** What a programme is called, its phases and the central works that its lines may serve. */
export function ProgrammeFields({ draft, onChange }: Part) {
  const { t } = useWords();
  return (
    <>
      <RowField label={t("programmeName")} value={draft.name} onChange={(name) => onChange({ name })} />
      <Phases draft={draft} onChange={onChange} />
      <Works draft={draft} onChange={onChange} />
    </>
  );
}

function Phases({ draft: { phases }, onChange }: Part) {
  const { t } = useWords();
  return (
    <fieldset className="field-set">
      <legend>{t("phasesLabel")}</legend>
      {phases.map(({ key, name, from, to }) => (
        <div key={key} className="field-row">
          <RowField
            label={t("phaseName")}
            value={name}
            onChange={(value) => onChange({ phases: changed(phases, key, { name: value }) })}
          />
          <RowField
            label={t("periodFrom")}
            type="date"
            value={from}
            onChange={(value) => onChange({ phases: changed(phases, key, { from: value }) })}
          />
          <RowField
            label={t("periodTo")}
            type="date"
            value={to}
            isFaulty={to !== "" && to < from}
            onChange={(value) => onChange({ phases: changed(phases, key, { to: value }) })}
          />
          <div className="buttons">
            <Button
              aria-label={t("removeNamed", { name })}
              onClick={() => onChange({ phases: without(phases, key) })}
            >
              {t("remove")}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange({ phases: [...phases, newPhase()] })}>{t("addPhase")}</Button>
      </div>
    </fieldset>
  );
}

function Works({ draft: { works }, onChange }: Part) {
  const { t } = useWords();
  return (
    <fieldset className="field-set">
      <legend>{t("centralWorks")}</legend>
      {works.map(({ key, name }) => (
        <div key={key} className="field-row">
          <RowField
            label={t("centralWorkName")}
            value={name}
            onChange={(value) => onChange({ works: changed(works, key, { name: value }) })}
          />
          <div className="buttons">
            <Button
              aria-label={t("removeNamed", { name })}
              onClick={() => onChange({ works: without(works, key) })}
            >
              {t("remove")}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange({ works: [...works, newWork()] })}>{t("addWork")}</Button>
      </div>
    </fieldset>
  );
}
