import { Alert, Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { ApiProblem } from "../app/api.ts";
import { downloadFile, keepCsv } from "../app/file.ts";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import type { Task } from "../app/shapes.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import type { Column } from "./columns.ts";
import { exportedText, mostExported, readAll } from "./exportTasks.ts";
import { apiFilter, type Filter } from "./filter.ts";

// As many as the API puts into one file.
const mostInExcel = 100_000;

type State =
  | { readonly is: "asked" }
  | { readonly is: "making" }
  | { readonly is: "reading"; readonly count: number }
  | { readonly is: "done"; readonly text: string }
  | { readonly is: "failed"; readonly text: string };

/** Writes the list, or what is selected of it, to a file on the reader's own machine. */
export function ExportDialog(props: {
  readonly filter: Filter;
  readonly selected: readonly Task[];
  readonly columns: readonly Column[];
  readonly onClose: () => void;
}) {
  const { filter, selected, columns, onClose } = props;
  const words = useWords();
  const { t } = words;
  const units = useUnits();
  const people = usePeople();
  const now = useNow();
  const [state, setState] = useState<State>({ is: "asked" });
  const ending = useRef(new AbortController());
  useEffect(() => {
    const { current } = ending;
    return () => current.abort();
  }, []);
  const write = (tasks: readonly Task[]) => {
    const file = `${t("exportFile")}-${now.slice(0, 10)}.csv`;
    keepCsv(file, exportedText(words, tasks, columns, { units, people, now }));
    setState({ is: "done", text: t("exportDone", { n: tasks.length, file }) });
  };
  const readAndWrite = async () => {
    setState({ is: "reading", count: 0 });
    try {
      const tasks = await readAll(
        filter,
        (count) => setState({ is: "reading", count }),
        ending.current.signal,
      );
      if (tasks === null) setState({ is: "failed", text: t("exportCut", { most: mostExported }) });
      else write(tasks);
    } catch (error) {
      if (!ending.current.signal.aborted) {
        setState({ is: "failed", text: t("refused", { why: problemText(words, error) }) });
      }
    }
  };
  const makeExcel = async () => {
    setState({ is: "making" });
    const file = `${t("exportFile")}-${now.slice(0, 10)}.xlsx`;
    try {
      await downloadFile(`/v1/exports/tasks.xlsx?${new URLSearchParams(apiFilter(filter))}`, file);
      setState({ is: "done", text: t("exportMade", { file }) });
    } catch (error) {
      const isTooMany = error instanceof ApiProblem && error.kind === "payload-too-large";
      const why = isTooMany ? t("exportCut", { most: mostInExcel }) : problemText(words, error);
      setState({ is: "failed", text: isTooMany ? why : t("refused", { why }) });
    }
  };
  const isReading = state.is === "reading";
  const isBusy = isReading || state.is === "making";
  return (
    <Dialog title={t("exportTitle")} onClose={onClose}>
      <div className="stack">
        <p>{t("exportHelp", { most: mostInExcel })}</p>
        <p className="classified">{t("classified")}</p>
        <div role="status">
          {isReading && t("exportGoing", { n: state.count })}
          {state.is === "making" && t("exportMaking")}
          {state.is === "done" && <Alert type="success" showIcon title={state.text} />}
          {state.is === "failed" && <Alert type="error" showIcon title={state.text} />}
        </div>
        <div className="buttons">
          {selected.length > 0 && (
            <Button type="primary" onClick={() => write(selected)} disabled={isBusy}>
              {t("exportSelected", { n: selected.length })}
            </Button>
          )}
          <Button
            type={selected.length > 0 ? "default" : "primary"}
            onClick={() => void makeExcel()}
            loading={state.is === "making"}
            disabled={isReading}
          >
            {t("exportExcel")}
          </Button>
          <Button onClick={() => void readAndWrite()} loading={isReading} disabled={state.is === "making"}>
            {t("exportAll")}
          </Button>
          <Button onClick={onClose}>{t("close")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
