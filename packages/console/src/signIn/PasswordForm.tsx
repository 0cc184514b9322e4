import { Button, type InputRef } from "antd";
import { useEffect, useRef, useState } from "react";
import { useSession } from "../app/session.tsx";
import { useWords } from "../words/language.tsx";
import { LineField } from "./LineField.tsx";
import { SecretField } from "./SecretField.tsx";
import { StepForm } from "./StepForm.tsx";
import { useStep } from "./useStep.ts";

/** Signs in with a name and a password, or by the county's provider where there is one. */
export function PasswordForm() {
  const { t } = useWords();
  const { ways, me } = useSession();
  const step = useStep();
  const [person, setPerson] = useState(me?.person?.id ?? "");
  const [password, setPassword] = useState("");
  const name = useRef<InputRef>(null);
  const secret = useRef<InputRef>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, where the cursor belongs when the form appears.
  useEffect(() => (person === "" ? name : secret).current?.focus(), []);

  const submit = async () => {
    if (person.trim() === "") return name.current?.focus();
    if (password === "") return secret.current?.focus();
    const isTaken = await step.send("POST", "/v1/session", { person: person.trim(), password });
    if (!isTaken) secret.current?.select();
  };
  const provider = ways?.provider;
  return (
    <StepForm
      step={step}
      wrong="passwordWrong"
      submitWord="signIn"
      onSubmit={submit}
      others={
        provider != null && (
          <Button size="large" href={provider.path} block>
            {t("signInBy", { name: provider.name })}
          </Button>
        )
      }
    >
      <LineField
        label={t("personId")}
        value={person}
        autoComplete="username"
        field={name}
        onChange={setPerson}
      />
      <SecretField
        label={t("password")}
        value={password}
        autoComplete="current-password"
        isWrong={step.fault !== null}
        field={secret}
        onChange={setPassword}
      />
    </StepForm>
  );
}
