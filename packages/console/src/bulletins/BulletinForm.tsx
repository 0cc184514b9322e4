import { Button, Input, Select } from "antd";
import type { FormEvent, ReactNode } from "react";
import { SaveNote } from "../admin/SaveNote.tsx";
import type { Save } from "../admin/useSave.ts";
import { useNow } from "../app/queries.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { useProgrammes } from "../programmes/programmeQueries.ts";
import { useWords } from "../words/language.tsx";
import { type BulletinDraft, isWholeBulletin, periodOf, periods } from "./bulletinDraft.ts";
import { useKinds } from "./bulletinQueries.ts";

interface Part {
  readonly draft: BulletinDraft;
  readonly onChange: (part: Partial<BulletinDraft>) => void;
}

/** A bulletin as a person states it: of what and when, and why things stand so. The figures are counted when it is kept. */
export function BulletinForm(
  props: Part & {
    readonly title: string;
    readonly action: string;
    readonly save: Save;
    readonly onSubmit: () => void;
    readonly children?: ReactNode;
  },
) {
  const { draft, onChange, title, action, save, onSubmit, children } = props;
  const { t } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="panel stack" aria-label={title} onSubmit={submit}>
      <h2>{title}</h2>
      <p className="classified">{t("classified")}</p>
      {children}
      <Subject draft={draft} onChange={onChange} />
      <Period draft={draft} onChange={onChange} />
      <Words draft={draft} onChange={onChange} />
      <SaveNote save={save} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={save.isSaving} disabled={!isWholeBulletin(draft)}>
          {action}
        </Button>
        <span className="muted">{t("draftKept")}</span>
      </div>
    </form>
  );
}

function Subject({ draft, onChange }: Part) {
  const { t } = useWords();
  const kinds = useKinds();
  const programmes = useProgrammes().data?.items ?? [];
  const lines = programmes.find(({ id }) => id === draft.programme)?.lines ?? [];
  const choices = [
    {
      label: t("programme"),
      value: draft.programme,
      options: programmes,
      change: (programme = "") => onChange({ programme, line: "" }),
    },
    {
      label: t("line"),
      value: draft.line,
      options: lines,
      change: (line = "") => onChange({ line }),
    },
  ].filter(({ options }) => options.length > 0);
  return (
    <div className="field-row">
      <Labelled label={t("bulletinKind")}>
        {(id) => (
          <Select
            id={id}
            value={draft.kind === "" ? (kinds.items[0]?.id ?? "") : draft.kind}
            options={kinds.items.map(({ id: value, name }) => ({ value, label: name }))}
            onChange={(kind: string) => onChange({ kind })}
          />
        )}
      </Labelled>
      {choices.map(({ label, value, options, change }) => (
        <Labelled key={label} label={label}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={t("all")}
              value={value === "" ? undefined : value}
              options={options.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(chosen: string | undefined) => change(chosen)}
            />
          )}
        </Labelled>
      ))}
    </div>
  );
}

function Period({ draft, onChange }: Part) {
  const { t } = useWords();
  const today = useNow().slice(0, 10);
  const dates = [
    ["from", t("periodFrom")],
    ["to", t("periodTo")],
  ] as const;
  return (
    <fieldset className="field-set">
      <legend>{t("period")}</legend>
      <div className="buttons">
        {periods.map((period) => (
          <Button key={period} onClick={() => onChange(periodOf(period, today))}>
            {t(period)}
          </Button>
        ))}
      </div>
      <div className="field-row">
        {dates.map(([name, label]) => (
          <Labelled key={name} label={label}>
            {(id) => (
              <Input
                id={id}
                type="date"
                max={today}
                value={draft[name]}
                onChange={(event) => onChange({ [name]: event.target.value })}
              />
            )}
          </Labelled>
        ))}
      </div>
    </fieldset>
  );
}

function Words({ draft, onChange }: Part) {
  const { t } = useWords();
  return (
    <>
      <Labelled label={t("bulletinTitleLabel")}>
        {(id) => (
          <Input
            id={id}
            value={draft.title}
            maxLength={200}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t("cause")} help={t("causeHelp")}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={5}
            maxLength={4_000}
            value={draft.cause}
            onChange={(event) => onChange({ cause: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t("requirements")}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={4_000}
            value={draft.requirements}
            onChange={(event) => onChange({ requirements: event.target.value })}
          />
        )}
      </Labelled>
    </>
  );
}
