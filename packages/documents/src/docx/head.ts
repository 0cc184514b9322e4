import { BorderStyle, type Paragraph } from "docx";
import {
  cardColours,
  colours,
  fonts,
  linePitch,
  lineUnderNumberPoints,
  margins,
  markDown,
  page,
  sizes,
} from "../form.ts";
import type { OfficialDocument } from "../officialDocument.ts";
import { centred, emptyLine, line, pitch } from "./words.ts";

// 7.2.5 leaves the mark's size to the organ, so long as it stays in its line; 96 half points is the largest that a name of nine characters fills it with.
const greatestMark = 96;

/** The head: the organ's mark in red, the number two lines under it and over the red line, the title two lines under that. */
export function headParts({ mark, number, title, addressees, card }: OfficialDocument): Paragraph[] {
  const wide = page.width - margins.left - margins.right;
  const size = Math.min(greatestMark, Math.floor(wide / 10 / Math.max(1, [...mark].length)));
  const colour = card === undefined ? undefined : cardColours[card];
  return [
    centred(
      mark,
      { font: fonts.title, size, colour: colours.mark },
      { spacing: { before: markDown, line: size * 12, lineRule: "exact" } },
    ),
    emptyLine(),
    emptyLine(),
    centred(
      number ?? "（草稿，签发时编号）",
      {},
      {
        border: {
          bottom: {
            style: BorderStyle.SINGLE,
            color: colours.mark,
            size: 12,
            space: lineUnderNumberPoints,
          },
        },
      },
    ),
    emptyLine(),
    emptyLine(),
    ...title
      .split("\n")
      .map((part) =>
        centred(
          part,
          { font: fonts.title, size: sizes.second, ...(colour === undefined ? {} : { colour }) },
          { keepNext: true, keepLines: true, ...pitch(linePitch) },
        ),
      ),
    emptyLine(),
    line(`${addressees}：`),
  ];
}
