import { Alert, Button, Input, type InputRef } from "antd";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useSession } from "../app/session.tsx";
import { useWords } from "../words/language.tsx";
import { faultText } from "./faultText.ts";
import { useStep } from "./useStep.ts";

/** Asks for the code of the authenticator, or a recovery code. */
export function SecondFactorForm() {
  const words = useWords();
  const { t } = words;
  const { signOut } = useSession();
  const { isSending, fault, send } = useStep();
  const [code, setCode] = useState("");
  const id = useId();
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const sent = code.replaceAll(/\s/g, "");
    if (sent.length < 6) return field.current?.focus();
    if (!(await send("POST", "/v1/session/second-factor", { code: sent }))) field.current?.select();
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="stack">
      <p className="muted">{t("secondFactorHelp")}</p>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {t("code6")}
        </label>
        <Input
          id={id}
          ref={field}
          size="large"
          value={code}
          autoComplete="one-time-code"
          spellCheck={false}
          maxLength={60}
          aria-invalid={fault !== null}
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      {fault !== null && <Alert type="error" showIcon title={faultText(words, fault, "codeWrong")} />}
      <Button type="primary" size="large" htmlType="submit" loading={isSending} block>
        {t("confirm")}
      </Button>
      <Button type="text" onClick={signOut} block>
        {t("signInAsAnother")}
      </Button>
    </form>
  );
}
