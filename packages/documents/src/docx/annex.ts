import {
  type FileChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from "docx";
import { fonts, linePitch, margins, page, sizes } from "../form.ts";
import type { AnnexTable, OfficialDocument } from "../officialDocument.ts";
import { centred, emptyLine, line, pitch } from "./words.ts";

/** The annexes, each on a new page: 附件 in 黑体 at its upper left, the title in the third line, the table under it. */
export const annexParts = ({ annexes }: OfficialDocument): FileChild[] =>
  annexes.flatMap((annex, place) => {
    const label = annexes.length === 1 ? "附件" : `附件${place + 1}`;
    return [
      line(label, { font: fonts.heading }, { pageBreakBefore: true }),
      emptyLine(),
      centred(annex.title, { font: fonts.title, size: sizes.second }, pitch(linePitch)),
      emptyLine(),
      tableOf(annex),
    ];
  });

// A line and a half of 小四 (12 pt): a county's units stand on two pages, not on four.
const cellPitch = 360;

function tableOf({ columns, rows }: AnnexTable): Table {
  const wide = page.width - margins.left - margins.right;
  const widths = columnWidths(columns, rows, wide);
  return new Table({
    width: { size: wide, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: cells(columns, widths, fonts.heading) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: cells(row, widths, fonts.body) })),
    ],
  });
}

const cells = (texts: readonly string[], widths: readonly number[], font: string): TableCell[] =>
  texts.map(
    (text, column) =>
      new TableCell({
        width: { size: widths[column] ?? 0, type: WidthType.DXA },
        verticalAlign: VerticalAlignTable.CENTER,
        margins: { top: 60, bottom: 60, left: 60, right: 60 },
        children: [centred(text, { font, size: sizes.smallFourth }, pitch(cellPitch))],
      }),
  );

/** The width shared out by the longest text of each column, within bounds: a long name must not leave the figures no room. */
function columnWidths(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  wide: number,
): number[] {
  const longest = columns.map((heading, column) => {
    const lengths = rows.map((row) => [...(row[column] ?? "")].length);
    return Math.min(14, Math.max(3, [...heading].length / 2, ...lengths));
  });
  const sum = longest.reduce((total, length) => total + length, 0);
  return longest.map((length) => Math.floor((wide * length) / sum));
}
