import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { Link, useLocation } from "wouter";
import { useSave } from "../admin/useSave.ts";
import { useDraft } from "../app/draft.ts";
import { useNow } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import { DocumentTabs } from "../documents/DocumentTabs.tsx";
import { Loading } from "../parts/Loading.tsx";
import { PlainTable } from "../parts/PlainTable.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useProgrammes } from "../programmes/programmeQueries.ts";
import { useWords } from "../words/language.tsx";
import { dateText } from "../words/when.ts";
import { BulletinForm } from "./BulletinForm.tsx";
import { bulletinRequestOf, emptyBulletin } from "./bulletinDraft.ts";
import {
  type Bulletin,
  type BulletinEntry,
  type BulletinFilter,
  useBulletins,
  useKinds,
} from "./bulletinQueries.ts";

/** Whether the reader may write bulletins and approve those of others. */
export const useWritesBulletins = (): boolean =>
  useMe().roles.some((role) => role === "supervisor" || role === "leader");

/** The county's bulletins by kind and year, and, for who may, the form to draft one. */
export function BulletinsPage() {
  const { t } = useWords();
  const [filter, setFilter] = useState<BulletinFilter>({});
  const { data, error, refetch } = useBulletins(filter);
  const writes = useWritesBulletins();
  const [isDrafting, setDrafting] = useState(false);
  usePageTitle(t("bulletins"));
  return (
    <section className="page">
      <h1>{t("bulletins")}</h1>
      <DocumentTabs here="bulletins" />
      <p className="muted">{t("bulletinsHelp")}</p>
      {writes && !isDrafting && (
        <div className="buttons">
          <Button type="primary" onClick={() => setDrafting(true)}>
            {t("draftBulletin")}
          </Button>
        </div>
      )}
      {isDrafting && <NewBulletin />}
      <Filters filter={filter} onChange={setFilter} />
      {data === undefined && error === null && <Loading />}
      {data === undefined && error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="panel">{t("noBulletins")}</p>}
      {data !== undefined && data.items.length > 0 && <BulletinTable bulletins={data.items} />}
    </section>
  );
}

function NewBulletin() {
  const { t } = useWords();
  const today = useNow().slice(0, 10);
  const initial = useMemo(() => emptyBulletin(today), [today]);
  const [draft, setDraft, discard] = useDraft("bulletin", initial);
  const kinds = useKinds();
  const save = useSave();
  const [, navigate] = useLocation();
  const submit = async () => {
    let id = "";
    const told = (made: Bulletin) => {
      id = made.id;
      return t("draftSaved");
    };
    const request = bulletinRequestOf(draft, kinds.items[0]?.id ?? "");
    if (!(await save.send("POST", "/v1/bulletins", request, told))) return;
    discard();
    navigate(`/documents/bulletins/${id}`);
  };
  return (
    <BulletinForm
      title={t("draftBulletin")}
      action={t("saveDraft")}
      draft={draft}
      onChange={(part) => setDraft({ ...draft, ...part })}
      save={save}
      onSubmit={() => void submit()}
    />
  );
}

const without = <K extends keyof BulletinFilter>(filter: BulletinFilter, name: K) => {
  const { [name]: _, ...rest } = filter;
  return rest;
};

function Filters(props: {
  readonly filter: BulletinFilter;
  readonly onChange: (filter: BulletinFilter) => void;
}) {
  const { filter, onChange } = props;
  const { t } = useWords();
  const kinds = useKinds();
  const programmes = useProgrammes().data?.items ?? [];
  const thisYear = Number(useNow().slice(0, 4));
  const years = [0, 1, 2, 3, 4].map((back) => String(thisYear - back));
  const choices = [
    ["kind", t("anyBulletinKind"), kinds.items.map(({ id, name }) => ({ value: id, label: name }))],
    ["year", t("anyYear"), years.map((year) => ({ value: year, label: t("yearText", { year }) }))],
    ["programme", t("anyProgramme"), programmes.map(({ id, name }) => ({ value: id, label: name }))],
  ] as const;
  return (
    <div className="buttons">
      {choices.map(([name, label, options]) => (
        <Select
          key={name}
          aria-label={label}
          placeholder={label}
          allowClear
          className="filter"
          popupMatchSelectWidth={false}
          value={filter[name]}
          options={[...options]}
          onChange={(chosen: string | undefined) =>
            onChange({ ...without(filter, name), ...(chosen === undefined ? {} : { [name]: chosen }) })
          }
        />
      ))}
    </div>
  );
}

function BulletinTable({ bulletins }: { readonly bulletins: readonly BulletinEntry[] }) {
  const words = useWords();
  const { t, term } = words;
  const kinds = useKinds();
  const now = useNow();
  const heads = (["number", "title", "bulletinKind", "period", "state"] as const).map((word) => t(word));
  return (
    <PlainTable label={t("bulletins")} heads={heads} isStacked>
      <tbody>
        {bulletins.map(({ id, number, title, kind, from, to, state, issuedAt, ...approved }) => (
          <tr key={id}>
            <th scope="row" className="nowrap">
              {number ?? t("draftMark")}
            </th>
            <td data-label={t("title")}>
              <Link href={`/documents/bulletins/${id}`}>{title}</Link>
            </td>
            <td data-label={t("bulletinKind")}>{kinds.nameOf(kind)}</td>
            <td data-label={t("period")}>{t("inspectionDays", { from, to })}</td>
            <td data-label={t("state")}>
              {term("bulletinState", state)}{" "}
              {issuedAt === null
                ? t("approvalsGiven", {
                    given: approved.approvals.length,
                    needed: approved.approvalsNeeded,
                  })
                : dateText(words, issuedAt, now)}
            </td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
