import { Alert, Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { keepCsv } from "../app/file.ts";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import type { Task } from "../app/shapes.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import type { Column } from "./columns.ts";
import { exportedText, mostExported, readAll } from "./exportTasks.ts";
import type { Filter } from "./filter.ts";

type State =
  | { readonly is: "asked" }
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
  const isReading = state.is === "reading";
  return (
    <Dialog title={t("exportTitle")} onClose={onClose}>
      <div className="stack">
        <p>{t("exportHelp")}</p>
        <p className="classified">{t("classified")}</p>
        <div role="status">
          {isReading && t("exportGoing", { n: state.count })}
          {state.is === "done" && <Alert type="success" showIcon title={state.text} />}
          {state.is === "failed" && <Alert type="error" showIcon title={state.text} />}
        </div>
        <div className="buttons">
          {selected.length > 0 && (
            <Button type="primary" onClick={() => write(selected)} disabled={isReading}>
              {t("exportSelected", { n: selected.length })}
            </Button>
          )}
          <Button
            type={selected.length > 0 ? "default" : "primary"}
            onClick={() => void readAndWrite()}
            loading={isReading}
          >
            {t("exportAll")}
          </Button>
          <Button onClick={onClose}>{t("close")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
