import type { Words } from "../words/language.tsx";
import { terms } from "../words/terms.ts";
import { actionWords } from "./actionWords.ts";

const eventPrefix = /^duban\.(?:task\.)?/;

/** What an entry of the trail says was done, in words; what somebody made up is shown as he sent it. */
export function actionText({ language, term }: Pick<Words, "language" | "term">, action: string): string {
  const known: Readonly<Record<string, readonly [zh: string, en: string]>> = actionWords;
  const plain = action.replace(eventPrefix, "");
  if (Object.hasOwn(known, plain)) return known[plain]?.[language === "zh" ? 0 : 1] ?? plain;
  return Object.hasOwn(terms.event, plain) ? term("event", plain) : action;
}
