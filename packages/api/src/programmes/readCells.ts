import { canonicalDecimal } from "@duban/engine";
import type { Cell } from "../excel/cells.ts";
import { type CellFault, cellFault } from "../ledger/ledgerFault.ts";
import { plainText } from "../ledger/plainText.ts";

/** What a cell holds as an exact decimal; null where it is empty, a fault where it is no figure. Thousands may stand apart. */
export function readFigure(cell: Cell): string | null | CellFault {
  if (cell.isUnvalued) return unvalued;
  const text = cell.number === null ? plainText(cell.text).replaceAll(",", "") : String(cell.number);
  if (text === "") return null;
  const figure = canonicalDecimal(text);
  if (figure !== undefined) return figure;
  const [, digits = null] = /^(-?\d{1,15}(?:\.\d{1,6})?)/.exec(text) ?? [];
  return cellFault(
    "应是一个数，整数部分至多15位、小数至多6位",
    "is no figure of at most 15 digits before and 6 after the point",
    digits,
  );
}

const datePattern = /^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/;

/** The date a cell shows or spells, "2026-03-01"; a fault where it is none. */
export function readDate(cell: Cell): string | CellFault {
  if (cell.isUnvalued) return unvalued;
  if (cell.date !== null) return cell.date;
  const [, year = "", month = "", day = ""] = datePattern.exec(plainText(cell.text)) ?? [];
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  if (!Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)) return date;
  return cellFault("应是日期，如2026-03-01", "is no date such as 2026-03-01");
}

const unvalued = cellFault(
  "公式没有算出结果，请粘贴为数值",
  "holds a formula without a value: paste its value",
);
