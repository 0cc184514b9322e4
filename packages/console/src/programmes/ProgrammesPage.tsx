import type { Programme } from "@duban/client";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "wouter";
import { downloadFile } from "../app/file.ts";
import { putsUp } from "../app/rights.ts";
import { useMe } from "../app/session.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { LinePanel } from "./LinePanel.tsx";
import { useProgramme, useProgrammes } from "./programmeQueries.ts";
import { Share } from "./Share.tsx";
import { UnitTargets } from "./UnitTargets.tsx";

/** The county's programmes, one of them open: its lines with progress and figures, down to matters and tasks. */
export function ProgrammesPage({ id }: { readonly id: string | undefined }) {
  const { t } = useWords();
  const { data, error, refetch } = useProgrammes();
  const isAllowed = putsUp(useMe());
  usePageTitle(t("programmes"));
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const open = id ?? data.items[0]?.id;
  return (
    <section className="page">
      <h1>{t("programmes")}</h1>
      <p className="muted">{t("programmesHelp")}</p>
      <nav className="quick" aria-label={t("programmes")}>
        {data.items.map((programme) => (
          <Link
            key={programme.id}
            href={`/programmes/${encodeURIComponent(programme.id)}`}
            className="quick-link"
            aria-current={programme.id === open ? "true" : undefined}
          >
            {programme.name}
          </Link>
        ))}
        <Link href="/imports" className="quick-link">
          {t("importLedger")}
        </Link>
        {isAllowed && (
          <Link href="/define-programme" className="quick-link">
            {t("newProgramme")}
          </Link>
        )}
      </nav>
      {open === undefined ? (
        <p className="panel">{t("noProgrammes")}</p>
      ) : (
        <ProgrammeLedger key={open} id={open} />
      )}
    </section>
  );
}

function ProgrammeLedger({ id }: { readonly id: string }) {
  const { data, error, refetch } = useProgramme(id);
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <Head programme={data} />
      {data.lines.map((line) => (
        <LinePanel key={line.id ?? ""} programme={data} line={line} />
      ))}
      {data.units.length > 0 && <UnitTargets programme={data} />}
    </>
  );
}

function Head({ programme }: { readonly programme: Programme }) {
  const { t } = useWords();
  const isAllowed = putsUp(useMe());
  const [fault, setFault] = useState<unknown>(null);
  const { id, name, version, phases } = programme;
  const save = (path: string, file: string) => {
    setFault(null);
    downloadFile(path, file).catch(setFault);
  };
  const code = encodeURIComponent(id);
  return (
    <section className="panel stack" aria-labelledby="programme-name">
      <h2 id="programme-name">{name}</h2>
      {version === null ? (
        <p className="muted">{t("programmeUndefined")}</p>
      ) : (
        <p className="muted">{t("versionInForce", { n: version })}</p>
      )}
      <Share label={t("programmeProgress")} progress={programme.progress} />
      <p>
        {t("lineCounts", { matters: programme.matters, tasks: programme.tasks, ended: programme.ended })}
        {programme.overdue > 0 && (
          <>
            {" "}
            <Link href={`/tasks?programme=${code}&overdue=true`} className="late">
              {t("overdueCount", { n: programme.overdue })}
            </Link>
          </>
        )}
      </p>
      {phases.length > 0 && (
        <p className="muted">
          {t("labelled", {
            label: t("phasesLabel"),
            text: phases.map((phase) => t("phaseText", phase)).join(" · "),
          })}
        </p>
      )}
      <div className="buttons">
        <Button onClick={() => save(`/v1/exports/matters.xlsx?programme=${code}`, `${name}.xlsx`)}>
          {t("exportLedger")}
        </Button>
        {version !== null && (
          <Button onClick={() => save(`/v1/exports/programmes/${code}.yaml`, `${name}.yaml`)}>
            {t("exportYaml")}
          </Button>
        )}
        {version !== null && (
          <Button onClick={() => save(`/v1/exports/programmes/${code}.xlsx`, `${name}.xlsx`)}>
            {t("exportDefinition")}
          </Button>
        )}
        {isAllowed && <Link href={`/define-programme/${code}`}>{t("editProgramme")}</Link>}
      </div>
      {fault !== null && <ProblemAlert error={fault} />}
    </section>
  );
}
