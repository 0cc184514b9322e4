import { walkXml } from "./xml.ts";

/** How a cell's number is shown, by the index of its style. */
export interface CellFormat {
  readonly isDate: boolean;
  /** Digits after the point where the format fixes them, else null. */
  readonly decimals: number | null;
}

// ECMA-376 18.8.30: these ids are dates, in Chinese and other locales from 27 to 36 and 50 to 58.
const isDateId = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

const decimalsById: Readonly<Record<number, number>> = { 1: 0, 2: 2, 3: 0, 4: 2 };

/** Reads the formats of a workbook's styles; none without them. */
export function readFormats(styles: Buffer | undefined): readonly CellFormat[] {
  if (styles === undefined) return [];
  const codeById = new Map<number, string>();
  const formats: CellFormat[] = [];
  let isInCellFormats = false;
  walkXml(styles, {
    open(name, attributes) {
      const id = Number(attributes["numFmtId"] ?? 0);
      if (name === "numFmt") codeById.set(id, attributes["formatCode"] ?? "");
      else if (name === "cellXfs") isInCellFormats = true;
      else if (name === "xf" && isInCellFormats) formats.push(formatOf(id, codeById.get(id)));
    },
    close(name) {
      if (name === "cellXfs") isInCellFormats = false;
    },
  });
  return formats;
}

function formatOf(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return { isDate: isDateId(id), decimals: decimalsById[id] ?? null };
  // What stands in quotes or brackets, or behind a backslash, is shown as it is.
  const [bare = ""] = code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, "").split(";");
  const fixed = /^[#,0]*0(?:\.(0+))?_?\s*$/.exec(bare);
  return { isDate: /[ymd]/i.test(bare), decimals: fixed === null ? null : (fixed[1]?.length ?? 0) };
}

const dayMs = 86_400_000;

/** The date that Excel shows for a serial number; null for what it shows none for. */
export function dateOfSerial(serial: number, is1904: boolean): string | null {
  const day = Math.floor(serial) + (is1904 ? 1_462 : 0);
  // 2958465 is 9999-12-31; before 61 Excel counts a 29 February 1900 that never was.
  if (day < 61 || day > 2_958_465) return null;
  return new Date(Date.UTC(1899, 11, 30) + day * dayMs).toISOString().slice(0, 10);
}
