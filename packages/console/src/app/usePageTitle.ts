import { useEffect } from "react";
import { useWords } from "../words/language.tsx";

/** Names the tab, and so tells a screen reader where it is. */
export function usePageTitle(title: string): void {
  const { t } = useWords();
  useEffect(() => {
    document.title = title === "" ? t("productLong") : `${title} · ${t("product")}`;
  }, [title, t]);
}
