import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { call } from "../app/api.ts";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import type { Page } from "../app/shapes.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { Labelled } from "./Labelled.tsx";
import { SaveNote } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

interface Key {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly person: string | null;
  readonly roles: readonly string[] | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** Who may come in: the keys there are, a form that makes one, and the way to shut one out. */
export function KeysAdmin() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["keys"],
    queryFn: ({ signal }) => call<Page<Key>>("/v1/keys?limit=200", { signal }),
  });
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <NewKey />
      <KeyTable keys={data.items} />
      {data.next !== null && <p className="muted">{t("earlier")}</p>}
    </>
  );
}

function NewKey() {
  const { t } = useWords();
  const people = usePeople();
  const units = useUnits();
  const save = useSave();
  const [name, setName] = useState("");
  const [person, setPerson] = useState<string | undefined>(undefined);
  const [unit, setUnit] = useState<string | undefined>(undefined);
  const [made, setMade] = useState<string | null>(null);
  const [isCopied, setCopied] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = {
      name: name.trim(),
      ...(person === undefined ? (unit === undefined ? {} : { unit }) : { person }),
    };
    void save.send<{ readonly key: string }>("POST", "/v1/keys", body, ({ key }) => {
      setMade(key);
      setCopied(false);
      setName("");
      return t("savedPlain");
    });
  };
  return (
    <form className="panel stack" onSubmit={submit} aria-label={t("newKey")}>
      <h2>{t("newKey")}</h2>
      <p className="muted">{t("newKeyHelp")}</p>
      <div className="field-row">
        <Labelled label={t("keyName")}>
          {(id) => (
            <Input id={id} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          )}
        </Labelled>
        <Labelled label={t("person")}>
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: "label" }}
              value={person}
              options={people.items.map((one) => ({
                value: one.id,
                label: `${one.name}（${units.nameOf(one.unit)}）`,
              }))}
              onChange={setPerson}
            />
          )}
        </Labelled>
        <div className="field">
          <span className="field-label">{t("unit")}</span>
          <UnitSelect value={unit} placeholder={t("chooseUnit")} onChange={setUnit} isWide />
        </div>
      </div>
      {made !== null && (
        <Alert
          type="warning"
          showIcon
          title={t("keyMade")}
          description={<code className="key-text">{made}</code>}
          action={
            <Button onClick={() => void navigator.clipboard?.writeText(made).then(() => setCopied(true))}>
              {t(isCopied ? "copied" : "copy")}
            </Button>
          }
        />
      )}
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

function KeyTable({ keys }: { readonly keys: readonly Key[] }) {
  const words = useWords();
  const { t, term, list } = words;
  const people = usePeople();
  const units = useUnits();
  const now = useNow();
  const save = useSave();
  const [asked, setAsked] = useState<Key | null>(null);
  const whose = ({ person, unit, roles }: Key) =>
    list([
      ...(person === null ? [] : [people.nameOf(person)]),
      ...(unit === null ? [] : [units.nameOf(unit)]),
      ...(roles ?? []).map((role) => term("role", role)),
    ]);
  return (
    <>
      <SaveNote save={save} />
      <section className="table-frame">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("keyName")}</th>
              <th scope="col">{t("code")}</th>
              <th scope="col">{t("whose")}</th>
              <th scope="col">{t("issuedAt")}</th>
              <th scope="col">{t("revoke")}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id}>
                <td>{key.name}</td>
                <td className="number">{key.id}</td>
                <td>{whose(key)}</td>
                <td>{timeText(words, key.createdAt, now)}</td>
                <td>
                  {key.revokedAt === null ? (
                    <Button danger aria-label={`${t("revoke")} ${key.name}`} onClick={() => setAsked(key)}>
                      {t("revoke")}
                    </Button>
                  ) : (
                    <span className="muted">
                      {t("revoked", { time: timeText(words, key.revokedAt, now) })}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {asked !== null && (
        <Dialog title={t("revoke")} onClose={() => setAsked(null)}>
          <p>{t("revokeSure", { name: asked.name })}</p>
          <div className="buttons">
            <Button
              type="primary"
              danger
              onClick={() => {
                void save.send("DELETE", `/v1/keys/${encodeURIComponent(asked.id)}`, undefined, () =>
                  t("savedPlain"),
                );
                setAsked(null);
              }}
            >
              {t("revoke")}
            </Button>
            <Button onClick={() => setAsked(null)}>{t("cancel")}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
