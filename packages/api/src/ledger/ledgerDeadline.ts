import { type Deadline, parseInstant } from "@duban/engine";
import type { Cell } from "../excel/cells.ts";
import { type CellFault, cellFault } from "./ledgerFault.ts";
import { plainText } from "./plainText.ts";

/** A deadline as it was read; `isYearGuessed` where only the ledger says of which year it speaks. */
export interface ReadDeadline {
  readonly deadline: Deadline;
  readonly isYearGuessed: boolean;
}

const digits: Readonly<Record<string, string>> = {
  ...{ 一: "1", 二: "2", 三: "3", 四: "4", 五: "5", 六: "6", 七: "7", 八: "8", 九: "9", 十: "10" },
  ...{ 十一: "11", 十二: "12" },
};
const chineseNumber = /十[一二]?|[一二三四五六七八九](?=月|季度)/g;

const two = (number: number): string => String(number).padStart(2, "0");
const year = String.raw`(?:(\d{4})[年./-])?`;
const fullDate = new RegExp(String.raw`^${year}(\d{1,2})[月./-](\d{1,2})日?(?:前|以前|之前|止)?$`);
const month = new RegExp(
  String.raw`^${year}(\d{1,2})(?:月份?)?(底|末|内|初|上旬|中旬|下旬)?(?:前|以前|之前|止)?$`,
);
const quarter = new RegExp(`^${year}第?([1-4])季度(?:底|末|内)?(?:前|以前|之前)?$`);
const wholeYear = /^(?:(\d{4})年?|今年|本年|全年)?(年?底|年?末|年?内|上半年|下半年)?(?:前|以前|之前)?$/;
const span = /^(\d{1,4})个?(工作日|日|天)(?:内|以内|之内)?$/;
const endless = /长期|常态|持续|全年推进|立即|马上|尽快|及时|适时|随时/;

/**
 * What a cell of a ledger means by its deadline: "2024.6", "2024年6月底", "6月30日前", "二季度末", "年底", "20个工作日", or a date.
 *
 * `defaultYear` is of which year a date without one is. What has no end, or can be read in two ways, is a fault: nobody guesses.
 */
export function readDeadline(cell: Cell, defaultYear: number): ReadDeadline | CellFault {
  if (cell.date !== null) return dateOf(Number(cell.date.slice(0, 4)), cell.date, false);
  const text = plainText(cell.text).replaceAll(chineseNumber, (numeral) => digits[numeral] ?? numeral);
  if (text === "") return cellFault("没有完成时限", "has no deadline");
  const instant = parseInstant(cell.text.trim());
  if (instant !== undefined) return { deadline: { at: cell.text.trim() }, isYearGuessed: false };
  const ambiguous = ambiguousMonth(cell, text);
  if (ambiguous !== undefined) return ambiguous;
  const read =
    readSpan(text) ??
    readDate(text, defaultYear) ??
    readMonth(text, defaultYear) ??
    readYear(text, defaultYear);
  if (read !== undefined) return read;
  if (endless.test(text)) {
    return cellFault(
      "没有终点的要求不能计时：写明日期，或改建为周期任务",
      "has no end: give a date, or make it a recurring duty",
      `${defaultYear}-12-31`,
    );
  }
  return cellFault("看不懂这个时限", "cannot be read as a deadline", `${defaultYear}-12-31`);
}

/** 2024.1 typed as a number may have been 2024.10: Excel drops the nought, and the months look alike. */
function ambiguousMonth(cell: Cell, text: string): CellFault | undefined {
  if (cell.number === null || !/^\d{4}\.1$/.test(text)) return undefined;
  const of = text.slice(0, 4);
  return cellFault(
    `按数字存的“${text}”可能是1月，也可能是10月，请写成“${of}年1月”或“${of}年10月”`,
    `stored as the number ${text}, which may be January or October: write the month out`,
    `${of}年10月`,
  );
}

function readSpan(text: string): ReadDeadline | undefined {
  const [, count, of] = span.exec(text) ?? [];
  if (count === undefined || Number(count) === 0) return undefined;
  const deadline = of === "工作日" ? { workdays: Number(count) } : { days: Number(count) };
  return { deadline, isYearGuessed: false };
}

function readDate(text: string, defaultYear: number): ReadDeadline | CellFault | undefined {
  const [whole, ofYear, ofMonth, day] = fullDate.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const date = `${ofYear ?? defaultYear}-${two(Number(ofMonth))}-${two(Number(day))}`;
  return dateOf(Number(ofYear ?? defaultYear), date, ofYear === undefined);
}

function dateOf(ofYear: number, date: string, isYearGuessed: boolean): ReadDeadline | CellFault {
  if (ofYear < 2000 || ofYear > 2199) return cellFault("年份不对", "is in a year that cannot be meant");
  const [, ofMonth = 0, day = 0] = date.split("-").map(Number);
  const last = new Date(Date.UTC(ofYear, ofMonth, 0)).getUTCDate();
  if (ofMonth < 1 || ofMonth > 12) return cellFault("没有这个月份", "names a month that is none");
  if (day >= 1 && day <= last) return { deadline: { on: date }, isYearGuessed };
  return cellFault("没有这一天", "names a day that is none", `${date.slice(0, 7)}-${two(last)}`);
}

// 上旬 ends on the 10th, 中旬 on the 20th, 月初 by the 5th as offices use it.
const dayOfPart: Readonly<Record<string, string>> = { 初: "05", 上旬: "10", 中旬: "20" };

function readMonth(text: string, defaultYear: number): ReadDeadline | CellFault | undefined {
  const [ofQuarter, quarterYear, number] = quarter.exec(text) ?? [];
  if (ofQuarter !== undefined) return monthOf(quarterYear, 3 * Number(number), undefined, defaultYear);
  const [whole, ofYear, ofMonth, part] = month.exec(text) ?? [];
  // A lone number is no month.
  if (whole === undefined || (ofYear === undefined && !whole.includes("月"))) return undefined;
  return monthOf(ofYear, Number(ofMonth), part, defaultYear);
}

function monthOf(
  ofYear: string | undefined,
  ofMonth: number,
  part: string | undefined,
  defaultYear: number,
): ReadDeadline | CellFault {
  if (ofMonth < 1 || ofMonth > 12) return cellFault("没有这个月份", "names a month that is none");
  const day = dayOfPart[part ?? ""];
  const text = `${ofYear ?? defaultYear}-${two(ofMonth)}`;
  const deadline = day === undefined ? { month: text } : { on: `${text}-${day}` };
  return { deadline, isYearGuessed: ofYear === undefined };
}

function readYear(text: string, defaultYear: number): ReadDeadline | undefined {
  const [whole, ofYear, part] = wholeYear.exec(text) ?? [];
  if (
    whole === undefined ||
    whole === "" ||
    (ofYear !== undefined && part === undefined && !whole.includes("年"))
  ) {
    return undefined;
  }
  const ofMonth = part === "上半年" ? "06" : "12";
  return {
    deadline: { month: `${ofYear ?? defaultYear}-${ofMonth}` },
    isYearGuessed: ofYear === undefined,
  };
}
