/**
 * Personal data as it is shown unless somebody with the right looks: enough to tell neighbours apart, too little to know them.
 * Pure; what is masked cannot be brought back from its mask.
 */

/** A name with its first character only: 李秀英 → 李**. Of a name of one character nothing is left. */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  if (characters.length < 2) return "*";
  return `${characters[0]}${"*".repeat(Math.min(characters.length - 1, mostStars))}`;
}

/** A number with its first three and last two digits, and only if over half of it is hidden by that: 138******21. */
export function maskPhone(phone: string): string {
  const digits = [...phone].filter((character) => /\d/.test(character));
  if (digits.length < 2 * shownDigits + 1) return "*".repeat(Math.min(digits.length, mostStars));
  return `${digits.slice(0, 3).join("")}${"*".repeat(digits.length - shownDigits)}${digits.slice(-2).join("")}`;
}

const shownDigits = 5;
// A long name says by its length whose it is.
const mostStars = 3;
