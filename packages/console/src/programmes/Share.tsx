import { useId } from "react";
import { useWords } from "../words/language.tsx";

/** How far something has come, as a bar and as a number; null, not begun. */
export function Share(props: { readonly label: string; readonly progress: string | null }) {
  const { label, progress } = props;
  const { t } = useWords();
  const id = useId();
  if (progress === null)
    return <span className="muted">{t("labelled", { label, text: t("notBegun") })}</span>;
  return (
    <span className="share">
      <span id={id}>{label}</span>
      <progress max={100} value={Number(progress)} aria-labelledby={id} />
      <strong>{progress}%</strong>
    </span>
  );
}
