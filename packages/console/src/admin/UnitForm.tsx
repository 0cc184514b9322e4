import { Button, Input, InputNumber, Select } from "antd";
import type { FormEvent } from "react";
import type { Unit } from "../app/shapes.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { terms } from "../words/terms.ts";
import { SaveNote } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

/** A unit as it is typed; what is left empty is "". */
export interface UnitDraft {
  readonly code: string;
  readonly name: string;
  readonly kind: Unit["kind"];
  readonly parent: string;
  readonly order: number | null;
  readonly aliases: string;
  readonly from: string;
  readonly until: string;
}

export const emptyUnit: UnitDraft = {
  code: "",
  name: "",
  kind: "department",
  parent: "",
  order: null,
  aliases: "",
  from: "",
  until: "",
};

export const draftOf = ({ code, name, kind, parent, order, aliases, from, until }: Unit): UnitDraft => ({
  code,
  name,
  kind,
  parent: parent ?? "",
  order,
  aliases: aliases.join("、"),
  from: from ?? "",
  until: until ?? "",
});

/** Adds a unit or changes it. What has no field here goes back as it came. */
export function UnitForm(props: {
  readonly draft: UnitDraft;
  readonly onChange: (next: UnitDraft) => void;
  readonly onDone: () => void;
}) {
  const { draft, onChange, onDone } = props;
  const { t, term } = useWords();
  const save = useSave();
  const set = (part: Partial<UnitDraft>) => onChange({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { code, name, kind, parent, order, from, until } = draft;
    const aliases = draft.aliases.split(/[、，,\s]+/).filter(Boolean);
    const unit = {
      code: code.trim(),
      name: name.trim(),
      kind,
      parent: parent === "" ? null : parent,
      aliases,
      from: from === "" ? null : from,
      until: until === "" ? null : until,
      ...(order === null ? {} : { order }),
    };
    void save.send("PUT", "/v1/units", [unit], () => t("savedPlain")).then((isDone) => isDone && onDone());
  };
  return (
    <form className="panel stack" onSubmit={submit} aria-label={t("addUnit")}>
      <h2>{t("addUnit")}</h2>
      <p className="muted">{t("addUnitHelp")}</p>
      <div className="field-row">
        <Labelled label={t("code")}>
          {(id) => (
            <Input
              id={id}
              value={draft.code}
              maxLength={200}
              onChange={(event) => set({ code: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t("name")}>
          {(id) => (
            <Input
              id={id}
              value={draft.name}
              maxLength={200}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t("kind")}>
          {(id) => (
            <Select
              id={id}
              value={draft.kind}
              options={Object.keys(terms.unitKind).map((value) => ({
                value: value as Unit["kind"],
                label: term("unitKind", value),
              }))}
              onChange={(kind) => set({ kind })}
            />
          )}
        </Labelled>
        <Labelled label={t("order")}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              precision={0}
              value={draft.order}
              onChange={(order) => set({ order })}
            />
          )}
        </Labelled>
        <div className="field">
          <span className="field-label">{t("parentUnit")}</span>
          <UnitSelect
            value={draft.parent === "" ? undefined : draft.parent}
            placeholder={t("parentUnit")}
            onChange={(code) => set({ parent: code ?? "" })}
            isWide
          />
        </div>
        {(["from", "until"] as const).map((bound) => (
          <Labelled
            key={bound}
            label={t(bound === "from" ? "validFrom" : "validUntil")}
            help={t("validHelp")}
          >
            {(id) => (
              <input
                id={id}
                type="date"
                className="date-input"
                value={draft[bound]}
                onChange={({ target }) => set({ [bound]: target.value })}
              />
            )}
          </Labelled>
        ))}
        <Labelled label={t("aliases")} help={t("aliasesHelp")}>
          {(id) => (
            <Input id={id} value={draft.aliases} onChange={(event) => set({ aliases: event.target.value })} />
          )}
        </Labelled>
      </div>
      <p className="classified">{t("classified")}</p>
      <SaveNote save={save} />
      <div className="buttons">
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isSaving}
          disabled={draft.code.trim() === "" || draft.name.trim() === ""}
        >
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
