import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { useDraft } from "../app/draft.ts";
import type { Task } from "../app/shapes.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { useWords } from "../words/language.tsx";
import { useExemplars, useExemplarsOfTask, useFollowed, useSpeaksFor } from "./exemplarQueries.ts";

interface Part {
  readonly task: Task;
}

/** A task and the county's models: a closed one can become one, an open one can follow some. */
export function TaskExemplars({ task }: Part) {
  const isClosed = task.state === "closed" || task.state === "archived";
  return (
    <div className="stack">
      {isClosed && <Made task={task} />}
      <Followed task={task} isOpen={!isClosed} />
    </div>
  );
}

function Made({ task }: Part) {
  const { t, term } = useWords();
  const { data } = useExemplarsOfTask(task.id);
  const speaks = useSpeaksFor(task.unit);
  if (data === undefined) return null;
  const standing = data.items.find(({ state }) => state !== "withdrawn");
  if (standing === undefined) return speaks ? <ProposeForm task={task} /> : null;
  return (
    <p>
      {t("isExemplar")} <Link href={`/documents/exemplars/${standing.id}`}>{standing.title}</Link>{" "}
      <span className="chip">{term("exemplarState", standing.state)}</span>
    </p>
  );
}

const nothing = { title: "", summary: "" };

function ProposeForm({ task }: Part) {
  const { t } = useWords();
  const [draft, setDraft, discard] = useDraft(`exemplar.${task.id}`, nothing);
  const save = useSave();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { task: task.id, title: draft.title.trim(), summary: draft.summary.trim() };
    if (await save.send("POST", "/v1/exemplars", body, () => t("exemplarProposed"))) discard();
  };
  return (
    <form className="stack" aria-label={t("proposeExemplar")} onSubmit={(event) => void submit(event)}>
      <p className="muted">{t("exemplarsHelp")}</p>
      <Labelled label={t("exemplarTitle")}>
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            value={draft.title}
            onChange={(event) => setDraft({ ...draft, title: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t("exemplarSummary")}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={4}
            maxLength={4_000}
            value={draft.summary}
            onChange={(event) => setDraft({ ...draft, summary: event.target.value })}
          />
        )}
      </Labelled>
      <SaveNote save={save} />
      <div className="buttons">
        <Button
          htmlType="submit"
          loading={save.isSaving}
          disabled={draft.title.trim() === "" || draft.summary.trim() === ""}
        >
          {t("proposeExemplar")}
        </Button>
      </div>
    </form>
  );
}

function Followed({ task, isOpen }: Part & { readonly isOpen: boolean }) {
  const { t } = useWords();
  const { data } = useFollowed(task.id);
  const speaks = useSpeaksFor(task.unit);
  const items = data?.items ?? [];
  return (
    <>
      <h3>{t("cites")}</h3>
      {items.length === 0 ? (
        <p className="muted">{t("citesNone")}</p>
      ) : (
        <ul className="plain-list">
          {items.map(({ id, title }) => (
            <li key={id}>
              <Link href={`/documents/exemplars/${id}`}>{title}</Link>
            </li>
          ))}
        </ul>
      )}
      {isOpen && speaks && <CiteForm task={task} followed={items.map(({ id }) => id)} />}
    </>
  );
}

function CiteForm({ task, followed }: Part & { readonly followed: readonly string[] }) {
  const { t } = useWords();
  const { data } = useExemplars();
  const [exemplar, setExemplar] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const save = useSave();
  const open = data?.items.filter(({ id, state }) => state === "published" && !followed.includes(id)) ?? [];
  if (open.length === 0) return null;
  const cite = async (event: FormEvent) => {
    event.preventDefault();
    const body = { task: task.id, ...(note.trim() === "" ? {} : { note: note.trim() }) };
    if (!(await save.send("POST", `/v1/exemplars/${exemplar}/citations`, body, () => t("cited")))) return;
    setExemplar(null);
    setNote("");
  };
  return (
    <form className="stack" aria-label={t("citeIt")} onSubmit={(event) => void cite(event)}>
      <Labelled label={t("chooseExemplar")}>
        {(id) => (
          <Select
            id={id}
            className="wide"
            value={exemplar}
            options={open.map((one) => ({ value: one.id, label: one.title }))}
            onChange={(chosen: string) => setExemplar(chosen)}
          />
        )}
      </Labelled>
      <Labelled label={t("citeNote")}>
        {(id) => (
          <Input id={id} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Labelled>
      <SaveNote save={save} />
      <div className="buttons">
        <Button htmlType="submit" loading={save.isSaving} disabled={exemplar === null}>
          {t("citeIt")}
        </Button>
      </div>
    </form>
  );
}
