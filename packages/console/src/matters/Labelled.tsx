import type { ReactNode } from "react";
import { useWords } from "../words/language.tsx";

/** A field of the matter's form under its label; `isGroup` where it is more than one control. */
export function Labelled(props: {
  readonly label: string;
  readonly isRequired?: boolean;
  readonly isMissing?: boolean;
  readonly isGroup?: boolean;
  readonly children: ReactNode;
}) {
  const { label, isRequired = false, isMissing = false, isGroup = false, children } = props;
  const { t } = useWords();
  const Wrapper = isGroup ? "div" : "label";
  return (
    <Wrapper className="field">
      <span className="field-label">
        {label} {isRequired && <span className="muted">{t("required")}</span>}
      </span>
      {children}
      {isMissing && (
        <span className="field-fault" role="alert">
          {t("labelled", { label, text: t("required") })}
        </span>
      )}
    </Wrapper>
  );
}
