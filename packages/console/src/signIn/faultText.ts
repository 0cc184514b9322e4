import { ApiProblem } from "../app/api.ts";
import { problemText } from "../parts/ProblemAlert.tsx";
import type { Word } from "../words/dictionary.ts";
import type { Words } from "../words/language.tsx";

/** What the policy says of a password, by the words of the server's answer. */
const policy: readonly (readonly [RegExp, Word])[] = [
  [/at least/, "passwordTooShort"],
  [/at most/, "passwordTooLong"],
  [/own id or name/, "passwordOwnName"],
  [/same few/, "passwordRepeats"],
  [/everybody tries/, "passwordCommon"],
  [/used before/, "passwordUsed"],
];

/** Why a step of a sign-in was refused, in the reader's language; `wrong` is what a plain refusal means there. */
export function faultText(words: Words, fault: unknown, wrong: Word): string {
  if (!(fault instanceof ApiProblem)) return problemText(words, fault);
  if (fault.status === 401 || fault.kind === "forbidden") return words.t(wrong);
  if (fault.kind === "too-many-requests") return words.t("signInWait");
  const known = policy.find(([pattern]) => pattern.test(fault.message));
  return known === undefined ? problemText(words, fault) : words.t(known[1]);
}
