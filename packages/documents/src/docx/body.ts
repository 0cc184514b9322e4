import { AlignmentType, type Paragraph } from "docx";
import { dateText } from "../chinese.ts";
import { charPitch, fonts } from "../form.ts";
import type { Block, OfficialDocument } from "../officialDocument.ts";
import { emptyLine, indented, line } from "./words.ts";

/** The body, the list of annexes a line under it, and who signs, with the date under the name. */
export function bodyParts(document: OfficialDocument): Paragraph[] {
  return [...document.body.map(blockPart), ...annexNote(document), ...signature(document)];
}

function blockPart({ kind, text }: Block): Paragraph {
  const font = kind === "heading" ? fonts.heading : kind === "subheading" ? fonts.subheading : fonts.body;
  return indented(text, { font });
}

/** 7.3.4: 附件 two characters in, a number before each where there are several, no point after it. */
function annexNote({ annexes }: OfficialDocument): Paragraph[] {
  if (annexes.length === 0) return [];
  const isOne = annexes.length === 1;
  const notes = annexes.map(({ title }, place) =>
    indented(`${place === 0 ? "附件：" : "　　　"}${isOne ? "" : `${place + 1}.`}${title}`),
  );
  return [emptyLine(), ...notes];
}

/** 7.3.5.1: room for the seal above, the date four characters from the right, the organ's name centred over it. */
function signature({ organ, issuedOn }: OfficialDocument): Paragraph[] {
  const date = issuedOn === null ? "（签发时填写日期）" : dateText(issuedOn);
  const dateWide = wideOf(date);
  const organWide = wideOf(organ);
  const right = (count: number) => ({
    alignment: AlignmentType.RIGHT,
    indent: { right: Math.round(count * charPitch) },
    keepLines: true,
  });
  const dateRight = Math.max(4, organWide / 2 - dateWide / 2);
  return [
    emptyLine(),
    emptyLine(),
    line(organ, {}, { ...right(dateRight + dateWide / 2 - organWide / 2), keepNext: true }),
    line(date, {}, right(dateRight)),
  ];
}

/** How many characters wide a text is; figures and Latin letters are half as wide as others. */
const wideOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) < 0x80 ? 0.5 : 1), 0);
