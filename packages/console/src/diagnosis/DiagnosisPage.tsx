import { Select } from "antd";
import { useLocation, useSearch } from "wouter";
import { ApiProblem } from "../app/api.ts";
import { useMe } from "../app/session.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useProgrammes } from "../programmes/programmeQueries.ts";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { ClosingPanel, LopsidedPanel, TwoSkinsPanel } from "./BalancePanels.tsx";
import { type Diagnosis, type DiagnosisScope, scopeNames, useDiagnosis } from "./diagnosisQueries.ts";
import { GustOfWindPanel, TightAndLoosePanel } from "./RhythmPanels.tsx";

/** How the work of a unit, a programme, a line or the county was done over a span of dates; the address says of what. */
export function DiagnosisPage() {
  const { t } = useWords();
  const me = useMe();
  const given = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const named = Object.fromEntries(
    scopeNames.flatMap((name) => (given.get(name) ? [[name, given.get(name)]] : [])),
  );
  // Who belongs to a unit begins with his own: the county's is for those who answer for it.
  const isOffice = me.roles.some((role) => role === "supervisor" || role === "leader" || role === "auditor");
  const scope: DiagnosisScope = given.size === 0 && !isOffice && me.unit !== null ? { unit: me.unit } : named;
  const { data, error, refetch } = useDiagnosis(scope);
  usePageTitle(t("diagnosis"));
  const change = (next: DiagnosisScope) => {
    const query = new URLSearchParams({ ...next }).toString();
    navigate(query === "" ? "/diagnosis" : `/diagnosis?${query}`);
  };
  const isForbidden = error instanceof ApiProblem && error.kind === "forbidden";
  return (
    <section className="page">
      <h1>{t("diagnosis")}</h1>
      <p className="muted">{t("diagnosisHelp")}</p>
      <ScopeForm scope={scope} shown={data} onChange={change} />
      {isForbidden && <p className="panel">{t("diagnosisForbidden")}</p>}
      {error !== null && !isForbidden && data === undefined && (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      )}
      {error === null && data === undefined && <Loading />}
      {data !== undefined && !isForbidden && <Found found={data} />}
    </section>
  );
}

function Found({ found }: { readonly found: Diagnosis }) {
  const { t } = useWords();
  const { workdays, reports, openTasks, provisional } = found;
  return (
    <>
      <p>
        {t("diagnosisBasis", { workdays, reports, tasks: openTasks })}
        {provisional && <span className="muted"> {t("diagnosisProvisional")}</span>}
      </p>
      <TightAndLoosePanel found={found.tightAndLoose} />
      <GustOfWindPanel found={found.gustOfWind} />
      <LopsidedPanel found={found} />
      <TwoSkinsPanel found={found.twoSkins} />
      <ClosingPanel found={found.closing} />
    </>
  );
}

// Stands between a programme and its line in an option's value: no id holds control characters.
const between = "\u0001";

function ScopeForm(props: {
  readonly scope: DiagnosisScope;
  readonly shown: Diagnosis | undefined;
  readonly onChange: (next: DiagnosisScope) => void;
}) {
  const { scope, shown, onChange } = props;
  const { unit, programme, line, ...dates } = scope;
  const { t } = useWords();
  const { data } = useProgrammes();
  const ofUnit = unit === undefined ? {} : { unit };
  const options = (data?.items ?? []).map(({ id, name, lines }) => ({
    label: name,
    options: [
      { value: id, label: t("wholeProgramme") },
      ...lines.map((each) => ({ value: `${id}${between}${each.id}`, label: each.name })),
    ],
  }));
  const value =
    programme === undefined ? undefined : line === undefined ? programme : `${programme}${between}${line}`;
  const choose = (next: string | undefined) => {
    const [of, under] = next?.split(between) ?? [];
    onChange({
      ...ofUnit,
      ...dates,
      ...(of === undefined ? {} : { programme: of }),
      ...(under === undefined ? {} : { line: under }),
    });
  };
  const ofLine = {
    ...(programme === undefined ? {} : { programme }),
    ...(line === undefined ? {} : { line }),
  };
  const date = (name: "from" | "to") => (
    <label className="date-field">
      {t(name === "from" ? "diagnosedFrom" : "diagnosedTo")}{" "}
      <input
        type="date"
        value={scope[name] ?? shown?.[name] ?? ""}
        onChange={({ target }) => target.value !== "" && onChange({ ...scope, [name]: target.value })}
      />
    </label>
  );
  return (
    <div className="filters">
      <UnitSelect
        value={unit}
        placeholder={t("wholeCounty")}
        onChange={(code) => onChange({ ...ofLine, ...dates, ...(code === undefined ? {} : { unit: code }) })}
      />
      <Select
        aria-label={t("anyProgrammeOrLine")}
        allowClear
        placeholder={t("anyProgrammeOrLine")}
        value={value}
        options={options}
        onChange={choose}
        popupMatchSelectWidth={false}
        className={value === undefined ? "filter" : "filter filter-set"}
      />
      {date("from")}
      {date("to")}
    </div>
  );
}
