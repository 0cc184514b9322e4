/** A date "2026-05-29" as a document writes it, 2026年5月29日: no zero before a figure. */
export function dateText(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

/** A span of dates: a whole month, or a whole year, by its name, else from one date to the other. */
export function periodText(from: string, to: string): string {
  const [year, month] = from.split("-").map(Number);
  const isWholeMonth = from.endsWith("-01") && from.slice(0, 7) === to.slice(0, 7) && isLastOfMonth(to);
  if (isWholeMonth) return `${year}年${month}月`;
  if (from.endsWith("-01-01") && to === `${from.slice(0, 4)}-12-31`) return `${year}年`;
  const last = dateText(to);
  return `${dateText(from)}至${from.slice(0, 4) === to.slice(0, 4) ? last.slice(last.indexOf("年") + 1) : last}`;
}

function isLastOfMonth(date: string): boolean {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000);
  return next.getUTCDate() === 1;
}

/** A part of a whole in per cent with one digit, rounded half up on the exact quotient; a dash where there is no whole. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return "—";
  const tenths = Math.floor((part * 2_000 + whole) / (2 * whole));
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

const numerals = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** The rank of a heading: 一, 二 … 十, 十一 …, to 99. */
export function ordinalText(place: number): string {
  const tens = Math.floor(place / 10);
  const ones = numerals[place % 10] ?? "";
  if (tens === 0) return ones;
  return `${tens === 1 ? "" : numerals[tens]}十${ones}`;
}

/** The number of a document: its organ's short name, the year in six-cornered brackets, the number without zeros before it. */
export const numberText = (prefix: string, year: number, serial: number): string =>
  `${prefix}〔${year}〕${serial}号`;
