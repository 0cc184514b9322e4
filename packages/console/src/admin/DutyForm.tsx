import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { useNow } from "../app/queries.ts";
import { createEventId } from "../app/sendEvent.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { UnitSelect, unitSearch, useUnitOptions } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { DutyPreview } from "./DutyPreview.tsx";
import { adjustments, type Duty, type DutyDraft, dutyDraftOf, dutyRequestOf } from "./dutyDraft.ts";
import { SaveNote } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

const adjustWords = {
  none: "adjustNone",
  "previous-workday": "adjustPrevious",
  "next-workday": "adjustNext",
} as const;

/** Puts a duty in force as a new version; what the matter has beside the fields here stays as it was. */
export function DutyForm(props: {
  readonly duty: Duty | undefined;
  readonly isAllowed: boolean;
  readonly onSaved: (id: string) => void;
}) {
  const { duty, isAllowed, onSaved } = props;
  const { t } = useWords();
  const now = useNow();
  const save = useSave();
  const [initial] = useState(() => dutyDraftOf(duty, now.slice(0, 10)));
  const [draft, setDraft, discard] = useDraft(`duty.${duty?.id ?? ""}.${duty?.version ?? 0}`, initial);
  const change = (part: Partial<DutyDraft>) => setDraft({ ...draft, ...part });
  const request = dutyRequestOf(draft, duty);
  const id = draft.id === "" ? `duty-${createEventId().slice(0, 8)}` : draft.id;
  const isWhole = draft.title.trim() !== "" && draft.lead !== "" && draft.rule.trim() !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save
      .send<Duty>("PUT", `/v1/duties/${encodeURIComponent(id)}`, request, ({ version }) =>
        t("saved", { n: version }),
      )
      .then((isDone) => {
        if (!isDone) return;
        discard();
        onSaved(id);
      });
  };
  return (
    <form className="panel stack" aria-label={duty?.title ?? t("addDuty")} onSubmit={submit}>
      <h2>{duty?.title ?? t("addDuty")}</h2>
      <p className="classified">{t("classified")}</p>
      <Labelled label={t("dutyTitle")}>
        {(field) => (
          <Input
            id={field}
            value={draft.title}
            maxLength={500}
            disabled={!isAllowed}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Labelled>
      <Timing draft={draft} isAllowed={isAllowed} onChange={change} />
      <Work draft={draft} isAllowed={isAllowed} onChange={change} />
      <DutyPreview
        rule={draft.rule}
        startsOn={draft.startsOn}
        endsOn={draft.endsOn}
        time={draft.time}
        adjust={draft.adjust}
      />
      <SaveNote save={save} />
      {isAllowed && (
        <div className="buttons">
          <Button type="primary" htmlType="submit" loading={save.isSaving} disabled={!isWhole}>
            {t("saveDuty")}
          </Button>
        </div>
      )}
    </form>
  );
}

interface Part {
  readonly draft: DutyDraft;
  readonly isAllowed: boolean;
  readonly onChange: (part: Partial<DutyDraft>) => void;
}

function Timing({ draft, isAllowed, onChange }: Part) {
  const { t } = useWords();
  const dates = [
    ["startsOn", t("dutyStarts"), "date"],
    ["endsOn", t("dutyEnds"), "date"],
    ["time", t("dutyTime"), "time"],
  ] as const;
  return (
    <>
      <Labelled label={t("dutyRule")} help={t("dutyRuleHelp")}>
        {(field) => (
          <Input
            id={field}
            value={draft.rule}
            maxLength={1_000}
            disabled={!isAllowed}
            onChange={(event) => onChange({ rule: event.target.value })}
          />
        )}
      </Labelled>
      <div className="field-row">
        {dates.map(([name, label, type]) => (
          <Labelled key={name} label={label}>
            {(field) => (
              <Input
                id={field}
                type={type}
                value={draft[name]}
                disabled={!isAllowed}
                onChange={(event) => onChange({ [name]: event.target.value })}
              />
            )}
          </Labelled>
        ))}
        <Labelled label={t("dutyAdjust")}>
          {(field) => (
            <Select
              id={field}
              value={draft.adjust}
              disabled={!isAllowed}
              options={adjustments.map((value) => ({ value, label: t(adjustWords[value]) }))}
              onChange={(adjust) => onChange({ adjust })}
            />
          )}
        </Labelled>
      </div>
      <Checkbox
        checked={draft.enabled}
        disabled={!isAllowed}
        onChange={(event) => onChange({ enabled: event.target.checked })}
      >
        {t("dutyEnabled")}
      </Checkbox>
    </>
  );
}

function Work({ draft, isAllowed, onChange }: Part) {
  const { t } = useWords();
  const options = useUnitOptions();
  return (
    <div className="field-row">
      <div className="field">
        <span className="field-label">{t("leadUnit")}</span>
        <UnitSelect
          value={draft.lead === "" ? undefined : draft.lead}
          placeholder={t("leadUnit")}
          onChange={(lead) => isAllowed && onChange({ lead: lead ?? "" })}
          isWide
        />
      </div>
      <Labelled label={t("assistUnits")}>
        {(field) => (
          <Select
            id={field}
            mode="multiple"
            value={[...draft.assist]}
            options={options}
            showSearch={unitSearch}
            disabled={!isAllowed}
            onChange={(assist: string[]) => onChange({ assist })}
            className="wide"
          />
        )}
      </Labelled>
      <Labelled label={t("dutyWorkdays")}>
        {(field) => (
          <InputNumber
            id={field}
            min={1}
            max={10_000}
            precision={0}
            value={draft.workdays}
            disabled={!isAllowed}
            onChange={(workdays) => onChange({ workdays: workdays ?? 1 })}
          />
        )}
      </Labelled>
    </div>
  );
}
