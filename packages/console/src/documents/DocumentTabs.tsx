import { Link } from "wouter";
import { useWords } from "../words/language.tsx";

const tabs = ["bulletins", "letters", "exemplars"] as const;

/** The way from one kind of documents to the others. */
export function DocumentTabs({ here }: { readonly here: (typeof tabs)[number] }) {
  const { t } = useWords();
  return (
    <nav className="quick" aria-label={t("documents")}>
      {tabs.map((tab) => (
        <Link
          key={tab}
          href={`/documents/${tab}`}
          className="quick-link"
          aria-current={tab === here ? "true" : undefined}
        >
          {t(tab)}
        </Link>
      ))}
    </nav>
  );
}
