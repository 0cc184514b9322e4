import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Select } from "antd";
import { type ChangeEvent, useId, useState } from "react";
import { useMe } from "../app/session.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useProgrammes } from "../programmes/programmeQueries.ts";
import { useWords } from "../words/language.tsx";
import { FaultTable } from "./FaultTable.tsx";
import { ImportTable } from "./ImportTable.tsx";
import { type ImportAnswer, sendLedger } from "./sendLedger.ts";

const mayImport: ReadonlySet<string> = new Set(["supervisor", "leader", "systemAdmin"]);
const mostBytes = 1024 * 1024;

/** A ledger from Excel: chosen, understood and shown with every bad cell, and only then made into matters. */
export function ImportPage() {
  const { t } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [programme, setProgramme] = useState<string | undefined>(undefined);
  const [answer, setAnswer] = useState<ImportAnswer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  usePageTitle(t("importLedger"));
  const isAllowed = me.roles.some((role) => mayImport.has(role));
  const isDone = answer?.isMade === true;

  const send = async (of: File, into: string | undefined, step: "preview" | "make") => {
    setBusy(true);
    setError(null);
    try {
      setAnswer(await sendLedger(of, into, step));
      if (step === "make") void queries.invalidateQueries();
    } catch (problem) {
      setError(problem);
      if (step === "preview") setAnswer(null);
    } finally {
      setBusy(false);
    }
  };
  const choose = (of: File | null, into: string | undefined) => {
    setFile(of);
    setProgramme(into);
    setAnswer(null);
    if (of !== null && of.size <= mostBytes) void send(of, into, "preview");
  };
  const isTooLarge = file !== null && file.size > mostBytes;
  return (
    <section className="page">
      <h1>{t("importLedger")}</h1>
      <section className="panel stack" aria-label={t("importLedger")}>
        <p className="classified classified-top">{t("classified")}</p>
        <p className="muted">{t("importHelp")}</p>
        {!isAllowed && <Alert type="warning" showIcon title={t("mayNotImport")} />}
        <Choice
          isAllowed={isAllowed && !isBusy}
          programme={programme}
          onFile={(chosen) => choose(chosen, programme)}
          onProgramme={(chosen) => choose(file, chosen)}
        />
        {isTooLarge && <Alert type="error" showIcon title={t("fileTooLarge")} />}
        {isBusy && <p role="status">{t("previewing")}</p>}
        {error !== null && <ProblemAlert error={error} />}
        {answer !== null && <Summary answer={answer} />}
        {answer !== null && !isDone && file !== null && (
          <Confirm answer={answer} isBusy={isBusy} onConfirm={() => void send(file, programme, "make")} />
        )}
      </section>
      {answer !== null && <FaultTable rows={answer.rows} />}
      {answer !== null && <ImportTable answer={answer} />}
    </section>
  );
}

function Choice(props: {
  readonly isAllowed: boolean;
  readonly programme: string | undefined;
  readonly onFile: (file: File | null) => void;
  readonly onProgramme: (programme: string | undefined) => void;
}) {
  const { isAllowed, programme, onFile, onProgramme } = props;
  const { t } = useWords();
  const { data } = useProgrammes();
  const id = useId();
  return (
    <div className="field-row">
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {t("chooseFile")}
        </label>
        <input
          id={id}
          type="file"
          accept=".xlsx"
          disabled={!isAllowed}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            onFile(event.target.files?.[0] ?? null);
            // The same file, mended, can then be chosen again.
            event.target.value = "";
          }}
        />
      </div>
      <div className="field">
        <span className="field-label">{t("importProgramme")}</span>
        <Select
          aria-label={t("importProgramme")}
          allowClear
          value={programme}
          placeholder={t("none")}
          options={data?.items.map((one) => ({ value: one.id, label: one.name })) ?? []}
          onChange={(chosen: string | undefined) => onProgramme(chosen)}
        />
      </div>
    </div>
  );
}

function Summary({ answer }: { readonly answer: ImportAnswer }) {
  const { t } = useWords();
  const { counts, isMade } = answer;
  const { existing, faulty } = counts;
  const text = isMade
    ? t("importDone", { n: counts.created, existing, faulty })
    : t("importCounts", { n: counts.new, existing, faulty });
  return (
    <Alert type={isMade ? "success" : faulty > 0 ? "warning" : "info"} showIcon title={text} role="status" />
  );
}

function Confirm(props: {
  readonly answer: ImportAnswer;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
}) {
  const { answer, isBusy, onConfirm } = props;
  const { t } = useWords();
  const { new: count, faulty } = answer.counts;
  if (count === 0) return <p className="muted">{t("nothingToImport")}</p>;
  return (
    <div className="buttons">
      <Button type="primary" loading={isBusy} onClick={onConfirm}>
        {t(faulty > 0 ? "confirmSkipping" : "confirmImport", { n: count })}
      </Button>
    </div>
  );
}
