import { Button, Input, InputNumber, Select } from "antd";
import type { FormEvent } from "react";
import { useDraft } from "../app/draft.ts";
import { useUnits } from "../app/queries.ts";
import type { Unit } from "../app/shapes.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { useWords } from "../words/language.tsx";
import { terms } from "../words/terms.ts";
import { LookOnly, SaveNote, useIsSystemAdmin } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

interface UnitDraft {
  readonly code: string;
  readonly name: string;
  readonly kind: Unit["kind"];
  readonly order: number | null;
  readonly aliases: string;
}

const emptyUnit: UnitDraft = { code: "", name: "", kind: "department", order: null, aliases: "" };

const draftOf = ({ code, name, kind, order, aliases }: Unit): UnitDraft => ({
  code,
  name,
  kind,
  order,
  aliases: aliases.join("、"),
});

/** The units in their fixed order, and a form that adds one or changes it. */
export function UnitsAdmin() {
  const { t, term, list } = useWords();
  const { items } = useUnits();
  const isAdmin = useIsSystemAdmin();
  const [draft, setDraft, discard] = useDraft<UnitDraft>("unit", emptyUnit);
  return (
    <>
      <LookOnly />
      {isAdmin && (
        <UnitForm
          draft={draft}
          parent={items.find(({ code }) => code === draft.code)?.parent ?? null}
          onChange={setDraft}
          onDone={discard}
        />
      )}
      <section className="table-frame">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("order")}</th>
              <th scope="col">{t("name")}</th>
              <th scope="col">{t("code")}</th>
              <th scope="col">{t("kind")}</th>
              <th scope="col">{t("aliases")}</th>
              {isAdmin && <th scope="col">{t("edit")}</th>}
            </tr>
          </thead>
          <tbody>
            {items.map((unit) => (
              <tr key={unit.code}>
                <td>{unit.order}</td>
                <td>{unit.name}</td>
                <td className="number">{unit.code}</td>
                <td>{term("unitKind", unit.kind)}</td>
                <td>{unit.aliases.length === 0 ? t("none") : list(unit.aliases)}</td>
                {isAdmin && (
                  <td>
                    <Button aria-label={`${t("edit")} ${unit.name}`} onClick={() => setDraft(draftOf(unit))}>
                      {t("edit")}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function UnitForm(props: {
  readonly draft: UnitDraft;
  readonly parent: string | null;
  readonly onChange: (next: UnitDraft) => void;
  readonly onDone: () => void;
}) {
  const { draft, parent, onChange, onDone } = props;
  const { t, term } = useWords();
  const save = useSave();
  const set = (part: Partial<UnitDraft>) => onChange({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { code, name, kind, order } = draft;
    const aliases = draft.aliases.split(/[、，,\s]+/).filter(Boolean);
    const unit = {
      code: code.trim(),
      name: name.trim(),
      kind,
      parent,
      aliases,
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
