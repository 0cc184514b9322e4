import { useWords } from "../words/language.tsx";

/** Says that something is on its way; only after a moment, so that what is quick doesn't flicker. */
export function Loading() {
  const { t } = useWords();
  return (
    <p className="loading" role="status">
      {t("loading")}
    </p>
  );
}
