import { commonStems } from "./commonPasswords.ts";

/** A password has at least so many characters; length is what makes it good (NIST SP 800-63B, 5.1.1.1). */
export const leastPasswordLength = 10;
/** And no more than this: a hash of a book would be work for nothing. */
export const greatestPasswordLength = 128;
/** None of the last so many comes back. */
export const rememberedPasswords = 5;

/**
 * What is wrong with a new password, as a sentence; undefined if nothing is. Whether it was used before needs the hashes and is
 * asked elsewhere. No rule on kinds of characters: what such rules bring is `Password1!`.
 */
export function passwordFault(
  password: string,
  owner: { readonly person: string; readonly name: string },
): string | undefined {
  const length = [...password].length;
  if (length < leastPasswordLength) return `must have at least ${leastPasswordLength} characters`;
  if (length > greatestPasswordLength) return `must have at most ${greatestPasswordLength} characters`;
  const plain = password.normalize("NFKC").toLowerCase();
  for (const own of [owner.person, owner.name]) {
    if (own.length >= 2 && plain.includes(own.toLowerCase())) return "must not hold your own id or name";
  }
  if (new Set(plain).size < 5) return "repeats the same few characters";
  if (isCommon(plain)) return "is one of those that everybody tries first";
  return undefined;
}

/** True if nothing is left once the well-known stems, digits and signs are taken out. */
function isCommon(plain: string): boolean {
  const rest = commonStems.reduce((text, stem) => text.replaceAll(stem, ""), plain);
  return rest.replaceAll(/[\p{N}\p{P}\p{S}\s]/gu, "").length < 3;
}
