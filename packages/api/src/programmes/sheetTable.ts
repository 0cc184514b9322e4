import { addressOf, type Cell, type Sheet } from "../excel/cells.ts";
import { plainText } from "../ledger/plainText.ts";
import type { CellPlace } from "../ledger/readLedger.ts";

/** A table in a workbook, found by its headings: the rows under them that hold anything. `title`: what stands above. */
export interface SheetTable<Column extends string> {
  readonly title: string;
  readonly titlePlace: CellPlace;
  readonly rows: readonly TableRow<Column>[];
}

/** A row of a table; a column that the sheet doesn't have is empty in every row. */
export interface TableRow<Column extends string> {
  cell(column: Column): Cell;
  text(column: Column): string;
  place(column: Column): CellPlace;
}

// A title, a note and a line of units stand above headings, seldom more.
const searchedRows = 15;

/** Finds the table of `key`'s heading: in the first sheet that has it, the row with most of the headings. */
export function findTable<Column extends string>(
  sheets: readonly Sheet[],
  headings: Readonly<Record<Column, string>>,
  key: NoInfer<Column>,
): SheetTable<Column> | undefined {
  for (const sheet of sheets) {
    const rows = Array.from({ length: Math.min(searchedRows, sheet.rowCount) }, (_, index) => index + 1);
    const [best] = rows
      .map((row) => ({ row, columnOf: columnsIn(sheet, row, headings) }))
      .filter(({ columnOf }) => columnOf.has(key))
      // A title may be called as a column is; the headings stand under it.
      .sort((one, other) => other.columnOf.size - one.columnOf.size || other.row - one.row);
    if (best !== undefined) return tableOf(sheet, best.row, headings, best.columnOf, key);
  }
  return undefined;
}

function columnsIn<Column extends string>(
  sheet: Sheet,
  row: number,
  headings: Readonly<Record<Column, string>>,
): Map<Column, number> {
  const columnOf = new Map<Column, number>();
  for (let column = 1; column <= sheet.columnCount; column++) {
    const text = plainText(sheet.cell(row, column).text);
    for (const name of Object.keys(headings) as Column[]) {
      if (headings[name] === text && !columnOf.has(name)) columnOf.set(name, column);
    }
  }
  return columnOf;
}

function tableOf<Column extends string>(
  sheet: Sheet,
  headingRow: number,
  headings: Readonly<Record<Column, string>>,
  columnOf: ReadonlyMap<Column, number>,
  key: Column,
): SheetTable<Column> {
  const rowAt = (row: number): TableRow<Column> => {
    // What the sheet lacks is pointed to where the row is known by.
    const placeOf = (column: Column) => columnOf.get(column) ?? columnOf.get(key) ?? 1;
    const cell = (column: Column) => sheet.cell(row, columnOf.get(column) ?? sheet.columnCount + 1);
    return {
      cell,
      text: (column) => cell(column).text,
      place: (column) => ({
        sheet: sheet.name,
        cell: addressOf(row, placeOf(column)),
        column: headings[column],
        value: cell(column).text,
      }),
    };
  };
  const columns = [...columnOf.keys()];
  const isFilled = (row: TableRow<Column>) =>
    columns.some((column) => row.text(column) !== "" || row.cell(column).isUnvalued);
  const count = Math.max(0, sheet.rowCount - headingRow);
  const rows = Array.from({ length: count }, (_, index) => rowAt(headingRow + 1 + index)).filter(isFilled);
  return { ...titleAbove(sheet, headingRow), rows };
}

function titleAbove(sheet: Sheet, headingRow: number) {
  for (let row = 1; row < headingRow; row++) {
    for (let column = 1; column <= sheet.columnCount; column++) {
      const { text } = sheet.cell(row, column);
      if (text !== "") return { title: text, titlePlace: titlePlace(sheet, row, column, text) };
    }
  }
  return { title: "", titlePlace: titlePlace(sheet, 1, 1, "") };
}

const titlePlace = (sheet: Sheet, row: number, column: number, value: string): CellPlace => ({
  sheet: sheet.name,
  cell: addressOf(row, column),
  column: "活动名称",
  value,
});
