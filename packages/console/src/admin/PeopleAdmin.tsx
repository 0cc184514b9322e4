import { Button, Checkbox, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { usePeople, useUnits } from "../app/queries.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { PlainTable } from "../parts/PlainTable.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { terms } from "../words/terms.ts";
import { LookOnly, SaveNote, useIsSystemAdmin } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

interface PersonDraft {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly string[];
  readonly head: boolean;
}

const emptyPerson: PersonDraft = { id: "", name: "", unit: "", roles: [], head: false };

/** The people of the county, or of one unit, and a form that adds one or changes him. */
export function PeopleAdmin() {
  const { t, term, list } = useWords();
  const { items } = usePeople();
  const units = useUnits();
  const isAdmin = useIsSystemAdmin();
  const [unit, setUnit] = useState<string | undefined>(undefined);
  const [draft, setDraft, discard] = useDraft<PersonDraft>("person", emptyPerson);
  const shown = unit === undefined ? items : items.filter((person) => person.unit === unit);
  const heads = [t("person"), t("code"), t("unit"), t("roles"), ...(isAdmin ? [t("edit")] : [])];
  return (
    <>
      <LookOnly />
      {isAdmin && <PersonForm draft={draft} onChange={setDraft} onDone={discard} />}
      <UnitSelect value={unit} placeholder={t("anyUnit")} onChange={setUnit} />
      <PlainTable label={t("peopleTab")} heads={heads}>
        <tbody>
          {shown.map((person) => (
            <tr key={person.id}>
              <td>{person.name}</td>
              <td className="number">{person.id}</td>
              <td>{units.nameOf(person.unit)}</td>
              <td>{list(person.roles.map((role) => term("role", role)))}</td>
              {isAdmin && (
                <td>
                  <Button aria-label={`${t("edit")} ${person.name}`} onClick={() => setDraft({ ...person })}>
                    {t("edit")}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </>
  );
}

function PersonForm(props: {
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
    // What he was read with and has no field here (contacts) goes back as it came.
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
