import { Alert, Button, type InputRef } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { useWords } from "../words/language.tsx";
import { faultText } from "./faultText.ts";
import { SecretField } from "./SecretField.tsx";
import { useStep } from "./useStep.ts";

/** Changes one's password: forced, in the middle of a sign-in, or of one's own accord. */
export function NewPasswordForm(props: { readonly isForced?: boolean }) {
  const { isForced = false } = props;
  const words = useWords();
  const { t } = words;
  const { isSending, fault, send } = useStep();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [isDone, setDone] = useState(false);
  const [differs, setDiffers] = useState(false);
  const repeated = useRef<InputRef>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setDone(false);
    setDiffers(next !== again);
    if (next !== again) return repeated.current?.select();
    if (!(await send("PUT", "/v1/session/password", { current, next }))) return;
    for (const clear of [setCurrent, setNext, setAgain]) clear("");
    setDone(true);
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="stack" aria-label={t("changePassword")}>
      {isForced && <p className="muted">{t("firstPasswordHelp")}</p>}
      <SecretField
        label={t(isForced ? "firstPassword" : "presentPassword")}
        value={current}
        autoComplete="current-password"
        onChange={setCurrent}
      />
      <SecretField
        label={t("newPassword")}
        help={t("passwordRule")}
        value={next}
        autoComplete="new-password"
        onChange={setNext}
      />
      <SecretField
        label={t("newPasswordAgain")}
        value={again}
        autoComplete="new-password"
        isWrong={differs}
        field={repeated}
        onChange={setAgain}
      />
      {differs && <Alert type="error" showIcon title={t("passwordsDiffer")} />}
      {fault !== null && (
        <Alert type="error" showIcon title={faultText(words, fault, "presentPasswordWrong")} />
      )}
      {isDone && <Alert type="success" showIcon title={t("passwordChanged")} />}
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        loading={isSending}
        disabled={current === "" || next === ""}
        block={isForced}
      >
        {t("changePassword")}
      </Button>
    </form>
  );
}
