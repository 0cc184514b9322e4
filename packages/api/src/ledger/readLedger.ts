import type { Deadline } from "@duban/engine";
import { addressOf, type Sheet } from "../excel/cells.ts";
import { readDeadline } from "./ledgerDeadline.ts";
import { type CellFault, cellFault, isCellFault } from "./ledgerFault.ts";
import { findHeadings, type LedgerColumn, type LedgerHeadings } from "./ledgerHeadings.ts";
import { hasUnitLabels, readUnits, type UnitNames } from "./ledgerUnits.ts";
import { plainText } from "./plainText.ts";

/** A fault with the cell it is in: sheet, address, the column's heading, what stands there. */
export type LedgerFault = CellFault & CellPlace;

/** A cell as people find it. */
export interface CellPlace {
  readonly sheet: string;
  readonly cell: string;
  readonly column: string;
  readonly value: string;
}

/** One item of a ledger as it was understood, over the rows `row` to `lastRow`; without faults, all that a matter needs. */
export interface LedgerRow {
  readonly row: number;
  readonly lastRow: number;
  /** The matter it was exported from, if it says so. */
  readonly id: string | null;
  readonly title: string;
  /** What is asked for, and what the ledger says has been done. */
  readonly requirement: string | null;
  readonly source: string | null;
  readonly lead: string | null;
  readonly assist: readonly string[];
  readonly deadline: Deadline | null;
  readonly line: string | null;
  readonly isYearGuessed: boolean;
  /** Where its title and its deadline stand, for what is found wrong with them later. */
  readonly places: { readonly title: CellPlace; readonly due: CellPlace };
  readonly faults: readonly LedgerFault[];
}

/** What a ledger is read against. `lines` undefined: the programme is not defined, any name is a label. */
export interface LedgerContext {
  readonly names: UnitNames;
  readonly lines: readonly { readonly id: string; readonly name: string }[] | undefined;
  readonly defaultYear: number;
}

/** A sheet as a ledger. */
export interface Ledger {
  readonly sheet: string;
  readonly title: string;
  readonly columns: readonly {
    readonly column: LedgerColumn;
    readonly heading: string;
    readonly letter: string;
  }[];
  readonly rows: readonly LedgerRow[];
}

/** Reads the first of the sheets that has a ledger's headings; undefined if none has. */
export function readLedger(sheets: readonly Sheet[], context: LedgerContext): Ledger | undefined {
  for (const sheet of sheets) {
    const headings = findHeadings(sheet);
    if (headings !== undefined) return ledgerOf(sheet, headings, context);
  }
  return undefined;
}

function ledgerOf(sheet: Sheet, headings: LedgerHeadings, context: LedgerContext): Ledger {
  const year = Number(/(?<!\d)(20\d\d)年?/.exec(plainText(headings.title))?.[1] ?? context.defaultYear);
  const reading = { sheet, headings, context: { ...context, defaultYear: year } };
  const rows: LedgerRow[] = [];
  let section: string | null = null;
  for (let row = headings.bodyFrom; row <= sheet.rowCount; row++) {
    const texts = distinctTexts(sheet, row);
    if (texts.length === 0 || isTotal(texts)) continue;
    const heading = sectionOf(sheet, row, texts);
    if (heading !== undefined) section = heading;
    else {
      const item = itemAt(reading, row, section);
      rows.push(item);
      row = item.lastRow;
    }
  }
  const columns = [...headings.columnOf].map(([column, place]) => ({
    column,
    heading: headings.headingOf.get(column) ?? "",
    letter: addressOf(0, place).slice(0, -1),
  }));
  return { sheet: sheet.name, title: headings.title, columns, rows };
}

function distinctTexts(sheet: Sheet, row: number): readonly string[] {
  const texts = new Set<string>();
  for (let column = 1; column <= sheet.columnCount; column++) {
    const { text, isUnvalued } = sheet.cell(row, column);
    if (text !== "" || isUnvalued) texts.add(text);
  }
  return [...texts];
}

const isTotal = (texts: readonly string[]): boolean =>
  /^(?:合计|总计|小计|填表人|填报单位|备注|说明|注)[:：]?/.test(plainText(texts[0] ?? ""));

const numbering = /^(?:\(?[一二三四五六七八九十]+\)?[、.]?|第[一二三四五六七八九十]+[章部]分?)(?=\S)/;

/** A row that is one text over several columns, or one numbered text alone, heads what comes below: "一、绿化荒山". */
function sectionOf(sheet: Sheet, row: number, texts: readonly string[]): string | undefined {
  const [text = ""] = texts;
  if (texts.length !== 1) return undefined;
  const isWide = [...Array(sheet.columnCount).keys()].some((index) => {
    const merge = sheet.merge(row, index + 1);
    return merge !== undefined && merge.right - merge.left >= 2 && merge.top === merge.bottom;
  });
  const plain = plainText(text);
  if (!isWide && !/^\(?[一二三四五六七八九十]+[)、.]/.test(plain)) return undefined;
  return plain.replace(numbering, "").replace(/\(\d+[项件条]\)$/, "");
}

interface Reading {
  readonly sheet: Sheet;
  readonly headings: LedgerHeadings;
  readonly context: LedgerContext;
}

/** A cell of the item: where it stands, what it holds. Merged over several of the item's rows, it is there once. */
interface Place {
  readonly row: number;
  readonly column: number;
}

function itemAt(reading: Reading, row: number, section: string | null): LedgerRow {
  const { sheet, headings } = reading;
  const titleColumn = headings.columnOf.get("title") ?? 1;
  const lastRow = Math.min(sheet.merge(row, titleColumn)?.bottom ?? row, sheet.rowCount);
  const placesOf = (column: LedgerColumn): readonly Place[] => {
    const place = headings.columnOf.get(column);
    if (place === undefined) return [];
    const rows = Array.from({ length: lastRow - row + 1 }, (_, index) => row + index);
    return rows
      .filter((one) => one === row || (sheet.merge(one, place)?.top ?? one) === one)
      .map((one) => ({ row: one, column: place }));
  };
  const faults: LedgerFault[] = [];
  const shown = (column: LedgerColumn, place: Place): CellPlace => ({
    sheet: sheet.name,
    cell: addressOf(place.row, place.column),
    column: headings.headingOf.get(column) ?? "",
    value: sheet.cell(place.row, place.column).text,
  });
  const fault = (column: LedgerColumn, place: Place, of: CellFault) =>
    faults.push({ ...of, ...shown(column, place) });
  const textsOf = (column: LedgerColumn): string | null => {
    const texts = new Set(placesOf(column).map((place) => tidy(sheet.cell(place.row, place.column).text)));
    texts.delete("");
    return texts.size === 0 ? null : [...texts].join("\n");
  };
  const title = (textsOf("title") ?? "").replaceAll("\n", " ").replace(/^\d+\s*[、.．]\s*/, "");
  const at = { row, column: titleColumn };
  if (title === "") fault("title", at, cellFault("没有写事项", "names nothing to be done"));
  if (title.length > 500) fault("title", at, cellFault("超过500个字", "is longer than 500 characters"));
  const progress = textsOf("progress");
  const said = [textsOf("requirement"), progress && `台账所记进展：${progress}`].filter(
    (part) => part !== null,
  );
  const requirement = said.length === 0 ? null : said.join("\n");
  if ((requirement?.length ?? 0) > 4_000) {
    const [place = at] = placesOf("requirement");
    fault("requirement", place, cellFault("超过4000个字", "is longer than 4000 characters"));
  }
  const item = { reading, placesOf, fault, at };
  const { lead, assist } = unitsOf(item);
  const due = deadlineOf(item);
  return {
    row,
    lastRow,
    id: textsOf("id"),
    title,
    requirement,
    source: textsOf("source"),
    lead,
    assist,
    deadline: due?.deadline ?? null,
    isYearGuessed: due?.isYearGuessed ?? false,
    places: { title: shown("title", at), due: shown("due", placesOf("due")[0] ?? at) },
    line: lineOf(item, section),
    faults,
  };
}

