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

// "1 tasks", "1 working days": what the dictionary counts, in the plural; a number that ends in 1 is another matter.
const singular = (text: string): string =>
  text.replaceAll(
    /(?<![\d.,])1 ((?:working |open |overdue |new )?)(task|day|time|deadline|rung|entr|unit|alteration)(ies|s)\b/g,
    (_, kind: string, noun: string, end: string) => `1 ${kind}${noun}${end === "ies" ? "y" : ""}`,
  );

/** The words of a language; pure, so that tests need no page. */
export function wordsOf(language: Language): Words {
  const place = language === "zh" ? 0 : 1;
  const t = (word: Word, filling: Filling = {}) => {
    const text = dictionary[word][place];
    const filled = text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(filling[name] ?? hole));
    return language === "en" && text !== filled ? singular(filled) : filled;
  };
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
