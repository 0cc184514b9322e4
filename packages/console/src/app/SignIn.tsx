import { Alert, Button, Input, type InputRef } from "antd";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../words/language.tsx";
import { ApiProblem } from "./api.ts";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { useSession } from "./session.tsx";
import { usePageTitle } from "./usePageTitle.ts";

/** The form that takes a key; on a page of its own, or over a page whose key went bad. */
export function SignInForm() {
  const { t } = useWords();
  const { signIn, state } = useSession();
  const [key, setKey] = useState("");
  const [fault, setFault] = useState<"keyWrong" | "unreachable" | null>(null);
  const [isSending, setSending] = useState(false);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === "") return field.current?.focus();
    setSending(true);
    setFault(null);
    signIn(key.trim())
      .catch((error: unknown) => {
        setFault(error instanceof ApiProblem && error.status === 401 ? "keyWrong" : "unreachable");
        field.current?.focus();
      })
      .finally(() => setSending(false));
  };

  return (
    <form onSubmit={submit} className="stack">
      {state === "expired" && <Alert type="warning" showIcon title={t("keyExpired")} />}
      <p className="muted">{t("signInHelp")}</p>
      <div className="field">
        <label className="field-label" htmlFor="access-key">
          {t("accessKey")}
        </label>
        <Input.Password
          id="access-key"
          ref={field}
          size="large"
          value={key}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setKey(event.target.value)}
          aria-invalid={fault === "keyWrong"}
          aria-describedby={fault === null ? undefined : "key-fault"}
        />
      </div>
      {fault !== null && (
        <div id="key-fault">
          <Alert type="error" showIcon title={t(fault)} />
        </div>
      )}
      <Button type="primary" size="large" htmlType="submit" loading={isSending} block>
        {t("signIn")}
      </Button>
    </form>
  );
}

/** The first page of somebody who is not signed in. */
export function SignInPage() {
  const { t } = useWords();
  const { state, check } = useSession();
  usePageTitle(t("signIn"));
  return (
    <main className="sign-in" id="main">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <img src="/icon.svg" alt="" width={40} height={40} />
          <h1>{t("signInTitle")}</h1>
        </div>
        {state === "unreachable" ? (
          <Alert
            type="error"
            showIcon
            title={t("unreachable")}
            action={<Button onClick={check}>{t("retry")}</Button>}
          />
        ) : (
          <SignInForm />
        )}
        <p className="classified">{t("classified")}</p>
        <div className="sign-in-foot">
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
