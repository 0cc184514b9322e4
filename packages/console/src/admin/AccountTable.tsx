import { Button, Input } from "antd";
import { useState } from "react";
import { useDraft } from "../app/draft.ts";
import { useUnits } from "../app/queries.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { Labelled } from "../parts/Labelled.tsx";
import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { OneTimeSecret } from "./OneTimeSecret.tsx";
import { SaveNote } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

export interface Account {
  readonly person: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly string[];
  readonly mustChange: boolean;
  readonly hasSecondFactor: boolean;
  readonly lockedAt: string | null;
  readonly lockReason: string | null;
  readonly lastSignInAt: string | null;
}

interface Asked {
  readonly act: "lock" | "reset";
  readonly account: Account;
}

/** The accounts, each with what can be done about it. */
export function AccountTable(props: { readonly accounts: readonly Account[]; readonly mayChange: boolean }) {
  const { accounts, mayChange } = props;
  const words = useWords();
  const { t, term, list } = words;
  const units = useUnits();
  const save = useSave();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [reason, setReason, discard] = useDraft("account.lock", "");
  const [password, setPassword] = useState<string | null>(null);
  const pathOf = ({ person }: Account) => `/v1/accounts/${encodeURIComponent(person)}`;
  const setLocked = (account: Account, body: unknown) =>
    void save.send("PUT", pathOf(account), body, () => t("savedPlain"));
  const reset = (account: Account) =>
    void save.send<{ readonly password: string }>("POST", `${pathOf(account)}/reset`, undefined, (answer) => {
      setPassword(answer.password);
      return t("savedPlain");
    });
  const stateOf = (one: Account) => {
    if (one.lockedAt !== null) return t("accountLocked", { why: one.lockReason ?? "" });
    return list([
      t(one.mustChange ? "accountMustChange" : "accountOpen"),
      ...(one.hasSecondFactor ? [t("secondFactor")] : []),
    ]);
  };
  const heads = [
    t("person"),
    t("code"),
    t("unit"),
    t("roles"),
    t("accountState"),
    t("accountLastSignIn"),
    ...(mayChange ? [t("edit")] : []),
  ];
  const close = () => {
    setAsked(null);
    discard();
  };
  return (
    <>
      {password !== null && <OneTimeSecret title={t("accountMade")} secret={password} />}
      <SaveNote save={save} />
      <PlainTable label={t("accountsTab")} heads={heads}>
        <tbody>
          {accounts.map((one) => (
            <tr key={one.person}>
              <td>{one.name}</td>
              <td className="number">{one.person}</td>
              <td>{units.nameOf(one.unit)}</td>
              <td>{list(one.roles.map((role) => term("role", role)))}</td>
              <td>{stateOf(one)}</td>
              <td>{one.lastSignInAt === null ? t("never") : timeText(words, one.lastSignInAt)}</td>
              {mayChange && (
                <td>
                  <div className="buttons">
                    {one.lockedAt === null ? (
                      <Button danger onClick={() => setAsked({ act: "lock", account: one })}>
                        {t("lockAccount")}
                      </Button>
                    ) : (
                      <Button onClick={() => setLocked(one, { locked: false })}>{t("unlockAccount")}</Button>
                    )}
                    <Button onClick={() => setAsked({ act: "reset", account: one })}>
                      {t("resetAccount")}
                    </Button>
                  </div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </PlainTable>
      {asked !== null && (
        <Dialog title={t(asked.act === "lock" ? "lockAccount" : "resetAccount")} onClose={close}>
          <p>{t(asked.act === "lock" ? "lockSure" : "resetSure", { name: asked.account.name })}</p>
          {asked.act === "lock" && (
            <Labelled label={t("lockReason")}>
              {(id) => <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} />}
            </Labelled>
          )}
          <div className="buttons">
            <Button
              type="primary"
              danger
              disabled={asked.act === "lock" && reason.trim() === ""}
              onClick={() => {
                if (asked.act === "lock") setLocked(asked.account, { locked: true, reason: reason.trim() });
                else reset(asked.account);
                close();
              }}
            >
              {t(asked.act === "lock" ? "lockAccount" : "resetAccount")}
            </Button>
            <Button onClick={close}>{t("cancel")}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
