import { Alert, Button, Input, type InputRef } from "antd";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ApiProblem } from "../app/api.ts";
import { useSession } from "../app/session.tsx";
import { useWords } from "../words/language.tsx";

/** Takes an access key, as systems have them, and administrators before there are accounts. */
export function KeyForm() {
  const { t } = useWords();
  const { signInByKey } = useSession();
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
    signInByKey(key.trim())
      .catch((error: unknown) => {
        setFault(error instanceof ApiProblem && error.status === 401 ? "keyWrong" : "unreachable");
        field.current?.focus();
      })
      .finally(() => setSending(false));
  };

  return (
    <form onSubmit={submit} className="stack">
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
