import { Alert, Button, Input } from "antd";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { usePeople } from "../app/queries.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { choiceOf, mustSayWhy } from "./decide.ts";
import type { Decision } from "./useDecisions.ts";

/** Asks for the words that go with a decision: required where the rules want them, else a note if one likes. */
export function DecisionDialog(props: {
  readonly decision: Decision;
  readonly onClose: () => void;
  readonly onSend: (words: string) => Promise<void>;
}) {
  const { decision, onClose, onSend } = props;
  const words = useWords();
  const { t, term } = words;
  const people = usePeople();
  const form = useRef<HTMLFormElement>(null);
  const { side, approvals } = decision;
  const [text, setText, discard] = useDraft(`decision.${side}`, "");
  const [isMissing, setMissing] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  // A dialog that opens puts the focus on its first button, which closes it.
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);
  const types = [...new Set(approvals.flatMap((approval) => choiceOf(approval, side)?.type ?? []))];
  const operation = words.list(types.map((type) => term("event", type)));
  const isRequired = mustSayWhy(approvals, side);
  const label = side === "refuse" ? t("reasonFor") : term("field", isRequired ? "findings" : "note");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = isRequired && text.trim() === "";
    setMissing(isEmpty);
    if (isEmpty || isSending) return;
    setSending(true);
    onSend(text)
      .then(discard)
      .catch((error: unknown) => {
        setFault(t("refused", { why: problemText(words, error) }));
        setSending(false);
      });
  };
  return (
    <Dialog title={operation} onClose={onClose}>
      <form ref={form} className="stack" onSubmit={submit} noValidate>
        <ul className="decision-list">
          {approvals.map(({ task, onBehalfOf }) => (
            <li key={task.id}>
              <span className="number">{task.number}</span> {task.title}
              {onBehalfOf !== null && (
                <span className="chip">{t("onBehalfOf", { person: people.nameOf(onBehalfOf) })}</span>
              )}
            </li>
          ))}
        </ul>
        <div className="field">
          <label className="field-label" htmlFor="decision-words">
            {label} <span className="muted">{isRequired ? t("required") : t("optional")}</span>
          </label>
          <Input.TextArea
            id="decision-words"
            value={text}
            maxLength={4_000}
            autoSize={{ minRows: 3, maxRows: 10 }}
            aria-required={isRequired}
            aria-invalid={isMissing}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
            }}
          />
          {side === "refuse" && <span className="muted">{t("reasonHelp")}</span>}
          {isMissing && (
            <span className="field-fault" role="alert">
              {t("labelled", { label, text: t("required") })}
            </span>
          )}
        </div>
        {fault !== null && (
          <div>
            <Alert type="error" showIcon title={fault} />
          </div>
        )}
        <p className="classified">{t("classified")}</p>
        <div className="buttons">
          <Button type="primary" htmlType="submit" danger={side === "refuse"} loading={isSending}>
            {t("send", { operation })}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
