import { Link } from "wouter";
import { NotFoundPage } from "../app/NotFoundPage.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import { AskedSection } from "./AskedSection.tsx";
import { ComplaintsSection } from "./ComplaintsSection.tsx";
import { MeasuresSection } from "./MeasuresSection.tsx";

const sections = {
  asked: { word: "askedTab", Body: AskedSection },
  complaints: { word: "complaintsTab", Body: ComplaintsSection },
  measures: { word: "measuresTab", Body: MeasuresSection },
} as const satisfies Record<string, { readonly word: Word; readonly Body: () => unknown }>;

const isSection = (name: string): name is keyof typeof sections => Object.hasOwn(sections, name);

/** What keeps the asking in bounds: what a unit was asked, the complaint box, and measures that only people decide. */
export function BurdenPage({ section }: { readonly section: string }) {
  const { t } = useWords();
  usePageTitle(t("burden"));
  if (!isSection(section)) return <NotFoundPage />;
  const { word, Body } = sections[section];
  return (
    <section className="page">
      <h1>
        {t("burden")} · {t(word)}
      </h1>
      <nav className="quick" aria-label={t("burdenNavigation")}>
        {Object.entries(sections).map(([name, { word: label }]) => (
          <Link
            key={name}
            href={`/burden/${name}`}
            className="quick-link"
            aria-current={name === section ? "true" : undefined}
          >
            {t(label)}
          </Link>
        ))}
      </nav>
      <Body />
    </section>
  );
}
