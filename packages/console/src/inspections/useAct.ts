import { type Save, useSave } from "../admin/useSave.ts";
import { useWords } from "../words/language.tsx";

/** Does something to an inspection, and keeps what became of it. */
export function useAct(inspection: string): {
  readonly save: Save;
  /** `onDone`, once it is done: a draft of it is over then. */
  act(type: string, said?: Readonly<Record<string, unknown>>, onDone?: () => void): void;
} {
  const { t } = useWords();
  const save = useSave();
  return {
    save,
    act: (type, said = {}, onDone = () => undefined) =>
      void save
        .send("POST", `/v1/inspections/${inspection}/acts`, { type, ...said }, () => t("actDone"))
        .then((isDone) => isDone && onDone()),
  };
}
