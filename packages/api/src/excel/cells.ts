/** One cell as a sheet holds it: its text as people see it, and what is behind it. */
export interface Cell {
  readonly text: string;
  readonly number: number | null;
  /** The date it shows, `2024-06-30`, where it is formatted as one. */
  readonly date: string | null;
  /** A formula that came without a value; formulas are never worked out here. */
  readonly isUnvalued: boolean;
}

/** A rectangle of cells merged into one; all bounds from 1, inclusive. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A sheet as it was read; rows and columns count from 1. */
export interface Sheet {
  readonly name: string;
  readonly rowCount: number;
  readonly columnCount: number;
  /** The cell that is seen there: of merged ones, the first. */
  cell(row: number, column: number): Cell;
  merge(row: number, column: number): Merge | undefined;
}

export const emptyCell: Cell = { text: "", number: null, date: null, isUnvalued: false };

/** "C5", as Excel names the cell in row 5, column 3. */
export function addressOf(row: number, column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** Row and column of an address; undefined for what is none. */
export function parseAddress(address: string): { readonly row: number; readonly column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(address) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const column = [...letters].reduce((so, letter) => so * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column };
}

/** A merged rectangle from its reference, "B3:B7". */
export function parseMerge(reference: string): Merge | undefined {
  const [from = "", to = from] = reference.split(":");
  const [first, last] = [parseAddress(from), parseAddress(to)];
  if (first === undefined || last === undefined) return undefined;
  return { top: first.row, left: first.column, bottom: last.row, right: last.column };
}

const placeKey = (row: number, column: number): number => row * 20_000 + column;

/** Makes a sheet of its cells, by address, and its merged rectangles. */
export function sheetOf(
  name: string,
  cells: readonly { readonly row: number; readonly column: number; readonly cell: Cell }[],
  merges: readonly Merge[],
): Sheet {
  const cellByPlace = new Map(cells.map(({ row, column, cell }) => [placeKey(row, column), cell]));
  const mergeByPlace = new Map<number, Merge>();
  for (const merge of merges) {
    for (let row = merge.top; row <= merge.bottom; row++) {
      for (let column = merge.left; column <= merge.right; column++) {
        mergeByPlace.set(placeKey(row, column), merge);
      }
    }
  }
  const filled = cells.filter(({ cell }) => cell.text !== "" || cell.isUnvalued);
  return {
    name,
    rowCount: filled.reduce((most, { row }) => Math.max(most, row), 0),
    columnCount: filled.reduce((most, { column }) => Math.max(most, column), 0),
    cell(row, column) {
      const merge = mergeByPlace.get(placeKey(row, column));
      return cellByPlace.get(merge ? placeKey(merge.top, merge.left) : placeKey(row, column)) ?? emptyCell;
    },
    merge: (row, column) => mergeByPlace.get(placeKey(row, column)),
  };
}
