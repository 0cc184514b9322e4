import {
  partsBesideSheets,
  type Row,
  type SheetHead,
  sheetBegin,
  sheetEnd,
  sheetPath,
  sheetRow,
} from "./workbookParts.ts";
import { packZip } from "./zip.ts";

/** A sheet to be written: a title over all columns, the headings, then the rows. */
export interface SheetSpec extends SheetHead {
  readonly rows: readonly Row[];
}

/** An .xlsx file (ECMA-376) of these sheets. The same sheets make the same bytes; no text is ever taken for a formula. */
export function writeWorkbook(sheets: readonly SheetSpec[]): Buffer {
  return packZip([
    ...partsBesideSheets(sheets),
    ...sheets.map((sheet, index) => ({
      name: sheetPath(index + 1),
      content: Buffer.from(sheetBegin(sheet) + sheet.rows.map(sheetRow).join("") + sheetEnd(sheet)),
    })),
  ]);
}
