import { type Cell, type Merge, parseAddress, parseMerge } from "./cells.ts";
import { type CellFormat, dateOfSerial } from "./numberFormats.ts";
import { walkXml } from "./xml.ts";
import { UnreadableFile } from "./zip.ts";

/** What all sheets of a workbook share. */
export interface WorkbookParts {
  readonly texts: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly is1904: boolean;
}

const mostRows = 20_000;
const mostColumns = 200;
// A title over all columns and the rows of an item merge some hundreds of cells; a sheet merged whole is no ledger.
const mostMergedCells = 400_000;

export interface PlacedCell {
  readonly row: number;
  readonly column: number;
  readonly cell: Cell;
}

interface Raw {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  inline: string;
  hasFormula: boolean;
}

/** Reads one sheet's cells and merged rectangles. */
export function readSheet(content: Buffer, parts: WorkbookParts) {
  const cells: PlacedCell[] = [];
  const merges: Merge[] = [];
  let raw: Raw | undefined;
  let member = "";
  let place = { row: 0, column: 0 };
  walkXml(content, {
    open(name, attributes) {
      if (name === "row") place = { row: Number(attributes["r"] ?? place.row + 1), column: 0 };
      else if (name === "c") {
        place = placeOf(attributes["r"], place);
        raw = rawOf(place, attributes);
      } else if (name === "mergeCell") merges.push(...mergeOf(attributes["ref"] ?? ""));
      else if (name === "f" && raw !== undefined) raw.hasFormula = true;
      if (name === "v" || name === "t") member = name;
    },
    text(text) {
      if (raw === undefined) return;
      if (member === "v") raw.value += text;
      else if (member === "t") raw.inline += text;
    },
    close(name) {
      if (name === "v" || name === "t") member = "";
      if (name !== "c" || raw === undefined) return;
      const cell = cellOf(raw, parts);
      if (cell.text !== "" || cell.isUnvalued) cells.push({ row: raw.row, column: raw.column, cell });
      raw = undefined;
    },
  });
  if (areaOf(merges) > mostMergedCells)
    throw new UnreadableFile("too-large", "too much of a sheet is merged");
  return { cells, merges };
}

function placeOf(address: string | undefined, before: { readonly row: number; readonly column: number }) {
  const place = parseAddress(address ?? "") ?? { row: before.row, column: before.column + 1 };
  if (place.row > mostRows) throw new UnreadableFile("too-large", `a sheet has over ${mostRows} rows`);
  return place;
}

const rawOf = (
  { row, column }: { readonly row: number; readonly column: number },
  attributes: Readonly<Record<string, string>>,
): Raw | undefined =>
  // Formatting often runs to the last column; nothing stands there.
  column > mostColumns
    ? undefined
    : {
        row,
        column,
        type: attributes["t"] ?? "n",
        style: Number(attributes["s"] ?? 0),
        value: "",
        inline: "",
        hasFormula: false,
      };

function mergeOf(reference: string): Merge[] {
  const merge = parseMerge(reference);
  if (merge === undefined) return [];
  return [{ ...merge, right: Math.min(merge.right, mostColumns), bottom: Math.min(merge.bottom, mostRows) }];
}

const areaOf = (merges: readonly Merge[]): number =>
  merges.reduce((sum, { top, left, bottom, right }) => sum + (bottom - top + 1) * (right - left + 1), 0);

function cellOf(raw: Raw, { texts, formats, is1904 }: WorkbookParts): Cell {
  const plain = (text: string): Cell => ({ text: text.trim(), number: null, date: null, isUnvalued: false });
  if (raw.type === "s") return plain(texts[Number(raw.value)] ?? "");
  if (raw.type === "inlineStr") return plain(raw.inline);
  if (raw.type === "d") return { ...plain(raw.value), date: raw.value.slice(0, 10) };
  if (raw.value === "") return { ...plain(""), isUnvalued: raw.hasFormula };
  if (raw.type !== "n") return plain(raw.value);
  const number = Number(raw.value);
  const format = formats[raw.style];
  const date = format?.isDate === true ? dateOfSerial(number, is1904) : null;
  const decimals = format?.decimals ?? null;
  const shown = decimals === null ? String(number) : number.toFixed(decimals);
  return { text: date ?? shown, number, date, isUnvalued: false };
}
