import { Link } from "wouter";
import { NotFoundPage } from "../app/NotFoundPage.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import { AccountsAdmin } from "./AccountsAdmin.tsx";
import { CalendarAdmin } from "./CalendarAdmin.tsx";
import { DutiesAdmin } from "./DutiesAdmin.tsx";
import { KeysAdmin } from "./KeysAdmin.tsx";
import { LadderAdmin } from "./LadderAdmin.tsx";
import { PeopleAdmin } from "./PeopleAdmin.tsx";
import { UnitsAdmin } from "./UnitsAdmin.tsx";

const sections = {
  calendars: { word: "calendars", Body: CalendarAdmin },
  ladders: { word: "ladders", Body: LadderAdmin },
  duties: { word: "duties", Body: DutiesAdmin },
  units: { word: "unitsTab", Body: UnitsAdmin },
  people: { word: "peopleTab", Body: PeopleAdmin },
  accounts: { word: "accountsTab", Body: AccountsAdmin },
  keys: { word: "keysTab", Body: KeysAdmin },
} as const satisfies Record<string, { readonly word: Word; readonly Body: () => unknown }>;

const isSection = (name: string): name is keyof typeof sections => Object.hasOwn(sections, name);

/** What the administrators keep: when a day works, which ladder stands, who there is, and who may come in. */
export function AdminPage({ section }: { readonly section: string }) {
  const { t } = useWords();
  usePageTitle(t("admin"));
  if (!isSection(section)) return <NotFoundPage />;
  const { word, Body } = sections[section];
  return (
    <section className="page">
      <h1>
        {t("admin")} · {t(word)}
      </h1>
      <nav className="quick" aria-label={t("adminNavigation")}>
        {Object.entries(sections).map(([name, { word: label }]) => (
          <Link
            key={name}
            href={`/admin/${name}`}
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
