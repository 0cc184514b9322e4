import { Alert, Button } from "antd";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import { useSave } from "../admin/useSave.ts";
import { useDraft } from "../app/draft.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { DocumentSheet } from "../documents/DocumentSheet.tsx";
import { DocumentTabs } from "../documents/DocumentTabs.tsx";
import { WordButton } from "../documents/WordButton.tsx";
import { Loading } from "../parts/Loading.tsx";
import { PlainTable } from "../parts/PlainTable.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { ApprovalPanel } from "./ApprovalPanel.tsx";
import { BulletinForm } from "./BulletinForm.tsx";
import { useWritesBulletins } from "./BulletinsPage.tsx";
import { bulletinRequestOf, draftOf } from "./bulletinDraft.ts";
import { type Bulletin, useBulletin, useBulletinDocument, useKinds } from "./bulletinQueries.ts";

/** One bulletin: how far its approval is, what it repeats, the document itself, and the overdue tasks it names. */
export function BulletinPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const { data, error, refetch } = useBulletin(id);
  const writes = useWritesBulletins();
  const [isEditing, setEditing] = useState(false);
  usePageTitle(data?.title ?? t("bulletins"));
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const isDraft = data.state === "draft";
  return (
    <section className="page">
      <h1>{data.number ?? t("draftMark")}</h1>
      <DocumentTabs here="bulletins" />
      <Facts bulletin={data} />
      {isDraft && writes && isEditing ? (
        <EditBulletin key={data.revision} bulletin={data} onDone={() => setEditing(false)} />
      ) : (
        isDraft &&
        writes && (
          <div className="buttons">
            <Button onClick={() => setEditing(true)}>{t("editBulletin")}</Button>
          </div>
        )
      )}
      <ApprovalPanel bulletin={data} />
      {isDraft && <Repeats repeats={data.repeats} />}
      <div className="buttons">
        <WordButton
          path={`/v1/bulletins/${id}/document.docx`}
          name={`${data.number ?? "草稿"} ${data.title}`}
        />
        <span className="muted">{t("documentHelp")}</span>
      </div>
      <Sheet bulletin={data} />
      {data.figures.laggards.length > 0 && <Laggards laggards={data.figures.laggards} />}
    </section>
  );
}

function Facts({ bulletin }: { readonly bulletin: Bulletin }) {
  const { t, term } = useWords();
  const kinds = useKinds();
  const { kind, from, to, state, programme, line, figures } = bulletin;
  const facts = [
    [t("bulletinKind"), kinds.nameOf(kind)],
    [t("period"), t("inspectionDays", { from, to })],
    [t("programme"), programme === null ? t("all") : [programme, line].filter(Boolean).join(" · ")],
    [t("asOf"), figures.asOf],
    [t("state"), term("bulletinState", state)],
  ] as const;
  return (
    <section className="panel" aria-label={t("taskFacts")}>
      <dl className="facts-list">
        {facts.map(([name, value]) => (
          <div key={name} className="facts-pair">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function EditBulletin({ bulletin, onDone }: { readonly bulletin: Bulletin; readonly onDone: () => void }) {
  const { t } = useWords();
  const { id, revision, kind } = bulletin;
  const initial = useMemo(() => draftOf(bulletin), [bulletin]);
  // Of another revision it would be written over words that its writer never saw.
  const [draft, setDraft, discard] = useDraft(`bulletin.${id}.${revision}`, initial);
  const save = useSave();
  const submit = async () => {
    const request = { revision, bulletin: bulletinRequestOf(draft, kind) };
    if (!(await save.send("PUT", `/v1/bulletins/${id}`, request, () => t("draftSaved")))) return;
    discard();
    onDone();
  };
  return (
    <BulletinForm
      title={t("editBulletin")}
      action={t("saveEdit")}
      draft={draft}
      onChange={(part) => setDraft({ ...draft, ...part })}
      save={save}
      onSubmit={() => void submit()}
    >
      <p className="banner banner-note">{t("editDrops")}</p>
    </BulletinForm>
  );
}

function Repeats({ repeats: { of, sentences } }: { readonly repeats: Bulletin["repeats"] }) {
  const { t } = useWords();
  if (of === null) return null;
  return sentences.length === 0 ? (
    <p className="muted">{t("repeatsNone")}</p>
  ) : (
    <Alert type="warning" showIcon title={t("repeatsFound", { n: sentences.length, of })} />
  );
}

function Sheet({ bulletin: { id, revision, state, repeats } }: { readonly bulletin: Bulletin }) {
  const { data, error, refetch } = useBulletinDocument(id, revision, state);
  if (data !== undefined) return <DocumentSheet document={data} repeats={repeats.sentences} />;
  return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
}

function Laggards({ laggards }: { readonly laggards: Bulletin["figures"]["laggards"] }) {
  const { t } = useWords();
  const label = t("laggards", { n: laggards.length });
  const heads = [t("number"), t("title"), t("unit"), t("due"), { text: t("lateBy"), isCount: true }] as const;
  return (
    <section className="panel" aria-labelledby="laggards">
      <h2 id="laggards">{label}</h2>
      <PlainTable label={label} heads={heads} isStacked>
        <tbody>
          {laggards.map(({ task, number, title, unitName, dueOn, overdueWorkdays }) => (
            <tr key={task}>
              <th scope="row" className="nowrap">
                {number}
              </th>
              <td data-label={t("title")}>
                <Link href={`/tasks/${task}`}>{title}</Link>
              </td>
              <td data-label={t("unit")}>{unitName}</td>
              <td data-label={t("due")} className="nowrap">
                {dueOn}
              </td>
              <td data-label={t("lateBy")} className="count">
                {t("workdaysText", { n: overdueWorkdays })}
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </section>
  );
}
