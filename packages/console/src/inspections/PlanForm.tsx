import { Button, Input, InputNumber, Select } from "antd";
import { type FormEvent, useState } from "react";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { useDraft } from "../app/draft.ts";
import { useNow } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import { Labelled } from "../parts/Labelled.tsx";
import { UnitSelect, unitSearch, useUnitOptions } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { emptyPlan, isWholePlan, type PlanDraft, planRequestOf } from "./planDraft.ts";

const kinds = ["township", "department", "village", "office"] as const;

/** Plans an inspection: from then on its scope, its numbers and its check-list stand. */
export function PlanForm({ onPlanned }: { readonly onPlanned: (id: string) => void }) {
  const { t } = useWords();
  const now = useNow();
  const me = useMe();
  const save = useSave();
  const [initial] = useState(() => emptyPlan(me.unit ?? "", now.slice(0, 10)));
  const [draft, setDraft, discard] = useDraft("inspection.plan", initial);
  const change = (part: Partial<PlanDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    let id = "";
    const told = (answer: { readonly id: string }) => {
      id = answer.id;
      return t("actDone");
    };
    void save.send("POST", "/v1/inspections", planRequestOf(draft), told).then((isDone) => {
      if (!isDone) return;
      discard();
      onPlanned(id);
    });
  };
  return (
    <form className="panel stack" aria-label={t("planInspection")} onSubmit={submit}>
      <h2>{t("planInspection")}</h2>
      <p className="classified">{t("classified")}</p>
      <Labelled label={t("title")}>
        {(id) => (
          <Input
            id={id}
            value={draft.title}
            maxLength={500}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Labelled>
      <When draft={draft} onChange={change} />
      <Scope draft={draft} onChange={change} />
      <Labelled label={t("inspectionCheckList")}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={4}
            value={draft.checkList}
            onChange={(event) => change({ checkList: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t("inspectionPublicValue")} help={t("inspectionPublicValueHelp")}>
        {(id) => (
          <Input
            id={id}
            value={draft.publicValue}
            maxLength={500}
            onChange={(event) => change({ publicValue: event.target.value })}
          />
        )}
      </Labelled>
      <SaveNote save={save} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={save.isSaving} disabled={!isWholePlan(draft)}>
          {t("planIt")}
        </Button>
      </div>
    </form>
  );
}

interface Part {
  readonly draft: PlanDraft;
  readonly onChange: (part: Partial<PlanDraft>) => void;
}

function When({ draft, onChange }: Part) {
  const { t } = useWords();
  const dates = [
    ["from", t("inspectionFrom")],
    ["to", t("inspectionTo")],
  ] as const;
  return (
    <div className="field-row">
      <div className="field">
        <span className="field-label">{t("inspectionAsker")}</span>
        <UnitSelect
          value={draft.asker === "" ? undefined : draft.asker}
          placeholder={t("inspectionAsker")}
          onChange={(asker) => onChange({ asker: asker ?? "" })}
          isWide
        />
      </div>
      {dates.map(([name, label]) => (
        <Labelled key={name} label={label}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={draft[name]}
              onChange={(event) => onChange({ [name]: event.target.value })}
            />
          )}
        </Labelled>
      ))}
      <Labelled label={t("lookBackAfter")}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={3_660}
            precision={0}
            value={draft.lookBackAfterDays}
            onChange={(lookBackAfterDays) => onChange({ lookBackAfterDays })}
          />
        )}
      </Labelled>
    </div>
  );
}

function Scope({ draft, onChange }: Part) {
  const { t, term } = useWords();
  const options = useUnitOptions();
  const numbers = [
    ["objects", t("inspectionObjects"), 1, 500],
    ["inspectors", t("inspectionInspectors"), 2, 20],
  ] as const;
  return (
    <div className="field-row">
      <Labelled label={t("inspectionKinds")}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            className="wide"
            value={[...draft.kinds]}
            options={kinds.map((value) => ({ value, label: term("unitKind", value) }))}
            onChange={(chosen: string[]) => onChange({ kinds: chosen })}
          />
        )}
      </Labelled>
      <Labelled label={t("inspectionUnits")}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            className="wide"
            value={[...draft.units]}
            options={options}
            showSearch={unitSearch}
            onChange={(units: string[]) => onChange({ units })}
          />
        )}
      </Labelled>
      <Labelled label={t("inspectionProgramme")}>
        {(id) => (
          <Input
            id={id}
            value={draft.programme}
            maxLength={200}
            onChange={(event) => onChange({ programme: event.target.value })}
          />
        )}
      </Labelled>
      {numbers.map(([name, label, min, max]) => (
        <Labelled key={name} label={label}>
          {(id) => (
            <InputNumber
              id={id}
              min={min}
              max={max}
              precision={0}
              value={draft[name]}
              onChange={(value) => onChange({ [name]: value ?? min })}
            />
          )}
        </Labelled>
      ))}
    </div>
  );
}
