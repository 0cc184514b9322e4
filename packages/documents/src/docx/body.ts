import { AlignmentType, type Paragraph } from "docx";
import { dateText } from "../chinese.ts";
import { charPitch, fonts } from "../form.ts";
import type { Block, OfficialDocument } from "../officialDocument.ts";
import { emptyLine, indented, line } from "./words.ts";

/** What stays on one page with what comes next: a heading with its text, the end of the text with who signs it. */
const kept = { keepNext: true } as const;

/** The body, the list of annexes a line under it, and who signs, with the date under the name; no page holds the signature alone. */
export function bodyParts(document: OfficialDocument): Paragraph[] {
  const last = document.body.length - 1;
  return [
    ...document.body.map((block, place) => blockPart(block, place === last)),
    ...annexNote(document),
    ...signature(document),
  ];
}

function blockPart({ kind, text }: Block, isLast: boolean): Paragraph {
  const font = kind === "heading" ? fonts.heading : kind === "subheading" ? fonts.subheading : fonts.body;
  return indented(text, { font }, isLast || kind !== "paragraph" ? kept : {});
}

/** 7.3.4: 附件 two characters in, a number before each where there are several, no point after it. */
function annexNote({ annexes }: OfficialDocument): Paragraph[] {
  if (annexes.length === 0) return [];
  const isOne = annexes.length === 1;
  const notes = annexes.map(({ title }, place) =>
    indented(`${place === 0 ? "附件：" : "　　　"}${isOne ? "" : `${place + 1}.`}${title}`, {}, kept),
  );
  return [emptyLine(kept), ...notes];
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
    emptyLine(kept),
    emptyLine(kept),
    line(organ, {}, { ...right(dateRight + dateWide / 2 - organWide / 2), ...kept }),
    line(date, {}, right(dateRight)),
  ];
}

/** How many characters wide a text is; figures and Latin letters are half as wide as others. */
const wideOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) < 0x80 ? 0.5 : 1), 0);
