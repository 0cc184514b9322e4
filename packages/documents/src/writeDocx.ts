import { Document, DocumentGridType, type FileChild, LineRuleType, Packer } from "docx";
import { annexParts } from "./docx/annex.ts";
import { bodyParts } from "./docx/body.ts";
import { pageFooters } from "./docx/footers.ts";
import { headParts } from "./docx/head.ts";
import { imprintParts } from "./docx/imprint.ts";
import { charSpacing, fonts, footerUp, linePitch, margins, page, sizes } from "./form.ts";
import type { OfficialDocument } from "./officialDocument.ts";

/** What Word keeps beside a document's text. */
export interface DocxOptions {
  readonly creator: string;
}

/**
 * Writes a document as a Word file in the form of GB/T 9704-2012.
 *
 * A4, 37/35/28/26 mm, 22 lines a page by their pitch and 28 characters a line by their spacing, the title in 2号小标宋 and the body in 3号仿宋. Fonts are named and not
 * shipped.
 */
export function writeDocx(document: OfficialDocument, { creator }: DocxOptions): Promise<Buffer> {
  const children: FileChild[] = [
    ...headParts(document),
    ...bodyParts(document),
    ...annexParts(document),
    ...imprintParts(document),
  ];
  const file = new Document({
    creator,
    title: document.title,
    description: document.number ?? "",
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: font(fonts.body), size: sizes.third, characterSpacing: charSpacing },
          paragraph: { spacing: { before: 0, after: 0, line: linePitch, lineRule: LineRuleType.EXACT } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: { size: page, margin: { ...margins, header: 851, footer: footerUp, gutter: 0 } },
          grid: { type: DocumentGridType.DEFAULT, linePitch },
        },
        footers: pageFooters(),
        children,
      },
    ],
  });
  return Packer.toBuffer(file);
}

const font = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });
