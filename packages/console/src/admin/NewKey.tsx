import { Button, Checkbox, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { dateAfter } from "../words/dateAfter.ts";
import { useWords } from "../words/language.tsx";
import { postableEvents } from "./keyEvents.ts";
import { OneTimeSecret } from "./OneTimeSecret.tsx";
import { SaveNote } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

interface KeyDraft {
  readonly name: string;
  readonly person: string | undefined;
  readonly unit: string | undefined;
  readonly eventTypes: readonly string[];
  /** The last day it is good on; empty: no end. */
  readonly lastDay: string;
  readonly isSigned: boolean;
}

const emptyKey: KeyDraft = {
  name: "",
  person: undefined,
  unit: undefined,
  eventTypes: [],
  lastDay: "",
  isSigned: false,
};

/** What the API is asked for; a last day ends at midnight of the zone that `now` is written in. */
function requestOf(draft: KeyDraft, now: string): Readonly<Record<string, unknown>> {
  const { name, person, unit, eventTypes, lastDay, isSigned } = draft;
  const holder = person === undefined ? { unit } : { person };
  return {
    name: name.trim(),
    ...holder,
    signed: isSigned,
    ...(eventTypes.length === 0 ? {} : { eventTypes }),
    ...(lastDay === "" ? {} : { expiresAt: `${dateAfter(lastDay, 1)}T00:00:00${now.slice(-6)}` }),
  };
}

/** The form that issues a key: whose it is, what it may post, until when, and whether its requests are signed. */
export function NewKey() {
  const { t } = useWords();
  const now = useNow();
  const save = useSave();
  const [draft, setDraft, discard] = useDraft<KeyDraft>("key", emptyKey);
  const [made, setMade] = useState<string | null>(null);
  const { name, person, unit } = draft;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMade(null);
    void save.send<{ readonly key: string }>("POST", "/v1/keys", requestOf(draft, now), ({ key }) => {
      setMade(key);
      discard();
      return t("savedPlain");
    });
  };
  return (
    <form className="panel stack" onSubmit={submit} aria-label={t("newKey")}>
      <h2>{t("newKey")}</h2>
      <p className="muted">{t("newKeyHelp")}</p>
      <Holder draft={draft} onChange={setDraft} />
      <Limits draft={draft} today={now.slice(0, 10)} onChange={setDraft} />
      {made !== null && <OneTimeSecret title={t("keyMade")} secret={made} />}
      <p className="classified">{t("classified")}</p>
      <SaveNote save={save} />
      <div className="buttons">
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isSaving}
          disabled={name.trim() === "" || (person === undefined && unit === undefined)}
        >
          {t("newKey")}
        </Button>
      </div>
    </form>
  );
}

interface Part {
  readonly draft: KeyDraft;
  readonly onChange: (next: KeyDraft) => void;
}

function Holder({ draft, onChange }: Part) {
  const { t } = useWords();
  const people = usePeople();
  const units = useUnits();
  return (
    <div className="field-row">
      <Labelled label={t("keyName")}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={200}
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t("person")}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            value={draft.person}
            options={people.items.map((one) => ({
              value: one.id,
              label: `${one.name}（${units.nameOf(one.unit)}）`,
            }))}
            onChange={(person: string | undefined) => onChange({ ...draft, person })}
          />
        )}
      </Labelled>
      <div className="field">
        <span className="field-label">{t("unit")}</span>
        <UnitSelect
          value={draft.unit}
          placeholder={t("chooseUnit")}
          onChange={(unit) => onChange({ ...draft, unit })}
          isWide
        />
      </div>
    </div>
  );
}

function Limits({ draft, today, onChange }: Part & { readonly today: string }) {
  const { t, term } = useWords();
  return (
    <>
      <div className="field-row">
        <Labelled label={t("keyEvents")} help={t("keyEventsHelp")}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              allowClear
              value={[...draft.eventTypes]}
              placeholder={t("keyEventsAll")}
              options={postableEvents.map((type) => ({ value: type, label: term("event", type) }))}
              optionFilterProp="label"
              onChange={(eventTypes: string[]) => onChange({ ...draft, eventTypes })}
            />
          )}
        </Labelled>
        <Labelled label={t("keyLastDay")} help={t("keyLastDayHelp")}>
          {(id) => (
            <input
              id={id}
              type="date"
              className="date-input"
              value={draft.lastDay}
              min={today}
              onChange={({ target }) => onChange({ ...draft, lastDay: target.value })}
            />
          )}
        </Labelled>
      </div>
      <div>
        <Checkbox
          checked={draft.isSigned}
          onChange={(event) => onChange({ ...draft, isSigned: event.target.checked })}
        >
          {t("keySigned")}
        </Checkbox>
        <p className="muted">{t("keySignedHelp")}</p>
      </div>
    </>
  );
}
