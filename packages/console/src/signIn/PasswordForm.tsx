import { Alert, Button, Input, type InputRef } from "antd";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useSession } from "../app/session.tsx";
import { useWords } from "../words/language.tsx";
import { faultText } from "./faultText.ts";
import { SecretField } from "./SecretField.tsx";
import { useStep } from "./useStep.ts";

/** Signs in with a name and a password, or by the county's provider where there is one. */
export function PasswordForm() {
  const words = useWords();
  const { t } = words;
  const { ways, me } = useSession();
  const { isSending, fault, send } = useStep();
  const [person, setPerson] = useState(me?.person?.id ?? "");
  const [password, setPassword] = useState("");
  const id = useId();
  const name = useRef<InputRef>(null);
  const secret = useRef<InputRef>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, where the cursor belongs when the form appears.
  useEffect(() => (person === "" ? name : secret).current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (person.trim() === "") return name.current?.focus();
    if (password === "") return secret.current?.focus();
    if (!(await send("POST", "/v1/session", { person: person.trim(), password }))) secret.current?.select();
  };

  return (
    <form onSubmit={(event) => void submit(event)} className="stack">
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {t("personId")}
        </label>
        <Input
          id={id}
          ref={name}
          size="large"
          value={person}
          autoComplete="username"
          spellCheck={false}
          onChange={(event) => setPerson(event.target.value)}
        />
      </div>
      <SecretField
        label={t("password")}
        value={password}
        autoComplete="current-password"
        isWrong={fault !== null}
        field={secret}
        onChange={setPassword}
      />
      {fault !== null && <Alert type="error" showIcon title={faultText(words, fault, "passwordWrong")} />}
      <Button type="primary" size="large" htmlType="submit" loading={isSending} block>
        {t("signIn")}
      </Button>
      {ways?.provider != null && (
        <Button size="large" href={ways.provider.path} block>
          {t("signInBy", { name: ways.provider.name })}
        </Button>
      )}
    </form>
  );
}
