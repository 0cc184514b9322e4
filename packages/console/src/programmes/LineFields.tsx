import { Button, Select } from "antd";
import { Labelled } from "../parts/Labelled.tsx";
import { useWords } from "../words/language.tsx";
import { isFigure, type LineDraft, newLine, newTarget, type WorkDraft } from "./programmeDraft.ts";
import { changed, RowField, without } from "./RowField.tsx";

/** The lines of a programme: what each weighs, which central works it serves, and what it is to bring about. */
export function LineFields(props: {
  readonly lines: readonly LineDraft[];
  readonly works: readonly WorkDraft[];
  readonly onChange: (lines: readonly LineDraft[]) => void;
}) {
  const { lines, works, onChange } = props;
  const { t } = useWords();
  return (
    <>
      {lines.map((line) => (
        <fieldset key={line.key} className="field-set">
          <legend>{line.name === "" ? t("line") : line.name}</legend>
          <LineRow
            line={line}
            works={works}
            onChange={(part) => onChange(changed(lines, line.key, part))}
            onRemove={() => onChange(without(lines, line.key))}
          />
          <Targets line={line} onChange={(part) => onChange(changed(lines, line.key, part))} />
        </fieldset>
      ))}
      <div>
        <Button onClick={() => onChange([...lines, newLine()])}>{t("addLine")}</Button>
      </div>
    </>
  );
}

interface Part {
  readonly line: LineDraft;
  readonly onChange: (part: Partial<LineDraft>) => void;
}

function LineRow(props: Part & { readonly works: readonly WorkDraft[]; readonly onRemove: () => void }) {
  const { line, works, onChange, onRemove } = props;
  const { t } = useWords();
  return (
    <div className="field-row">
      <RowField label={t("lineName")} value={line.name} onChange={(name) => onChange({ name })} />
      <RowField
        label={t("weightLabel")}
        value={line.weight}
        isFaulty={!isFigure(line.weight)}
        onChange={(weight) => onChange({ weight })}
      />
      <Labelled label={t("servesLabel")}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            className="wide"
            disabled={works.length === 0}
            value={[...line.serves]}
            options={works.map(({ key, name }) => ({ value: key, label: name }))}
            onChange={(serves: string[]) => onChange({ serves })}
          />
        )}
      </Labelled>
      <div className="buttons">
        <Button aria-label={t("removeNamed", { name: line.name })} onClick={onRemove}>
          {t("remove")}
        </Button>
      </div>
    </div>
  );
}

function Targets({ line, onChange }: Part) {
  const { t } = useWords();
  const { targets } = line;
  return (
    <>
      {targets.map(({ key, name, unit, figure }) => (
        <div key={key} className="field-row">
          <RowField
            label={t("targetName")}
            value={name}
            onChange={(value) => onChange({ targets: changed(targets, key, { name: value }) })}
          />
          <RowField
            label={t("measure")}
            value={unit}
            onChange={(value) => onChange({ targets: changed(targets, key, { unit: value }) })}
          />
          <RowField
            label={t("plannedFigure")}
            value={figure}
            isFaulty={!isFigure(figure)}
            onChange={(value) => onChange({ targets: changed(targets, key, { figure: value }) })}
          />
          <div className="buttons">
            <Button
              aria-label={t("removeNamed", { name })}
              onClick={() => onChange({ targets: without(targets, key) })}
            >
              {t("remove")}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange({ targets: [...targets, newTarget()] })}>{t("addTarget")}</Button>
      </div>
    </>
  );
}
