import { Button, type InputRef } from "antd";
import { useEffect, useRef, useState } from "react";
import { useSession } from "../app/session.tsx";
import { useWords } from "../words/language.tsx";
import { LineField } from "./LineField.tsx";
import { StepForm } from "./StepForm.tsx";
import { useStep } from "./useStep.ts";

/** Asks for the code of the authenticator, or a recovery code. */
export function SecondFactorForm() {
  const { t } = useWords();
  const { signOut } = useSession();
  const step = useStep();
  const [code, setCode] = useState("");
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async () => {
    const sent = code.replaceAll(/\s/g, "");
    if (sent.length < 6) return field.current?.focus();
    if (!(await step.send("POST", "/v1/session/second-factor", { code: sent }))) field.current?.select();
  };
  return (
    <StepForm
      step={step}
      wrong="codeWrong"
      submitWord="confirm"
      onSubmit={submit}
      others={
        <Button type="text" onClick={signOut} block>
          {t("signInAsAnother")}
        </Button>
      }
    >
      <p className="muted">{t("secondFactorHelp")}</p>
      <LineField
        label={t("code6")}
        value={code}
        autoComplete="one-time-code"
        isWrong={step.fault !== null}
        field={field}
        onChange={setCode}
      />
    </StepForm>
  );
}
