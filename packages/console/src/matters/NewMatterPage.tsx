import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { ApiProblem, call } from "../app/api.ts";
import { useDraft } from "../app/draft.ts";
import { useNow } from "../app/queries.ts";
import { createEventId } from "../app/sendEvent.ts";
import { useMe } from "../app/session.tsx";
import type { Matter } from "../app/shapes.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { MatterFields } from "./MatterFields.tsx";
import {
  createMatterDraft,
  type MatterDraft,
  matterRequestOf,
  missingIn,
  type RequiredField,
} from "./matterDraft.ts";

const mayCreate: ReadonlySet<string> = new Set(["supervisor", "leader", "systemAdmin"]);

/** The form that puts a matter up: who leads, who assists, until when; with the instant each deadline means. */
export function NewMatterPage() {
  const words = useWords();
  const { t } = words;
  const me = useMe();
  const now = useNow();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [initial] = useState(createMatterDraft);
  const [kept, setDraft, discard] = useDraft<MatterDraft>("matter", initial);
  // What was kept before the form had all of its fields lacks some.
  const draft = { ...initial, ...kept };
  const [missing, setMissing] = useState<readonly RequiredField[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  usePageTitle(t("newMatterTitle"));
  const isAllowed = me.roles.some((role) => mayCreate.has(role));

  const send = async () => {
    setSending(true);
    setFault(null);
    try {
      const made = await call<Matter>("/v1/matters", {
        method: "POST",
        headers: { "idempotency-key": draft.key },
        body: matterRequestOf(draft, now.slice(-6)),
      });
      discard();
      void queries.invalidateQueries();
      navigate(`/matters/${made.id}`);
    } catch (error) {
      setFault(t("refused", { why: problemText(words, error) }));
      // Refused, it was not made, and what is sent next may differ; without an answer nobody knows, and the key finds out.
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) {
        setDraft({ ...draft, key: createEventId() });
      }
      setSending(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacking = missingIn(draft, now.slice(-6));
    setMissing(lacking);
    if (lacking.length === 0) void send();
  };
  return (
    <section className="page page-form">
      <h1>{t("newMatterTitle")}</h1>
      {!isAllowed && (
        <div>
          <Alert type="warning" showIcon title={t("mayNotCreate")} />
        </div>
      )}
      <form className="panel stack" onSubmit={submit} noValidate>
        <p className="classified classified-top">{t("classified")}</p>
        <MatterFields
          draft={draft}
          missing={missing}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        {fault !== null && (
          <div>
            <Alert type="error" showIcon title={fault} />
          </div>
        )}
        <div className="buttons">
          <Button type="primary" size="large" htmlType="submit" loading={isSending} disabled={!isAllowed}>
            {t("createMatter")}
          </Button>
          <Button size="large" onClick={discard}>
            {t("discardDraft")}
          </Button>
          <span className="muted">{t("draftKept")}</span>
        </div>
      </form>
    </section>
  );
}
