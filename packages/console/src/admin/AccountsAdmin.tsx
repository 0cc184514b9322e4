import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Select } from "antd";
import { type FormEvent, useState } from "react";
import { call } from "../app/api.ts";
import { usePeople, useUnits } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import type { Page } from "../app/shapes.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { type Account, AccountTable } from "./AccountTable.tsx";
import { OneTimeSecret } from "./OneTimeSecret.tsx";
import { SaveNote } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

/** Who can sign in: the accounts there are, a form that makes one, and the ways to shut one out or help one back in. */
export function AccountsAdmin() {
  const { t } = useWords();
  const me = useMe();
  const mayChange = me.roles.includes("securityAdmin");
  const { data, error, refetch } = useQuery({
    queryKey: ["accounts"],
    queryFn: ({ signal }) => call<Page<Account>>("/v1/accounts?limit=200", { signal }),
  });
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      {mayChange ? (
        <NewAccount taken={new Set(data.items.map(({ person }) => person))} />
      ) : (
        <p className="banner banner-note">{t("onlySecurityAdmin")}</p>
      )}
      <AccountTable accounts={data.items} mayChange={mayChange} />
      {data.next !== null && <p className="muted">{t("earlier")}</p>}
    </>
  );
}

function NewAccount({ taken }: { readonly taken: ReadonlySet<string> }) {
  const { t } = useWords();
  const people = usePeople();
  const units = useUnits();
  const save = useSave();
  const [person, setPerson] = useState<string | undefined>(undefined);
  const [isByProvider, setByProvider] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { person, password: !isByProvider };
    void save.send<{ readonly password: string | null }>("POST", "/v1/accounts", body, ({ password }) => {
      setMade(password);
      setPerson(undefined);
      return t(password === null ? "accountMadeProvider" : "savedPlain");
    });
  };
  return (
    <form className="panel stack" onSubmit={submit} aria-label={t("newAccount")}>
      <h2>{t("newAccount")}</h2>
      <p className="muted">{t("newAccountHelp")}</p>
      <div className="field-row">
        <Labelled label={t("person")}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: "label" }}
              value={person}
              options={people.items
                .filter((one) => !taken.has(one.id))
                .map((one) => ({ value: one.id, label: `${one.name}（${units.nameOf(one.unit)}）` }))}
              onChange={setPerson}
            />
          )}
        </Labelled>
        <Checkbox checked={isByProvider} onChange={(event) => setByProvider(event.target.checked)}>
          {t("providerOnly")}
        </Checkbox>
      </div>
      {made !== null && <OneTimeSecret title={t("accountMade")} secret={made} />}
      <SaveNote save={save} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={save.isSaving} disabled={person === undefined}>
          {t("newAccount")}
        </Button>
      </div>
    </form>
  );
}
