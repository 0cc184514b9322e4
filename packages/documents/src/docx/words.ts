import { AlignmentType, type IParagraphOptions, Paragraph, TextRun } from "docx";
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
  return new TextRun({ text, font: every, size, ...(colour === undefined ? {} : { color: colour }) });
}

/** A paragraph of one look. */
export function line(text: string, look: Look = {}, more: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ children: [words(text, look)], ...more });
}

/** A paragraph in the middle of its line. */
export const centred = (text: string, look: Look = {}, more: IParagraphOptions = {}): Paragraph =>
  line(text, look, { alignment: AlignmentType.CENTER, ...more });

/** An empty line of the grid. */
export const emptyLine = (): Paragraph => line("");

/** A paragraph whose first line stands two characters in. */
export const indented = (text: string, look: Look = {}): Paragraph =>
  line(text, look, { indent: { firstLine: Math.round(2 * charPitch), firstLineChars: 200 } });
