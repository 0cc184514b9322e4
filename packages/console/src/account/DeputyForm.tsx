import { Button, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { type FormEvent, useId, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import { useWords } from "../words/language.tsx";
import type { DeputyRequest } from "./deputies.ts";

interface Draft {
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Names a deputy, from a date until the end of another. */
export function DeputyForm(props: {
  readonly person: string;
  readonly isSaving: boolean;
  readonly onAdd: (added: DeputyRequest) => Promise<boolean>;
}) {
  const { person, isSaving, onAdd } = props;
  const { t } = useWords();
  const people = usePeople();
  const units = useUnits();
  const today = useNow().slice(0, 10);
  const id = useId();
  const [initial] = useState<Draft>({ deputy: "", from: today, to: today, reason: "" });
  const [draft, setDraft, discard] = useDraft("deputy", initial);
  const [fault, setFault] = useState<"deputyWho" | "deputyOrder" | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = draft.deputy === "" ? "deputyWho" : draft.to < draft.from ? "deputyOrder" : null;
    setFault(wrong);
    if (wrong !== null) return;
    const reason = draft.reason.trim();
    void onAdd({
      deputy: draft.deputy,
      from: draft.from,
      to: draft.to,
      ...(reason === "" ? {} : { reason }),
    }).then((isDone) => {
      if (isDone) discard();
    });
  };
  const date = (name: "from" | "to", label: string) => (
    <div className="field">
      <label className="field-label" htmlFor={`${id}-${name}`}>
        {label}
      </label>
      <DatePicker
        id={`${id}-${name}`}
        allowClear={false}
        needConfirm={false}
        value={dayjs(draft[name])}
        onChange={(picked) => setDraft({ ...draft, [name]: picked?.format("YYYY-MM-DD") ?? draft[name] })}
      />
    </div>
  );
  return (
    <form className="panel stack" onSubmit={submit} aria-label={t("deputyName")} noValidate>
      <div className="field-row">
        <div className="field">
          <span className="field-label">{t("deputyPerson")}</span>
          <Select
            aria-label={t("deputyPerson")}
            showSearch={{ optionFilterProp: "label" }}
            value={draft.deputy === "" ? null : draft.deputy}
            placeholder={t("notSet")}
            options={people.items
              .filter((one) => one.id !== person)
              .map(({ id: value, name, unit }) => ({ value, label: `${name} · ${units.nameOf(unit)}` }))}
            onChange={(deputy: string) => setDraft({ ...draft, deputy })}
          />
        </div>
        {date("from", t("deputyFrom"))}
        {date("to", t("deputyTo"))}
        <div className="field">
          <label className="field-label" htmlFor={`${id}-reason`}>
            {t("deputyReason")} <span className="muted">{t("optional")}</span>
          </label>
          <Input
            id={`${id}-reason`}
            value={draft.reason}
            maxLength={200}
            onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
          />
        </div>
      </div>
      {fault !== null && (
        <span className="field-fault" role="alert">
          {t(fault)}
        </span>
      )}
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={isSaving}>
          {t("deputyName")}
        </Button>
      </div>
    </form>
  );
}
