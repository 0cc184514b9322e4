import { useWords } from "../words/language.tsx";

/** How far the work has come by the unit's own account. */
export function Progress({ percent }: { readonly percent: number }) {
  const { t } = useWords();
  return (
    <span className="progress">
      <progress max={100} value={percent} aria-label={t("progress")} />
      <span>{percent}%</span>
    </span>
  );
}
