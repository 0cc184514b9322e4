import { Button, Input, Select } from "antd";
import type { FormEvent } from "react";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useDraft } from "../app/draft.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { useWords } from "../words/language.tsx";
import type { Inspection } from "./inspectionQueries.ts";
import { useAct } from "./useAct.ts";

const results = ["met", "partly", "unmet", "notApplicable"] as const;

interface Point {
  readonly result: string;
  readonly note: string;
}

const noPoints: Readonly<Record<string, Point>> = {};

/** What the inspectors found, point by point; every point of the check-list has a result. */
export function FindingsForm({
  inspection,
  unit,
}: {
  readonly inspection: Inspection;
  readonly unit: string;
}) {
  const { t, term } = useWords();
  const { save, act } = useAct(inspection.id);
  const [points, setPoints, discard] = useDraft(`inspection.${inspection.id}.${unit}.found`, noPoints);
  const { checkList } = inspection;
  const pointOf = (check: string): Point => points[check] ?? { result: "", note: "" };
  const change = (check: string, part: Partial<Point>) =>
    setPoints({ ...points, [check]: { ...pointOf(check), ...part } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkList.map(({ id }) => {
      const { result, note } = pointOf(id);
      return { check: id, result, ...(note.trim() === "" ? {} : { note: note.trim() }) };
    });
    act("found", { unit, points: found }, discard);
  };
  const options = results.map((value) => ({ value, label: term("checkResult", value) }));
  return (
    <form className="stack" aria-label={t("saveFindings")} onSubmit={submit}>
      <p className="classified">{t("classified")}</p>
      {checkList.map(({ id, text }) => (
        <div key={id} className="field-row">
          <Labelled label={t("checkResult", { check: text })}>
            {(field) => (
              <Select
                id={field}
                className="wide"
                options={options}
                value={pointOf(id).result === "" ? null : pointOf(id).result}
                onChange={(result: string) => change(id, { result })}
              />
            )}
          </Labelled>
          <Labelled label={t("checkNote", { check: text })}>
            {(field) => (
              <Input
                id={field}
                value={pointOf(id).note}
                maxLength={4_000}
                onChange={(event) => change(id, { note: event.target.value })}
              />
            )}
          </Labelled>
        </div>
      ))}
      <SaveNote save={save} />
      <div className="buttons">
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isSaving}
          disabled={checkList.some(({ id }) => pointOf(id).result === "")}
        >
          {t("saveFindings")}
        </Button>
      </div>
    </form>
  );
}
