import { Button, Select } from "antd";
import { useUnits } from "../app/queries.ts";
import { unitSearch, useUnitOptions } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { Labelled } from "./Labelled.tsx";
import type { MatterDraft } from "./matterDraft.ts";
import { TargetShares } from "./TargetShares.tsx";

interface Props {
  readonly draft: MatterDraft;
  readonly onChange: (change: Partial<MatterDraft>) => void;
}

const wholeKinds = ["township", "department"] as const;

/** Bringing the matter down to units in one act: who gets a task of his own, and which targets are shared out. */
export function SplitFields({ draft, onChange }: Props) {
  const { t, term } = useWords();
  const units = useUnits();
  const options = useUnitOptions();
  const add = (kind: string) => {
    const codes = units.items.filter((unit) => unit.kind === kind).map(({ code }) => code);
    onChange({ split: [...new Set([...draft.split, ...codes])] });
  };
  const tasks = new Set([draft.lead, ...draft.assist, ...draft.split].filter((unit) => unit !== "")).size;
  return (
    <fieldset className="field-set">
      <legend>{t("splitTitle")}</legend>
      <Labelled label={t("splitUnits")} isGroup>
        <Select
          mode="multiple"
          aria-label={t("splitUnits")}
          value={[...draft.split]}
          options={options}
          showSearch={unitSearch}
          placeholder={t("none")}
          maxTagCount={12}
          onChange={(split: string[]) => onChange({ split })}
          className="wide"
        />
      </Labelled>
      <div className="buttons">
        {wholeKinds.map((kind) => (
          <Button key={kind} size="small" onClick={() => add(kind)}>
            {t("splitAll", { kind: term("unitKind", kind) })}
          </Button>
        ))}
        {draft.split.length > 0 && (
          <Button size="small" type="text" onClick={() => onChange({ split: [] })}>
            {t("splitNone")}
          </Button>
        )}
        <span className="muted" role="status">
          {tasks > 0 && t("splitMakes", { n: tasks })}
        </span>
      </div>
      {draft.split.length > 0 && <TargetShares draft={draft} onChange={onChange} />}
    </fieldset>
  );
}
