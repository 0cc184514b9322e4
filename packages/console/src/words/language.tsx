import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { dictionary, type Word } from "./dictionary.ts";
import { type TermKind, terms } from "./terms.ts";

export type Language = "zh" | "en";

type Filling = Readonly<Record<string, string | number>>;

/** Words in the language chosen. `term` shows a value it has no word for as it is. */
export interface Words {
  readonly language: Language;
  t(word: Word, filling?: Filling): string;
  term(kind: TermKind, value: string): string;
  list(items: readonly string[]): string;
}

/** The words of a language; pure, so that tests need no page. */
export function wordsOf(language: Language): Words {
  const place = language === "zh" ? 0 : 1;
  const t = (word: Word, filling: Filling = {}) =>
    dictionary[word][place].replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(filling[name] ?? hole));
  return {
    language,
    t,
    term(kind, value) {
      const known: Readonly<Record<string, readonly [string, string]>> = terms[kind];
      return Object.hasOwn(known, value) ? (known[value]?.[place] ?? value) : value;
    },
    list: (items) => items.join(t("listSeparator")),
  };
}

interface Chosen extends Words {
  choose(language: Language): void;
}

const storageName = "duban.language";
const Context = createContext<Chosen>({ ...wordsOf("zh"), choose: () => undefined });

/** Chinese until somebody chooses English; the choice stays with the browser. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useState<Language>(() =>
    localStorage.getItem(storageName) === "en" ? "en" : "zh",
  );
  useEffect(() => {
    localStorage.setItem(storageName, language);
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const value = useMemo(() => ({ ...wordsOf(language), choose }), [language]);
  return <Context value={value}>{children}</Context>;
}

export const useWords = (): Chosen => useContext(Context);
