import { Input } from "antd";
import { Labelled } from "../parts/Labelled.tsx";
import { useWords } from "../words/language.tsx";
import { type FiguresDraft, isFigure } from "./operationDraft.ts";
import type { TaskTarget } from "./useTargets.ts";

/** How much of each target is done so far: a number each, with what was last reported and what is to be reached beside it. */
export function FiguresField(props: {
  readonly targets: readonly TaskTarget[];
  readonly value: FiguresDraft;
  readonly onChange: (next: FiguresDraft) => void;
}) {
  const { targets, value, onChange } = props;
  const { t } = useWords();
  const { figures } = value;
  return (
    <div className="stack">
      <span className="muted">{t("figuresHelp")}</span>
      {targets.map(({ id, name, measure, share, reported }) => {
        const text = figures[id] ?? "";
        const isBad = text.trim() !== "" && !isFigure(text);
        const soFar = { reported: reported ?? t("figureNone"), share: share ?? t("figureNone") };
        return (
          <Labelled key={id} label={name} help={t("figureSoFar", soFar)}>
            {(inputId) => (
              <>
                <Input
                  id={inputId}
                  inputMode="decimal"
                  value={text}
                  maxLength={23}
                  suffix={measure}
                  aria-invalid={isBad}
                  {...(isBad ? { status: "error" as const } : {})}
                  onChange={(event) => onChange({ figures: { ...figures, [id]: event.target.value } })}
                />
                {isBad && (
                  <span className="field-fault" role="alert">
                    {t("figureBad")}
                  </span>
                )}
              </>
            )}
          </Labelled>
        );
      })}
    </div>
  );
}
