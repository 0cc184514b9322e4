import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { call } from "../app/api.ts";
import { useDraft } from "../app/draft.ts";
import { useNow } from "../app/queries.ts";
import { createEventId } from "../app/sendEvent.ts";
import { useMe } from "../app/session.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";

interface Result {
  readonly matters: readonly { readonly number: string }[];
}

/** Reports one's own visit: a day, what was said, and a need if there was one. Nothing else is asked for. */
export function VisitForm({ household }: { readonly household: string }) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const me = useMe();
  const queries = useQueryClient();
  const field = useId();
  const [initial] = useState(() => ({ id: createEventId(), on: "", note: "", need: "" }));
  const [draft, setDraft, discard] = useDraft(`visit.${household}`, initial);
  const { id, on, note, need } = draft;
  const [saved, setSaved] = useState<Result | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const today = now.slice(0, 10);
  const day = on === "" ? today : on;
  const send = async () => {
    const result = await call<Result>("/v1/events", {
      method: "POST",
      mediaType: "application/cloudevents+json",
      body: {
        specversion: "1.0",
        id,
        source: `urn:duban:console:${encodeURIComponent(me.key.id)}`,
        type: "duban.household.visited",
        subject: household,
        // Any hour counts: the day is what is asked for, so its noon stands for it.
        ...(day === today ? {} : { time: `${day}T12:00:00${now.slice(-6)}` }),
        data: {
          ...(note.trim() === "" ? {} : { note }),
          ...(need.trim() === "" ? {} : { needs: [{ title: need }] }),
        },
      },
    });
    setSaved(result);
    discard();
    setDraft({ id: createEventId(), on, note: "", need: "" });
    void queries.invalidateQueries();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFault(null);
    send().catch(setFault);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h3>{t("reportVisit")}</h3>
      <p className="classified">{t("classified")}</p>
      <p className="muted">{t("visitHelp")}</p>
      <label>
        {t("visitDay")}{" "}
        <input
          type="date"
          className="date-input"
          value={day}
          max={today}
          onChange={({ target }) => setDraft({ ...draft, on: target.value })}
        />
      </label>
      <label htmlFor={`${field}-note`}>{t("visitNote")}</label>
      <Input.TextArea
        id={`${field}-note`}
        value={note}
        rows={2}
        onChange={({ target }) => setDraft({ ...draft, note: target.value })}
      />
      <label htmlFor={`${field}-need`}>{t("visitNeed")}</label>
      <Input
        id={`${field}-need`}
        value={need}
        onChange={({ target }) => setDraft({ ...draft, need: target.value })}
      />
      <div className="buttons">
        <Button type="primary" htmlType="submit">
          {t("reportVisit")}
        </Button>
      </div>
      {saved !== null && <Alert type="success" showIcon title={savedText(words, saved)} />}
      {fault !== null && <ProblemAlert error={fault} />}
    </form>
  );
}

const savedText = ({ t, list }: ReturnType<typeof useWords>, { matters }: Result): string =>
  matters.length === 0
    ? t("visitSaved")
    : t("visitMatters", { numbers: list(matters.map(({ number }) => number)) });
