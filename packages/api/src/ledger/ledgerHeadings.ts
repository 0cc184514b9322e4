import type { Sheet } from "../excel/cells.ts";
import { plainText } from "./plainText.ts";

/** What a column of a ledger holds, by what counties call it. The first that matches is taken. */
const columnPatterns = {
  id: /^(?:内部编号|系统编号)/,
  number: /^(?:督办编号|督办文号|督字号)/,
  ordinal: /^(?:序号?|编号|no\.?)$/i,
  title:
    /^(?:督办|督查|交办|工作|重点|主要|目标|年度)*(?:事项|任务|工作内容|项目)(?:名称|内容)?$|^(?:督办|工作|重点工作|任务)内容$|^(?:重点|主要)工作$/,
  requirement: /^(?:工作|办理|具体|目标|落实)?(?:要求|措施|标准)$|^工作目标$|^目标要求$/,
  parts: /^责任分工$|^(?:牵头|主办).*(?:责任|配合|协办)|^责任单位及/,
  lead: /^(?:牵头|主办)(?:单位|部门|科室)?$/,
  assist: /^(?:责任|协办|配合|承办|参与|落实)(?:单位|部门)$/,
  due: /(?:时限|期限)$|^(?:完成|办结|截止|计划完成|要求完成)(?:时间|日期)$|^时间要求$/,
  line: /^(?:工作线|工作类别|类别|板块|领域)$/,
  progress: /^(?:目前|当前|工作|办理|完成|落实|推进)*(?:进展|情况)(?:情况)?$/,
  source: /^(?:事项|交办|任务)?(?:来源|依据)$/,
  remark: /^备注$/,
} as const;

export type LedgerColumn = keyof typeof columnPatterns;

/** Where a ledger's headings stand, and which column holds what. `bodyFrom` is the first row under them. */
export interface LedgerHeadings {
  readonly columnOf: ReadonlyMap<LedgerColumn, number>;
  readonly headingOf: ReadonlyMap<LedgerColumn, string>;
  readonly title: string;
  readonly bodyFrom: number;
}

const searchedRows = 15;

function kindOf(heading: string): LedgerColumn | undefined {
  const plain = plainText(heading).replaceAll(/\([^)]*\)/g, "");
  for (const [kind, pattern] of Object.entries(columnPatterns)) {
    // Object.entries forgets the keys' type; they are the columns'.
    if (pattern.test(plain)) return kind as LedgerColumn;
  }
  return undefined;
}

/**
 * Finds the headings of a ledger, in one row or over several with merged cells; undefined in a sheet that has none.
 *
 * A heading row names what is to be done and by whom or until when. Rows go on being headings while a merged heading reaches
 * into them, or they hold headings only: of "责任单位" over "牵头单位 | 配合单位" the lower ones count.
 */
export function findHeadings(sheet: Sheet): LedgerHeadings | undefined {
  for (let row = 1; row <= Math.min(searchedRows, sheet.rowCount); row++) {
    const kinds = new Set(kindsIn(sheet, row).values());
    if (!kinds.has("title") || kinds.size < 2) continue;
    return headingsFrom(sheet, row);
  }
  return undefined;
}

function kindsIn(sheet: Sheet, row: number): Map<number, LedgerColumn> {
  const kinds = new Map<number, LedgerColumn>();
  for (let column = 1; column <= sheet.columnCount; column++) {
    const kind = kindOf(sheet.cell(row, column).text);
    if (kind !== undefined) kinds.set(column, kind);
  }
  return kinds;
}

function headingsFrom(sheet: Sheet, first: number): LedgerHeadings {
  let last = first;
  while (last < sheet.rowCount && isHeadingRow(sheet, last + 1, first)) last += 1;
  const columnOf = new Map<LedgerColumn, number>();
  const headingOf = new Map<LedgerColumn, string>();
  for (let column = 1; column <= sheet.columnCount; column++) {
    for (let row = last; row >= first; row--) {
      const heading = sheet.cell(row, column).text;
      const kind = kindOf(heading);
      if (kind === undefined) continue;
      if (!columnOf.has(kind)) {
        columnOf.set(kind, column);
        headingOf.set(kind, heading);
      }
      break;
    }
  }
  return { columnOf, headingOf, title: titleAbove(sheet, first), bodyFrom: last + 1 };
}

function isHeadingRow(sheet: Sheet, row: number, first: number): boolean {
  let ownHeadings = 0;
  for (let column = 1; column <= sheet.columnCount; column++) {
    const { text } = sheet.cell(row, column);
    if (text === "") continue;
    const merge = sheet.merge(row, column);
    if (merge !== undefined && merge.top >= first && merge.top < row) continue;
    if (kindOf(text) === undefined) return false;
    ownHeadings += 1;
  }
  return ownHeadings > 0;
}

function titleAbove(sheet: Sheet, first: number): string {
  const texts: string[] = [];
  for (let row = 1; row < first; row++) {
    for (let column = 1; column <= sheet.columnCount; column++) {
      const { text } = sheet.cell(row, column);
      if (text !== "" && !texts.includes(text)) texts.push(text);
    }
  }
  return texts.join(" ");
}
