import { Link } from "wouter";
import { useWords } from "../words/language.tsx";
import { usePageTitle } from "./usePageTitle.ts";

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useWords();
  usePageTitle(t("notFound"));
  return (
    <section className="panel">
      <h1>{t("notFound")}</h1>
      <p>{t("notFoundHelp")}</p>
      <Link href="/">{t("overview")}</Link>
    </section>
  );
}
