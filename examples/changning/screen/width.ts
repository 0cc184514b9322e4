/**
 * How many columns a text takes on a terminal: two for what East Asian scripts set wide, none for combining marks, else one.
 *
 * The ranges are those of Unicode's East Asian Width W and F (UAX #11) that the demo can meet: Hangul Jamo, CJK with its
 * punctuation, Hangul syllables, compatibility forms, full-width forms, and the planes of further ideographs.
 */
const wideRanges = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
] as const;

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (/\p{Mn}/u.test(character)) return 0;
  return wideRanges.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** The text cut to so many columns, with … in the place of what was cut. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  let width = 1;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The text filled up with spaces to so many columns: on its right, or on its left. */
export function pad(text: string, columns: number, side: "left" | "right" = "right"): string {
  const spaces = " ".repeat(Math.max(0, columns - widthOf(text)));
  return side === "right" ? text + spaces : spaces + text;
}
