import { Button } from "antd";
import { useState } from "react";
import { Link } from "wouter";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { useNow, useTask, useUnits } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { DocumentTabs } from "../documents/DocumentTabs.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { fullTimeText } from "../words/when.ts";
import { type Exemplar, type ExemplarDetail, useExemplar } from "./exemplarQueries.ts";

/** One exemplar: what was done, which sides agreed, which tasks follow it; for either side, to agree or to take it back. */
export function ExemplarPage({ id }: { readonly id: string }) {
  const { t, term } = useWords();
  const units = useUnits();
  const { data, error, refetch } = useExemplar(id);
  usePageTitle(data?.title ?? t("exemplars"));
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <section className="page">
      <h1>{data.title}</h1>
      <DocumentTabs here="exemplars" />
      <section className="panel exemplar" aria-label={data.title}>
        <p className="muted">
          {units.nameOf(data.unit)} · {term("exemplarState", data.state)} <TaskLink task={data.task} />
        </p>
        <p className="exemplar-summary">{data.summary}</p>
      </section>
      <Sides exemplar={data} />
      <CitedBy exemplar={data} />
    </section>
  );
}

/** Only for who may read the task: to others it is not there. */
function TaskLink({ task }: { readonly task: string }) {
  const { t } = useWords();
  const { data } = useTask(task);
  if (data === undefined) return null;
  return <Link href={`/tasks/${task}`}>{t("exemplarTask", { number: data.number })}</Link>;
}

function Sides({ exemplar }: { readonly exemplar: Exemplar }) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const save = useSave();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { id, officeAgreed, unitAgreed, mayAgree, mayWithdraw } = exemplar;
  const sides = [
    [t("officeSide"), officeAgreed],
    [t("unitSide"), unitAgreed],
  ] as const;
  return (
    <section className="panel stack" aria-label={t("exemplars")}>
      <ul className="plain-list">
        {sides.map(([label, act]) => (
          <li key={label}>
            {t("labelled", {
              label,
              text: act === null ? t("notAgreed") : t("agreedAt", { at: fullTimeText(words, act.at, now) }),
            })}
          </li>
        ))}
      </ul>
      <SaveNote save={save} />
      {(mayAgree || mayWithdraw) && (
        <div className="buttons">
          {mayAgree && (
            <Button
              type="primary"
              loading={save.isSaving}
              onClick={() =>
                void save.send("POST", `/v1/exemplars/${id}/agree`, undefined, () => t("exemplarAgreed"))
              }
            >
              {t("agreeExemplar")}
            </Button>
          )}
          {mayWithdraw && (
            <Button danger onClick={() => setWithdrawing(true)}>
              {t("withdrawExemplar")}
            </Button>
          )}
        </div>
      )}
      {isWithdrawing && <Withdraw id={id} onClose={() => setWithdrawing(false)} />}
    </section>
  );
}

function Withdraw({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useWords();
  const save = useSave();
  const withdraw = async () => {
    const path = `/v1/exemplars/${id}/withdraw`;
    if (await save.send("POST", path, undefined, () => t("exemplarWithdrawn"))) onClose();
  };
  return (
    <Dialog title={t("withdrawExemplar")} onClose={onClose}>
      <div className="stack">
        <p>{t("withdrawSure")}</p>
        <SaveNote save={save} />
        <div className="buttons">
          <Button danger type="primary" loading={save.isSaving} onClick={() => void withdraw()}>
            {t("withdrawExemplar")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function CitedBy({ exemplar: { citations, citedBy } }: { readonly exemplar: ExemplarDetail }) {
  const { t } = useWords();
  const units = useUnits();
  return (
    <section className="panel stack" aria-labelledby="cited-by">
      <h2 id="cited-by">{t("citedBy")}</h2>
      <p>{t("citedCount", { n: citations })}</p>
      <ul className="plain-list">
        {citedBy.map(({ task, number, title, unit, note }) => (
          <li key={task}>
            <Link href={`/tasks/${task}`}>
              {number} {title}
            </Link>{" "}
            {units.nameOf(unit)}
            {note !== null && <span className="muted"> {note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
