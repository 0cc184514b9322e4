import { AlignmentType, type IParagraphOptions, LineRuleType, Paragraph, TextRun } from "docx";
import { charPitch, fonts, sizes } from "../form.ts";

/** How a run of text looks; what is left out is the body's. */
export interface Look {
  readonly font?: string;
  readonly size?: number;
  readonly colour?: string;
}

/** Text in one look, Chinese and Latin letters and figures from the same font. */
export function words(text: string, { font = fonts.body, size = sizes.third, colour }: Look = {}): TextRun {
  const every = { ascii: font, hAnsi: font, eastAsia: font, cs: font };
  return new TextRun({
    text,
    font: every,
    size,
    // The body's letters stand closer for the sake of its lines; others need not.
    ...(size === sizes.third ? {} : { characterSpacing: 0 }),
    ...(colour === undefined ? {} : { color: colour }),
  });
}

/** A paragraph of one look. A page has its 22 lines: none is left empty so that two lines stay together. */
export function line(text: string, look: Look = {}, more: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ widowControl: false, children: [words(text, look)], ...more });
}

/** So many twentieths of a point from line to line, whatever the font: a stand-in for one that is missing is often taller. */
export const pitch = (twips: number): IParagraphOptions => ({
  spacing: { line: twips, lineRule: LineRuleType.EXACT },
});

/** A paragraph in the middle of its line. */
export const centred = (text: string, look: Look = {}, more: IParagraphOptions = {}): Paragraph =>
  line(text, look, { alignment: AlignmentType.CENTER, ...more });

/** An empty line of the grid. */
export const emptyLine = (more: IParagraphOptions = {}): Paragraph => line("", {}, more);

/** A paragraph whose first line stands two characters in. */
export const indented = (text: string, look: Look = {}, more: IParagraphOptions = {}): Paragraph =>
  line(text, look, { indent: { firstLine: Math.round(2 * charPitch), firstLineChars: 200 }, ...more });