const tidy = (text: string): string => text.replaceAll(/[^\P{Cc}\t\n]|\p{Cs}/gu, "").trim();

interface ItemReading {
  readonly reading: Reading;
  readonly at: Place;
  placesOf(column: LedgerColumn): readonly Place[];
  fault(column: LedgerColumn, place: Place, of: CellFault): void;
}

/** Who leads and who assists; where nobody is named to lead, the first of the responsible units does. */
function unitsOf({ reading, placesOf, fault, at }: ItemReading) {
  const { sheet, context } = reading;
  const lead: string[] = [];
  const others: string[] = [];
  for (const column of ["parts", "lead", "assist"] as const) {
    for (const place of placesOf(column)) {
      const { text, isUnvalued } = sheet.cell(place.row, place.column);
      if (isUnvalued) fault(column, place, unvalued);
      const named = readUnits(text, context.names);
      for (const one of named.faults) fault(column, place, one);
      lead.push(...named.lead);
      const leads = column === "lead" && !hasUnitLabels(text);
      (leads ? lead : others).push(...named.others);
    }
  }
  const all = [...new Set([...lead, ...others])];
  if (all.length === 0) {
    const column = (["lead", "parts", "assist"] as const).find((one) => placesOf(one).length > 0) ?? "title";
    const [place = at] = placesOf(column);
    if (sheet.cell(place.row, place.column).text === "" || column === "title") {
      fault(column, place, cellFault("没有写单位", "names no unit"));
    }
  }
  const [first = null, ...assist] = all;
  return { lead: first, assist };
}

const unvalued = cellFault(
  "公式没有算出结果，请粘贴为数值",
  "holds a formula without a value: paste its value",
);

function deadlineOf({ reading, placesOf, fault, at }: ItemReading) {
  const { sheet, context } = reading;
  const places = placesOf("due").filter(
    ({ row, column }, index) => index === 0 || sheet.cell(row, column).text !== "",
  );
  const [first] = places;
  if (first === undefined) {
    fault("title", at, cellFault("表里没有完成时限这一列", "the ledger has no column of deadlines"));
    return undefined;
  }
  const reads = places.map((place) => ({
    place,
    read: readDeadline(sheet.cell(place.row, place.column), context.defaultYear),
  }));
  for (const { place, read } of reads) if (isCellFault(read)) fault("due", place, read);
  const [of, ...more] = reads.flatMap(({ place, read }) => (isCellFault(read) ? [] : [{ place, read }]));
  for (const { place, read } of more) {
    if (JSON.stringify(read.deadline) === JSON.stringify(of?.read.deadline)) continue;
    fault(
      "due",
      place,
      cellFault("同一事项写了不同的时限，请分成两项", "is another deadline of the same item: make it two"),
    );
  }
  return of?.read;
}

/** The line a column names, or else the heading above; a heading that is no line of the programme is none. */
function lineOf({ reading, placesOf, fault }: ItemReading, section: string | null): string | null {
  const { lines } = reading.context;
  const find = (name: string) =>
    lines?.find((line) => [line.id, line.name].map(plainText).includes(plainText(name)));
  const [place] = placesOf("line");
  const text = place === undefined ? "" : tidy(reading.sheet.cell(place.row, place.column).text);
  if (place === undefined || text === "") return section === null ? null : (find(section)?.id ?? null);
  if (lines === undefined) return text.slice(0, 200);
  const line = find(text);
  if (line === undefined) {
    fault(
      "line",
      place,
      cellFault(`没有工作线叫“${text}”`, `the programme has no line called ${text}`, lines[0]?.name ?? null),
    );
  }
  return line?.id ?? null;
}
