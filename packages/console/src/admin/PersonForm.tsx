import { Button, Checkbox, Input, Select } from "antd";
import type { FormEvent } from "react";
import type { Person } from "../app/shapes.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { terms } from "../words/terms.ts";
import { SaveNote } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

/** A person as the API takes one. */
export type PersonDraft = Omit<Person, "leftAt">;

export const emptyPerson: PersonDraft = {
  id: "",
  name: "",
  unit: "",
  roles: [],
  head: false,
  contacts: {},
  scope: null,
};

export const draftOf = ({ leftAt: _left, ...person }: Person): PersonDraft => person;

/** Adds a person or changes him. What has no field here, contacts and scope, goes back as it came. */
export function PersonForm(props: {
  readonly draft: PersonDraft;
  readonly onChange: (next: PersonDraft) => void;
  readonly onDone: () => void;
}) {
  const { draft, onChange, onDone } = props;
  const { t, term } = useWords();
  const save = useSave();
  const set = (part: Partial<PersonDraft>) => onChange({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save.send("PUT", "/v1/people", [draft], () => t("savedPlain")).then((isDone) => isDone && onDone());
  };
  const isWhole = draft.id.trim() !== "" && draft.name.trim() !== "" && draft.unit !== "";
  return (
    <form className="panel stack" onSubmit={submit} aria-label={t("addPerson")}>
      <h2>{t("addPerson")}</h2>
      <p className="muted">{t("addUnitHelp")}</p>
      <div className="field-row">
        <Labelled label={t("code")}>
          {(id) => (
            <Input
              id={id}
              value={draft.id}
              maxLength={200}
              onChange={(event) => set({ id: event.target.value })}
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
        <div className="field">
          <span className="field-label">{t("unit")}</span>
          <UnitSelect
            value={draft.unit === "" ? undefined : draft.unit}
            placeholder={t("chooseUnit")}
            onChange={(code) => set({ unit: code ?? "" })}
            isWide
          />
        </div>
        <Labelled label={t("roles")}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              value={[...draft.roles]}
              options={Object.keys(terms.role).map((value) => ({ value, label: term("role", value) }))}
              onChange={(roles: string[]) => set({ roles })}
            />
          )}
        </Labelled>
      </div>
      <Checkbox checked={draft.head} onChange={(event) => set({ head: event.target.checked })}>
        {t("isHead")}
      </Checkbox>
      <p className="classified">{t("classified")}</p>
      <SaveNote save={save} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={save.isSaving} disabled={!isWhole}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
