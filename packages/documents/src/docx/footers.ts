import { AlignmentType, Footer, PageNumber, Paragraph, TextRun } from "docx";
import { charPitch, fonts, sizes } from "../form.ts";
import { pitch } from "./words.ts";

/** 7.5: the page number in 4号宋体 between two dashes, one character in from the outer edge: odd pages on the right, even ones on the left. */
export const pageFooters = (): { default: Footer; even: Footer } => ({
  default: footer(AlignmentType.RIGHT),
  even: footer(AlignmentType.LEFT),
});

function footer(alignment: "right" | "left"): Footer {
  const name = fonts.pageNumber;
  const font = { ascii: name, hAnsi: name, eastAsia: name, cs: name };
  const inwards = Math.round(charPitch);
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        ...pitch((sizes.fourth / 2) * 20),
        indent: alignment === AlignmentType.RIGHT ? { right: inwards } : { left: inwards },
        children: [new TextRun({ font, size: sizes.fourth, children: ["— ", PageNumber.CURRENT, " —"] })],
      }),
    ],
  });
}
