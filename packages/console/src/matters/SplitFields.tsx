import type { Programme } from "@duban/client";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { call } from "../app/api.ts";
import { useUnits } from "../app/queries.ts";
import { unitSearch, useUnitOptions } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { Labelled } from "./Labelled.tsx";
import type { MatterDraft } from "./matterDraft.ts";

interface Props {
  readonly draft: MatterDraft;
  readonly onChange: (change: Partial<MatterDraft>) => void;
}

const wholeKinds = ["township", "department"] as const;

/** Bringing the matter down to units in one act: who gets a task of his own, and which targets are shared out evenly. */
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
      {draft.split.length > 0 && <Targets draft={draft} onChange={onChange} />}
    </fieldset>
  );
}

/** The targets of the programme's line, where it is defined: each can be shared out among the units. */
function Targets({ draft, onChange }: Props) {
  const { t } = useWords();
  const { data } = useQuery({
    queryKey: ["programmes", draft.programme],
    enabled: draft.programme.trim() !== "",
    queryFn: ({ signal }) =>
      call<Programme>(`/v1/programmes/${encodeURIComponent(draft.programme.trim())}`, { signal }),
  });
  const line = data?.lines.find(({ id, defined }) => defined && id === draft.line.trim());
  const targets = line?.targets.filter(({ figure }) => figure !== null) ?? [];
  if (targets.length === 0) return null;
  return (
    <div className="stack">
      <span className="field-label">{t("splitTargets")}</span>
      {targets.map(({ id, name, figure, unit }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={draft.targets.includes(id)}
            onChange={(event) =>
              onChange({
                targets: event.target.checked
                  ? [...draft.targets, id]
                  : draft.targets.filter((target) => target !== id),
              })
            }
          />
          {t("splitTarget", { name: name ?? id, figure: figure ?? "", unit: unit ?? "" })}
        </label>
      ))}
    </div>
  );
}
