import { AutoComplete, Input, InputNumber, Select } from "antd";
import { useOverview, useVersions } from "../app/queries.ts";
import { DeadlineField } from "../parts/DeadlineField.tsx";
import { UnitSelect, unitSearch, useUnitOptions } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { terms } from "../words/terms.ts";
import { ApprovalFields } from "./ApprovalFields.tsx";
import { Labelled } from "./Labelled.tsx";
import type { MatterDraft, RequiredField } from "./matterDraft.ts";
import { SplitFields } from "./SplitFields.tsx";

interface Props {
  readonly draft: MatterDraft;
  readonly missing: readonly RequiredField[];
  readonly onChange: (change: Partial<MatterDraft>) => void;
}

/** Every field of a matter, in the order a supervisor thinks of them: what, who, until when, by which rules. */
export function MatterFields(props: Props) {
  return (
    <>
      <What {...props} />
      <Who {...props} />
      <SplitFields draft={props.draft} onChange={props.onChange} />
      <When {...props} />
      <Rules {...props} />
      <ApprovalFields draft={props.draft} onChange={props.onChange} />
    </>
  );
}

function What({ draft, missing, onChange }: Props) {
  const { t, term } = useWords();
  const { data } = useOverview();
  const programmes = [...new Set(data?.byLine.flatMap(({ programme }) => programme ?? []))];
  const lines = [...new Set(data?.byLine.flatMap(({ line }) => line ?? []))];
  return (
    <>
      <Labelled label={t("title")} isRequired isMissing={missing.includes("title")}>
        <Input
          value={draft.title}
          maxLength={500}
          aria-required
          aria-invalid={missing.includes("title")}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </Labelled>
      <Labelled label={t("requirement")}>
        <Input.TextArea
          value={draft.requirement}
          maxLength={4_000}
          autoSize={{ minRows: 3, maxRows: 12 }}
          onChange={(event) => onChange({ requirement: event.target.value })}
        />
      </Labelled>
      <div className="field-row">
        <Labelled label={t("sourceKind")} isGroup>
          <Select
            aria-label={t("sourceKind")}
            value={draft.sourceKind}
            options={Object.keys(terms.source).map((kind) => ({ value: kind, label: term("source", kind) }))}
            onChange={(sourceKind) => onChange({ sourceKind })}
          />
        </Labelled>
        <Labelled label={t("sourceRef")}>
          <Input
            value={draft.sourceRef}
            maxLength={4_000}
            onChange={(event) => onChange({ sourceRef: event.target.value })}
          />
        </Labelled>
        <Labelled label={t("priority")} isGroup>
          <Select
            aria-label={t("priority")}
            value={draft.priority}
            options={Object.keys(terms.priority).map((of) => ({ value: of, label: term("priority", of) }))}
            onChange={(priority) => onChange({ priority })}
          />
        </Labelled>
      </div>
      <div className="field-row">
        <Labelled label={t("programme")} isGroup>
          <AutoComplete
            aria-label={t("programme")}
            value={draft.programme}
            options={programmes.map((value) => ({ value }))}
            onChange={(programme: string) => onChange({ programme: programme ?? "" })}
          />
        </Labelled>
        <Labelled label={t("line")} isGroup>
          <AutoComplete
            aria-label={t("line")}
            value={draft.line}
            options={lines.map((value) => ({ value }))}
            onChange={(line: string) => onChange({ line: line ?? "" })}
          />
        </Labelled>
      </div>
    </>
  );
}

function Who({ draft, missing, onChange }: Props) {
  const { t } = useWords();
  const options = useUnitOptions();
  const others = options.map((group) => ({
    ...group,
    options: group.options.filter(({ value }) => value !== draft.lead),
  }));
  return (
    <div className="field-row">
      <Labelled label={t("leadUnit")} isRequired isMissing={missing.includes("lead")} isGroup>
        <UnitSelect
          value={draft.lead === "" ? undefined : draft.lead}
          placeholder={t("leadUnit")}
          onChange={(lead) =>
            onChange({ lead: lead ?? "", assist: draft.assist.filter((unit) => unit !== lead) })
          }
          isInvalid={missing.includes("lead")}
          isWide
        />
      </Labelled>
      <Labelled label={t("assistUnits")} isGroup>
        <Select
          mode="multiple"
          aria-label={t("assistUnits")}
          value={[...draft.assist]}
          options={others}
          showSearch={unitSearch}
          placeholder={t("none")}
          onChange={(assist: string[]) => onChange({ assist })}
          className="wide"
        />
      </Labelled>
    </div>
  );
}

function When({ draft, missing, onChange }: Props) {
  const { t } = useWords();
  return (
    <div className="field-row">
      <Labelled label={t("finishDue")} isRequired isMissing={missing.includes("due")} isGroup>
        <DeadlineField
          label={t("finishDue")}
          value={draft.due}
          calendar={draft.calendar}
          onChange={(due) => onChange({ due })}
        />
      </Labelled>
      <Labelled label={t("signWithin")} isGroup>
        <DeadlineField
          label={t("signWithin")}
          value={draft.signWithin}
          calendar={draft.calendar}
          onChange={(signWithin) => onChange({ signWithin })}
        />
      </Labelled>
    </div>
  );
}

function Rules({ draft, onChange }: Props) {
  const { t } = useWords();
  const ids = (page: ReturnType<typeof useVersions>["data"]) => [
    ...new Set(["default", ...(page?.items.map(({ id }) => id) ?? [])]),
  ];
  const calendars = ids(useVersions("calendars").data);
  const ladders = ids(useVersions("ladders").data);
  const choices = [
    ["ladder", t("ladder"), ladders],
    ["calendar", t("calendar"), calendars],
  ] as const;
  return (
    <div className="field-row">
      {choices.map(([name, label, values]) => (
        <Labelled key={name} label={label} isGroup>
          <Select
            aria-label={label}
            value={draft[name]}
            options={values.map((value) => ({ value, label: value === "default" ? t("usual") : value }))}
            onChange={(value) => onChange({ [name]: value })}
          />
        </Labelled>
      ))}
      <Labelled label={t("maxExtensions")}>
        <InputNumber
          min={0}
          max={10}
          precision={0}
          value={draft.maxExtensions}
          onChange={(value) => onChange({ maxExtensions: value ?? 0 })}
        />
      </Labelled>
    </div>
  );
}
