import { Alert, Button, Input, QRCode } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { call } from "../app/api.ts";
import { useSession } from "../app/session.tsx";
import type { SessionState } from "../app/shapes.ts";
import { faultText } from "../signIn/faultText.ts";
import { SecretField } from "../signIn/SecretField.tsx";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";

interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** Sets the second factor up, renews its recovery codes, or takes it away; each after asking for the password again. */
export function SecondFactor({ hasOne }: { readonly hasOne: boolean }) {
  const words = useWords();
  const { t } = words;
  const { take } = useSession();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<string | null>(null);

  const act = async (work: () => Promise<void>, wrong: Word) => {
    setFault(null);
    try {
      await work();
      setPassword("");
    } catch (error) {
      setFault(faultText(words, error, wrong));
    }
  };
  const refresh = async () => take(await call<SessionState>("/v1/session"));
  const begin = () =>
    act(
      async () =>
        setEnrolment(await call<Enrolment>("/v1/session/totp", { method: "POST", body: { password } })),
      "presentPasswordWrong",
    );
  const end = () =>
    act(async () => {
      await call("/v1/session/totp", { method: "DELETE", body: { password } });
      await refresh();
    }, "presentPasswordWrong");
  const renew = () =>
    act(
      async () => setCodes(await codesOf("POST", "/v1/session/recovery-codes", { password })),
      "presentPasswordWrong",
    );
  const confirm = (code: string) =>
    act(async () => {
      setCodes(await codesOf("PUT", "/v1/session/totp", { code }));
      setEnrolment(null);
      await refresh();
    }, "codeWrong");

  const shownFault = fault !== null && <Alert type="error" showIcon title={fault} />;
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />;
  if (enrolment !== null) {
    return <Enrol enrolment={enrolment} fault={shownFault} onConfirm={(code) => void confirm(code)} />;
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void (hasOne ? renew() : begin());
      }}
    >
      <p className="muted">{t(hasOne ? "secondFactorOn" : "secondFactorOff")}</p>
      <SecretField
        label={t("presentPassword")}
        value={password}
        autoComplete="current-password"
        onChange={setPassword}
      />
      {shownFault}
      <div className="buttons">
        <Button type="primary" htmlType="submit" disabled={password === ""}>
          {t(hasOne ? "newRecoveryCodes" : "secondFactorBegin")}
        </Button>
        {hasOne && (
          <Button danger disabled={password === ""} onClick={() => void end()}>
            {t("secondFactorEnd")}
          </Button>
        )}
      </div>
    </form>
  );
}

const codesOf = async (method: "POST" | "PUT", path: string, body: unknown) =>
  (await call<{ readonly recoveryCodes: readonly string[] }>(path, { method, body })).recoveryCodes;

function Enrol(props: {
  readonly enrolment: Enrolment;
  readonly fault: ReactNode;
  readonly onConfirm: (code: string) => void;
}) {
  const { t } = useWords();
  const { enrolment, fault, onConfirm } = props;
  const [code, setCode] = useState("");
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm(code.replaceAll(/\s/g, ""));
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">{t("scanThis")}</p>
      <QRCode value={enrolment.uri} size={200} color="#000" bgColor="#fff" aria-label={enrolment.uri} />
      <code className="key-text">{enrolment.secret}</code>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {t("code6")}
        </label>
        <Input
          id={id}
          size="large"
          value={code}
          autoComplete="one-time-code"
          inputMode="numeric"
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      {fault}
      <div className="buttons">
        <Button type="primary" htmlType="submit" disabled={code.length < 6}>
          {t("confirm")}
        </Button>
      </div>
    </form>
  );
}

function RecoveryCodes(props: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const { t } = useWords();
  const { codes, onDone } = props;
  return (
    <div className="stack">
      <h3>{t("recoveryCodes")}</h3>
      <p className="muted">{t("recoveryCodesHelp")}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="buttons">
        <Button type="primary" onClick={onDone}>
          {t("recoveryCodesDone")}
        </Button>
      </div>
    </div>
  );
}
