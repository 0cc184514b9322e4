import { Button, InputNumber } from "antd";
import { type FormEvent, useState } from "react";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import type { ComplaintBox } from "./burdenQueries.ts";

/** Says who answers complaints, and who where one is about him: they must be two. */
export function BoxForm({ box }: { readonly box: ComplaintBox | null }) {
  const { t } = useWords();
  const save = useSave();
  const [unit, setUnit] = useState(box?.unit);
  const [other, setOther] = useState(box?.other);
  const [workdays, setWorkdays] = useState(box?.workdays ?? 10);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save.send("PUT", "/v1/complaint-box", { unit, other, workdays }, () => t("boxSaved"));
  };
  const units = [
    ["boxUnit", unit, setUnit],
    ["boxOther", other, setOther],
  ] as const;
  return (
    <details className="panel">
      <summary>{t("complaintBox")}</summary>
      <form className="stack" aria-label={t("complaintBox")} onSubmit={submit}>
        <div className="field-row">
          {units.map(([word, value, set]) => (
            <div key={word} className="field">
              <span className="field-label">{t(word)}</span>
              <UnitSelect value={value} placeholder={t(word)} onChange={set} isWide />
            </div>
          ))}
          <Labelled label={t("boxWorkdays")}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                max={250}
                precision={0}
                value={workdays}
                onChange={(value) => setWorkdays(value ?? 1)}
              />
            )}
          </Labelled>
        </div>
        <SaveNote save={save} />
        <div className="buttons">
          <Button
            type="primary"
            htmlType="submit"
            loading={save.isSaving}
            disabled={unit === undefined || other === undefined || unit === other}
          >
            {t("saveBox")}
          </Button>
        </div>
      </form>
    </details>
  );
}
