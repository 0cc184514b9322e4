import { Alert } from "antd";
import { type ChangeEvent, useState } from "react";
import { call } from "../app/api.ts";
import { FaultTable } from "../imports/FaultTable.tsx";
import { type CellFault, excelType } from "../imports/sendLedger.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import type { Definition } from "./programmeDraft.ts";

interface Answer {
  readonly programme: Definition | null;
  readonly faults: readonly CellFault[];
}

/** Fills the form from a workbook; a bad cell is named, and then nothing is filled. */
export function ReadExcel(props: {
  readonly isAllowed: boolean;
  readonly onRead: (definition: Definition) => void;
}) {
  const { isAllowed, onRead } = props;
  const { t } = useWords();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const read = async (file: File) => {
    setFault(null);
    setAnswer(null);
    try {
      const options = { method: "POST", file, mediaType: excelType } as const;
      const understood = await call<Answer>("/v1/imports/programme", options);
      setAnswer(understood);
      if (understood.programme !== null) onRead(understood.programme);
    } catch (problem) {
      setFault(problem);
    }
  };
  return (
    <>
      <Labelled label={t("programmeFromExcel")} help={t("programmeFromExcelHelp")}>
        {(id) => (
          <input
            id={id}
            type="file"
            accept=".xlsx"
            disabled={!isAllowed}
            onChange={(event: ChangeEvent<HTMLInputElement>) => {
              const [file] = event.target.files ?? [];
              if (file !== undefined) void read(file);
              // The same file, mended, can then be chosen again.
              event.target.value = "";
            }}
          />
        )}
      </Labelled>
      {fault !== null && <ProblemAlert error={fault} />}
      {answer?.programme != null && <Alert type="success" showIcon title={t("excelRead")} />}
      {answer !== null && <FaultTable rows={[answer]} />}
    </>
  );
}
