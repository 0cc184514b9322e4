import { Alert, Button, Select } from "antd";
import { useState } from "react";
import { useLocation, useSearch } from "wouter";
import { ApiProblem } from "../app/api.ts";
import { keepCsv } from "../app/file.ts";
import { useNow, usePeople } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert, problemText } from "../parts/ProblemAlert.tsx";
import { csvOf } from "../tasks/csv.ts";
import { useWords } from "../words/language.tsx";
import { SealPanel } from "./SealPanel.tsx";
import { TrailTable } from "./TrailTable.tsx";
import { readTrail, type TrailFilter, trailFilterNames, useTrail } from "./useTrail.ts";

const kinds = ["administration", "signIn", "refusal", "system"];
const outcomes = ["done", "forbidden", "four-eyes", "unauthenticated"];

/** What was done and what was refused, for the auditor; the filters are in the address. */
export function AuditPage() {
  const words = useWords();
  const { t } = words;
  const search = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const now = useNow();
  const filter: TrailFilter = Object.fromEntries(
    trailFilterNames.flatMap((name) => {
      const value = search.get(name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  );
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTrail(filter, now);
  usePageTitle(t("audit"));
  const change = (next: TrailFilter) => {
    const query = new URLSearchParams(next as Record<string, string>);
    navigate(`/audit${query.size === 0 ? "" : `?${query}`}`, { replace: true });
  };
  const entries = data?.pages.flatMap(({ items }) => items);
  const isRefused = error instanceof ApiProblem && error.status === 403;
  return (
    <section className="page">
      <div className="page-head">
        <h1>{t("audit")}</h1>
        {!isRefused && <ExportButton filter={filter} now={now} />}
      </div>
      <p className="muted">{t("auditHelp")}</p>
      {isRefused ? (
        <Alert type="info" showIcon title={t("onlyAuditor")} />
      ) : (
        <>
          <SealPanel />
          <TrailFilters filter={filter} onChange={change} />
          {entries === undefined && error === null && <Loading />}
          {entries === undefined && error !== null && (
            <ProblemAlert error={error} onRetry={() => void refetch()} />
          )}
          {entries?.length === 0 && (
            <div className="empty" role="status">
              <p>{t("auditNone")}</p>
              <p className="muted">{t("auditNoneHelp")}</p>
            </div>
          )}
          {entries !== undefined && entries.length > 0 && <TrailTable entries={entries} now={now} />}
          {hasNextPage && (
            <p>
              <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
                {t("moreRows")}
              </Button>
            </p>
          )}
        </>
      )}
    </section>
  );
}

function TrailFilters(props: {
  readonly filter: TrailFilter;
  readonly onChange: (next: TrailFilter) => void;
}) {
  const { filter, onChange } = props;
  const { t, term } = useWords();
  const people = usePeople();
  const set = (name: keyof TrailFilter) => (value: string | undefined) => {
    const { [name]: _old, ...rest } = filter;
    onChange(value === undefined || value === "" ? rest : { ...rest, [name]: value });
  };
  const choices = [
    ["kind", t("anyKind"), kinds.map((kind) => ({ value: kind, label: term("trailKind", kind) }))],
    [
      "outcome",
      t("anyOutcome"),
      outcomes.map((of) => ({ value: of, label: of === "done" ? t("auditDone") : term("problem", of) })),
    ],
    [
      "person",
      t("auditPerson"),
      people.items.map(({ id, name }) => ({ value: id, label: `${name}（${id}）` })),
    ],
  ] as const;
  return (
    <search className="filters">
      {choices.map(([name, placeholder, options]) => (
        <Select
          key={name}
          aria-label={placeholder}
          allowClear
          showSearch={name === "person" ? { optionFilterProp: "label" } : false}
          placeholder={placeholder}
          value={filter[name]}
          options={options}
          onChange={(value: string | undefined) => set(name)(value)}
          popupMatchSelectWidth={false}
          className={filter[name] === undefined ? "filter" : "filter filter-set"}
        />
      ))}
      {(["from", "to"] as const).map((name) => (
        <label key={name} className="field-inline">
          {t(name === "from" ? "auditDayFrom" : "auditDayTo")}
          <input
            type="date"
            className="date-input"
            value={filter[name] ?? ""}
            onChange={({ target }) => set(name)(target.value)}
          />
        </label>
      ))}
      <Button onClick={() => onChange({})} disabled={Object.keys(filter).length === 0}>
        {t("clearFilters")}
      </Button>
    </search>
  );
}

function ExportButton({ filter, now }: { readonly filter: TrailFilter; readonly now: string }) {
  const words = useWords();
  const { t } = words;
  const [said, setSaid] = useState("");
  const [isReading, setReading] = useState(false);
  const write = async () => {
    setReading(true);
    try {
      const { entries, hasMore } = await readTrail(filter, now);
      const head = [
        "position",
        "at",
        "kind",
        "key",
        "person",
        "unit",
        "onBehalfOf",
        "action",
        "target",
        "address",
      ];
      const rows = entries.map((entry) => [
        String(entry.position),
        entry.at,
        entry.kind,
        entry.actor.key ?? "",
        entry.actor.person ?? "",
        entry.actor.unit ?? "",
        entry.onBehalfOf ?? "",
        entry.action,
        entry.target ?? "",
        entry.address ?? "",
        entry.outcome,
        JSON.stringify(entry.detail),
      ]);
      keepCsv(`${t("audit")}-${now.slice(0, 10)}.csv`, csvOf([[...head, "outcome", "detail"], ...rows]));
      setSaid(t(hasMore ? "auditCut" : "auditExported", { n: entries.length }));
    } catch (error) {
      setSaid(t("refused", { why: problemText(words, error) }));
    } finally {
      setReading(false);
    }
  };
  return (
    <span className="page-acts">
      <span role="status">{said}</span>
      <Button onClick={() => void write()} loading={isReading}>
        {t("auditExport")}
      </Button>
    </span>
  );
}
