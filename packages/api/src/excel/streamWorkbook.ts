import { streamZip } from "./streamZip.ts";
import {
  partsBesideSheets,
  type Row,
  type SheetHead,
  sheetBegin,
  sheetEnd,
  sheetPath,
  sheetRow,
} from "./workbookParts.ts";

/** A sheet whose rows come in lots; asked for one after the other, so that the rows of a later sheet may count those of an earlier. */
export interface StreamedSheet extends SheetHead {
  readonly lots: () => AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
}

/** An .xlsx file as `writeWorkbook` makes it, piece by piece: never more of it in memory than a lot of rows. */
export function streamWorkbook(sheets: readonly StreamedSheet[]): AsyncGenerator<Buffer, void, undefined> {
  return streamZip([
    ...partsBesideSheets(sheets).map(({ name, content }) => ({ name, pieces: () => [content] })),
    ...sheets.map((sheet, index) => ({ name: sheetPath(index + 1), pieces: () => piecesOf(sheet) })),
  ]);
}

async function* piecesOf(sheet: StreamedSheet): AsyncGenerator<Buffer, void, undefined> {
  yield Buffer.from(sheetBegin(sheet));
  let written = 0;
  for await (const rows of sheet.lots()) {
    const first = written;
    yield Buffer.from(rows.map((row, index) => sheetRow(row, first + index)).join(""));
    written += rows.length;
  }
  yield Buffer.from(sheetEnd(sheet));
}
