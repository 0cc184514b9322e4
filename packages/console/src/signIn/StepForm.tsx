import { Alert, Button } from "antd";
import type { FormEvent, ReactNode } from "react";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import { faultText } from "./faultText.ts";
import type { Step } from "./useStep.ts";

/** The form of one step of a sign-in: its fields, why it was refused, and the button; `wrong` is what a plain refusal means. */
export function StepForm(props: {
  readonly step: Step;
  readonly wrong: Word;
  readonly submitWord: Word;
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
  /** Other ways on, below the button. */
  readonly others?: ReactNode;
}) {
  const { step, wrong, submitWord, onSubmit, children, others } = props;
  const words = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <form onSubmit={submit} className="stack">
      {children}
      {step.fault !== null && <Alert type="error" showIcon title={faultText(words, step.fault, wrong)} />}
      <Button type="primary" size="large" htmlType="submit" loading={step.isSending} block>
        {words.t(submitWord)}
      </Button>
      {others}
    </form>
  );
}
