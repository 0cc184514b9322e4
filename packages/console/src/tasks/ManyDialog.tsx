import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { createEventId, sendEvents } from "../app/sendEvent.ts";
import { useMe } from "../app/session.tsx";
import type { EventResult, Task } from "../app/shapes.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords, type Words } from "../words/language.tsx";
import { eventOfAct, type ManyAct } from "./manyActs.ts";

/** Sends the same to many tasks at once, and says of each how it went: one that is refused keeps none of the others back. */
export function ManyDialog(props: {
  readonly act: ManyAct;
  readonly tasks: readonly Task[];
  readonly onClose: () => void;
}) {
  const { act, tasks, onClose } = props;
  const words = useWords();
  const { t, term } = words;
  const me = useMe();
  const queries = useQueryClient();
  const [note, setNote, discard] = useDraft(`many.${act}`, "");
  // What was selected when it was opened: the list beneath may move on meanwhile.
  const [chosen] = useState(tasks);
  const [results, setResults] = useState<readonly EventResult[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const fits = chosen.flatMap((task) => {
    const type = eventOfAct(act, task);
    return type === undefined ? [] : [{ task, type }];
  });
  const fitsNot = chosen.filter((task) => eventOfAct(act, task) === undefined);
  const title = t(act === "urge" ? "manyUrgeTitle" : "manyApproveTitle", { n: fits.length });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setFault(null);
    const said = note.trim();
    try {
      const answer = await sendEvents(
        me.key.id,
        fits.map(({ task, type }) => ({
          id: createEventId(),
          type,
          task: task.id,
          data: said === "" || type === "extensionGranted" ? {} : { note: said },
          seen: task.revision,
        })),
      );
      setResults(answer.results);
      discard();
      await queries.invalidateQueries();
    } catch (error) {
      setFault(t("refused", { why: problemText(words, error) }));
    } finally {
      setSending(false);
    }
  };
  if (results !== null) return <Results title={title} tasks={chosen} results={results} onClose={onClose} />;
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {fits.length > 0 && (
          <>
            <p>{t("manyFits", { n: fits.length })}</p>
            <ul className="decision-list">
              {fits.map(({ task, type }) => (
                <li key={task.id}>
                  <span className="number">{task.number}</span> {task.title}
                  <span className="chip">{term("event", type)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {fitsNot.length > 0 && (
          <details>
            <summary>{t("manyFitsNot", { n: fitsNot.length })}</summary>
            <ul className="decision-list">
              {fitsNot.map((task) => (
                <li key={task.id}>
                  <span className="number">{task.number}</span> {task.title}
                  <span className="muted"> {t(act === "urge" ? "manyEnded" : "manyNothingToApprove")}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
        {fits.length === 0 ? (
          <Alert type="info" showIcon title={t("manyNoneFits")} />
        ) : (
          <div className="field">
            <label className="field-label" htmlFor="many-note">
              {term("field", "note")} <span className="muted">{t("optional")}</span>
            </label>
            <Input.TextArea
              id="many-note"
              value={note}
              maxLength={4_000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={(event) => setNote(event.target.value)}
            />
            {fits.some(({ type }) => type === "extensionGranted") && (
              <span className="muted">{t("extensionAsAsked")}</span>
            )}
          </div>
        )}
        {fault !== null && <Alert type="error" showIcon title={fault} />}
        <p className="classified">{t("classified")}</p>
        <div className="buttons">
          {fits.length > 0 && (
            <Button type="primary" htmlType="submit" loading={isSending}>
              {t("manySend", { n: fits.length })}
            </Button>
          )}
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function outcomeOf({ t, term }: Words, { status, problem }: EventResult): string {
  if (status !== "rejected") return t("manyDone");
  return t("manyNot", { why: term("problem", problem?.type.replace("urn:duban:problem:", "") ?? "") });
}

/** How each of them went, the refused first. */
function Results(props: {
  readonly title: string;
  readonly tasks: readonly Task[];
  readonly results: readonly EventResult[];
  readonly onClose: () => void;
}) {
  const { title, tasks, results, onClose } = props;
  const words = useWords();
  const taskById = new Map(tasks.map((task) => [task.id, task]));
  const refused = results.filter(({ status }) => status === "rejected");
  const done = results.filter(({ status }) => status !== "rejected");
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">
        <p role="status">
          <strong>{words.t("manyResults", { done: done.length, failed: refused.length })}</strong>
        </p>
        <ul className="decision-list many-results">
          {[...refused, ...done].map((result) => (
            <li key={result.id}>
              <span className="number">{taskById.get(result.task)?.number}</span>{" "}
              {taskById.get(result.task)?.title}
              <strong className={result.status === "rejected" ? "many-not" : "many-done"}>
                {outcomeOf(words, result)}
              </strong>
            </li>
          ))}
        </ul>
        <div className="buttons">
          <Button type="primary" onClick={onClose}>
            {words.t("close")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
