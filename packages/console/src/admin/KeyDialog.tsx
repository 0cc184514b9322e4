import { Button } from "antd";
import { useState } from "react";
import { Dialog } from "../parts/Dialog.tsx";
import { useWords } from "../words/language.tsx";

/** How long the present secret stays good beside the new one: none, an hour, a day, a week; in seconds. */
const overlaps = [
  [0, "overlapNone"],
  [3_600, "overlapHour"],
  [86_400, "overlapDay"],
  [604_800, "overlapWeek"],
] as const;

/** Asks once more before a key gets another secret or is shut out; `onSure` gets the overlap in seconds. */
export function KeyDialog(props: {
  readonly act: "rotate" | "revoke";
  readonly name: string;
  readonly onSure: (overlap: number) => void;
  readonly onClose: () => void;
}) {
  const { act, name, onSure, onClose } = props;
  const { t } = useWords();
  const [overlap, setOverlap] = useState<number>(86_400);
  return (
    <Dialog title={t(act)} onClose={onClose}>
      <div className="stack">
        <p>{t(act === "revoke" ? "revokeSure" : "rotateSure", { name })}</p>
        {act === "rotate" && (
          <fieldset className="choices">
            <legend>{t("overlap")}</legend>
            {overlaps.map(([seconds, word]) => (
              <label key={seconds} className="check">
                <input
                  type="radio"
                  name="overlap"
                  checked={overlap === seconds}
                  onChange={() => setOverlap(seconds)}
                />
                {t(word)}
              </label>
            ))}
          </fieldset>
        )}
        <div className="buttons">
          <Button type="primary" danger={act === "revoke"} onClick={() => onSure(overlap)}>
            {t(act)}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
