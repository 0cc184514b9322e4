import { Alert, Button, Input } from "antd";
import { type ReactNode, useId } from "react";
import type { Succession } from "../app/shapes.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { useWords } from "../words/language.tsx";
import { SaveNote } from "./SaveNote.tsx";
import type { Save } from "./useSave.ts";

/** What everything of a unit or a person goes over with: shown before, asked for with a reason, and done once for good. */
export function SuccessionDialog(props: {
  readonly title: string;
  readonly warning: string;
  /** What would move and what would end, an item each. */
  readonly moves: ReactNode;
  readonly fields: ReactNode;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly act: string;
  readonly isReady: boolean;
  readonly save: Save;
  readonly onSure: () => void;
  readonly onClose: () => void;
}) {
  const { title, warning, moves, fields, reason, onReason, act, isReady, save, onSure, onClose } = props;
  const { t } = useWords();
  const id = useId();
  const isDone = save.good !== null;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onSure();
        }}
      >
        <Alert type="warning" showIcon title={warning} />
        <section aria-labelledby={`${id}-moves`}>
          <h3 id={`${id}-moves`}>{t("whatMoves")}</h3>
          <ul className="bullets">{moves}</ul>
        </section>
        {!isDone && (
          <>
            {fields}
            <div className="field">
              <label className="field-label" htmlFor={`${id}-reason`}>
                {t("reasonWritten")} <span className="muted">{t("required")}</span>
              </label>
              <Input
                id={`${id}-reason`}
                value={reason}
                maxLength={500}
                onChange={(event) => onReason(event.target.value)}
              />
            </div>
            <p className="classified">{t("classified")}</p>
          </>
        )}
        <SaveNote save={save} />
        <div className="buttons">
          {!isDone && (
            <Button
              type="primary"
              danger
              htmlType="submit"
              loading={save.isSaving}
              disabled={!isReady || reason.trim() === ""}
            >
              {act}
            </Button>
          )}
          <Button onClick={onClose}>{t(isDone ? "close" : "cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What became of it, in a sentence. */
export const successionText = (
  { t }: Pick<ReturnType<typeof useWords>, "t">,
  done: "mergeDone" | "leaveDone",
  { moved, doneAt }: Succession,
): string => t(doneAt === null ? "successionGoing" : done, { n: moved });
