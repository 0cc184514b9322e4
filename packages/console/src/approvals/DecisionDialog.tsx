import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { choiceOf } from "./decide.ts";
import type { Decision } from "./useDecisions.ts";

/** Asks for the words that go with a decision: a reason where it is a refusal, a note if one likes where it is not. */
export function DecisionDialog(props: {
  readonly decision: Decision;
  readonly onClose: () => void;
  readonly onSend: (words: string) => Promise<void>;
}) {
  const { decision, onClose, onSend } = props;
  const words = useWords();
  const { t, term } = words;
  const { side, tasks } = decision;
  const [text, setText, discard] = useDraft(`decision.${side}`, "");
  const [isMissing, setMissing] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const types = [...new Set(tasks.map((task) => term("event", choiceOf(task)[side])))];
  const takesNote = side === "refuse" || tasks.some((task) => choiceOf(task).approve !== "extensionGranted");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = side === "refuse" && text.trim() === "";
    setMissing(isEmpty);
    if (isEmpty) return;
    setSending(true);
    onSend(text)
      .then(discard)
      .catch((error: unknown) => {
        setFault(t("refused", { why: problemText(words, error) }));
        setSending(false);
      });
  };
  return (
    <Dialog title={words.list(types)} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <ul className="decision-list">
          {tasks.map((task) => (
            <li key={task.id}>
              <span className="number">{task.number}</span> {task.title}
            </li>
          ))}
        </ul>
        {takesNote && (
          <div className="field">
            <label className="field-label" htmlFor="decision-words">
              {side === "refuse" ? t("reasonFor") : term("field", "note")}{" "}
              <span className="muted">{side === "refuse" ? t("required") : t("optional")}</span>
            </label>
            <Input.TextArea
              id="decision-words"
              autoFocus
              value={text}
              maxLength={4_000}
              autoSize={{ minRows: 3, maxRows: 10 }}
              aria-required={side === "refuse"}
              aria-invalid={isMissing}
              onChange={(event) => setText(event.target.value)}
            />
            {side === "refuse" && <span className="muted">{t("reasonHelp")}</span>}
            {isMissing && (
              <span className="field-fault" role="alert">
                {t("labelled", { label: t("reasonFor"), text: t("required") })}
              </span>
            )}
          </div>
        )}
        {fault !== null && (
          <div>
            <Alert type="error" showIcon title={fault} />
          </div>
        )}
        <p className="classified">{t("classified")}</p>
        <div className="buttons">
          <Button type="primary" htmlType="submit" danger={side === "refuse"} loading={isSending}>
            {t("send", { operation: words.list(types) })}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
