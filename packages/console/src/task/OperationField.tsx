import { Button, Input, InputNumber, Select } from "antd";
import { usePeople } from "../app/queries.ts";
import type { Task } from "../app/shapes.ts";
import { DeadlineField } from "../parts/DeadlineField.tsx";
import { UnitSelect, unitSearch, useUnitOptions } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { FiguresField } from "./FiguresField.tsx";
import type { Field } from "./formFields.ts";
import {
  deadlineIn,
  type EvidenceDraft,
  evidenceIn,
  figuresIn,
  type OperationDraft,
  unitsIn,
} from "./operationDraft.ts";
import { type TaskTarget, useTargets } from "./useTargets.ts";

type Value = OperationDraft["values"][string];

/** One field of an operation's form, as its schema asks for it. */
export function OperationField(props: {
  readonly field: Field;
  readonly task: Task;
  readonly draft: OperationDraft;
  readonly isMissing: boolean;
  readonly onChange: (value: Value) => void;
}) {
  const { field, task, isMissing } = props;
  const { t, term } = useWords();
  const label = term("field", field.name);
  const targets = useTargets(task);
  if (field.kind === "figures" && targets.length === 0) return null;
  if (field.kind === "stage" && task.stages.length === 0) return null;
  const Wrapper = ["deadline", "evidence", "figures", "units"].includes(field.kind) ? "div" : "label";
  return (
    <Wrapper className="field">
      <span className="field-label">
        {label} <span className="muted">{field.isRequired ? t("required") : t("optional")}</span>
      </span>
      <Control {...props} label={label} targets={targets} />
      {isMissing && field.kind !== "figures" && (
        <span className="field-fault" role="alert">
          {t("labelled", { label, text: t("required") })}
        </span>
      )}
    </Wrapper>
  );
}

function Control(props: {
  readonly field: Field;
  readonly task: Task;
  readonly draft: OperationDraft;
  readonly isMissing: boolean;
  readonly label: string;
  readonly targets: readonly TaskTarget[];
  readonly onChange: (value: Value) => void;
}) {
  const { field, task, draft, isMissing, label, targets, onChange } = props;
  const { t } = useWords();
  const people = usePeople();
  const value = draft.values[field.name];
  const text = typeof value === "string" ? value : "";
  const status = isMissing ? { status: "error" as const } : {};
  switch (field.kind) {
    case "text":
      return (
        <Input.TextArea
          value={text}
          maxLength={field.maxLength}
          autoSize={{ minRows: 3, maxRows: 12 }}
          aria-required={field.isRequired}
          aria-invalid={isMissing}
          onChange={(event) => onChange(event.target.value)}
          {...status}
        />
      );
    case "line":
      return (
        <Input
          value={text}
          maxLength={field.maxLength}
          aria-invalid={isMissing}
          onChange={(event) => onChange(event.target.value)}
          {...status}
        />
      );
    case "number":
      return (
        <InputNumber
          value={typeof value === "number" ? value : null}
          precision={0}
          {...(field.minimum === undefined ? {} : { min: field.minimum })}
          {...(field.maximum === undefined ? {} : { max: field.maximum })}
          onChange={onChange}
        />
      );
    case "deadline":
      return <DeadlineField label={label} value={deadlineIn(draft, field.name)} onChange={onChange} />;
    case "unit":
      return (
        <UnitSelect
          value={text === "" ? undefined : text}
          placeholder={t("chooseUnit")}
          onChange={(code) => onChange(code ?? "")}
          isInvalid={isMissing}
          isWide
        />
      );
    case "units":
      return <UnitsField label={label} task={task} value={unitsIn(draft, field.name)} onChange={onChange} />;
    case "person":
    case "stage": {
      const options =
        field.kind === "stage"
          ? task.stages.map(({ name }) => ({ value: name, label: name }))
          : people.items
              .filter(({ unit }) => unit === task.unit)
              .map(({ id, name }) => ({ value: id, label: name }));
      return (
        <Select
          aria-label={label}
          allowClear
          value={text === "" ? undefined : text}
          placeholder={t("notSet")}
          options={options}
          onChange={(picked: string | undefined) => onChange(picked ?? "")}
          className="wide"
        />
      );
    }
    case "figures":
      return <FiguresField targets={targets} value={figuresIn(draft, field.name)} onChange={onChange} />;
    case "evidence":
      return <EvidenceField value={evidenceIn(draft, field.name)} onChange={onChange} />;
  }
}

/** Several units, none of them the task's own. */
function UnitsField(props: {
  readonly label: string;
  readonly task: Task;
  readonly value: readonly string[];
  readonly onChange: (next: readonly string[]) => void;
}) {
  const { label, task, value, onChange } = props;
  const { t } = useWords();
  const groups = useUnitOptions().map((group) => ({
    ...group,
    options: group.options.filter((option) => option.value !== task.unit),
  }));
  return (
    <Select
      mode="multiple"
      aria-label={label}
      value={[...value]}
      options={groups}
      showSearch={unitSearch}
      placeholder={t("none")}
      onChange={(units: string[]) => onChange(units)}
      className="wide"
    />
  );
}

function EvidenceField(props: {
  readonly value: readonly EvidenceDraft[];
  readonly onChange: (next: readonly EvidenceDraft[]) => void;
}) {
  const { value, onChange } = props;
  const { t, term } = useWords();
  const change = (place: number, part: Partial<EvidenceDraft>) =>
    onChange(value.map((piece, at) => (at === place ? { ...piece, ...part } : piece)));
  return (
    <div className="stack">
      {value.map((piece, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place until it is sent.
        <div key={place} className="evidence-row">
          <Input
            aria-label={`${term("field", "name")} ${place + 1}`}
            placeholder={term("field", "name")}
            value={piece.name}
            onChange={(event) => change(place, { name: event.target.value })}
          />
          <Input
            aria-label={`${term("field", "url")} ${place + 1}`}
            placeholder="https://"
            type="url"
            value={piece.url}
            onChange={(event) => change(place, { url: event.target.value })}
          />
          <Button onClick={() => onChange(value.filter((_, at) => at !== place))}>{t("remove")}</Button>
        </div>
      ))}
      <Button onClick={() => onChange([...value, { name: "", url: "" }])}>{t("add")}</Button>
    </div>
  );
}
