import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { ApiProblem } from "../app/api.ts";
import { useDraft } from "../app/draft.ts";
import { useNow } from "../app/queries.ts";
import { createEventId, sendEvent } from "../app/sendEvent.ts";
import { useMe } from "../app/session.tsx";
import type { Operation, Task } from "../app/shapes.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { fieldsOf } from "./formFields.ts";
import { OperationField } from "./OperationField.tsx";
import { createOperationDraft, dataOf, type OperationDraft } from "./operationDraft.ts";

/** What ends a task for good, or takes it from a unit: asked about once more before it is sent. */
const grave: ReadonlySet<string> = new Set(["terminated", "waived", "declined"]);

/**
 * The form of an operation: filled in, sent once, and kept until the server has it.
 *
 * It is sent with the revision its sender saw. If somebody was faster, he is told, sees the task as it now is, and decides anew.
 */
export function OperationForm(props: {
  readonly operation: Operation;
  readonly task: Task;
  readonly onBehalfOf: string | null;
  readonly onDone: (type: string) => void;
  readonly onCancel: () => void;
}) {
  const { operation, task, onBehalfOf, onDone, onCancel } = props;
  const words = useWords();
  const { t, term } = words;
  const me = useMe();
  const now = useNow();
  const queries = useQueryClient();
  const [initial] = useState(() =>
    // Whoever is asked to countersign so far stays, unless he is taken out.
    createOperationDraft(
      operation.type === "countersignersNamed" ? { units: task.countersign?.units ?? [] } : {},
    ),
  );
  const [draft, setDraft, discard] = useDraft<OperationDraft>(`${task.id}.${operation.type}`, initial);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const [isAsking, setAsking] = useState(false);
  // What he saw when he opened the form, or when he was last told that it had moved on.
  const seen = useRef(task.revision);
  const fields = fieldsOf(operation.schema);
  const label = term("event", operation.type);

  const send = async () => {
    const made = dataOf(draft, fields, now.slice(-6));
    if ("missing" in made) return;
    setSending(true);
    setAsking(false);
    setFault(null);
    try {
      const event = {
        id: draft.id,
        type: operation.type,
        task: task.id,
        data: made.data,
        seen: seen.current,
      };
      await sendEvent(me.key.id, event, onBehalfOf);
      discard();
      onDone(operation.type);
    } catch (error) {
      if (error instanceof ApiProblem && error.kind === "stale-revision") {
        const current = Number(error.body["revision"]);
        setFault(t("staleTask", { from: seen.current, to: current }));
        seen.current = current;
      } else setFault(t("refused", { why: problemText(words, error) }));
      // A refused event's id is spent only if it was recorded; what is sent next may differ, so it gets one of its own.
      if (error instanceof ApiProblem && error.kind !== "unreachable" && error.status < 500) {
        setDraft({ ...draft, id: createEventId() });
      }
    } finally {
      setSending(false);
      void queries.invalidateQueries();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const made = dataOf(draft, fields, now.slice(-6));
    setMissing("missing" in made ? made.missing : []);
    if ("missing" in made) return;
    if (grave.has(operation.type)) setAsking(true);
    else void send();
  };
  return (
    <form className="operation-form stack" onSubmit={submit} aria-label={label} noValidate>
      {fields.map((field) => (
        <OperationField
          key={field.name}
          field={field}
          task={task}
          draft={draft}
          isMissing={missing.includes(field.name)}
          onChange={(value) => setDraft({ ...draft, values: { ...draft.values, [field.name]: value } })}
        />
      ))}
      {fault !== null && (
        <div>
          <Alert type="error" showIcon title={fault} />
        </div>
      )}
      <p className="classified">{t("classified")}</p>
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={isSending} danger={grave.has(operation.type)}>
          {t("send", { operation: label })}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
      {isAsking && (
        <Dialog title={label} onClose={() => setAsking(false)}>
          <p>{t("cannotUndo", { operation: label })}</p>
          <div className="buttons">
            <Button type="primary" danger onClick={() => void send()}>
              {t("send", { operation: label })}
            </Button>
            <Button onClick={() => setAsking(false)}>{t("cancel")}</Button>
          </div>
        </Dialog>
      )}
    </form>
  );
}
