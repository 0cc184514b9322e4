import { addressOf } from "./cells.ts";
import { escapeXml } from "./xml.ts";

/** A column to be written: its heading, its width in characters, and whether it is hidden. */
export interface ColumnSpec {
  readonly heading: string;
  readonly width: number;
  readonly isHidden?: boolean;
}

/** What a sheet is called, and what stands above its rows. */
export interface SheetHead {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly ColumnSpec[];
}

/** A row to be written: texts stay texts, numbers numbers. */
export type Row = readonly (string | number | null)[];

/** A file in the workbook's container. */
export interface Part {
  readonly name: string;
  readonly content: Buffer;
}

const style = { plain: 0, title: 1, heading: 2, cell: 3 } as const;
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The parts of a workbook but for its sheets, which are at `sheetPath(1)` and on. */
export function partsBesideSheets(sheets: readonly SheetHead[]): readonly Part[] {
  const part = (name: string, xml: string) => ({ name, content: Buffer.from(declaration + xml) });
  const numbers = sheets.map((_, index) => index + 1);
  return [
    part("[Content_Types].xml", contentTypesXml(numbers)),
    part(
      "_rels/.rels",
      `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part("xl/workbook.xml", workbookXml(sheets)),
    part("xl/_rels/workbook.xml.rels", workbookRelationsXml(numbers)),
    part("xl/styles.xml", stylesXml),
  ];
}

export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`;

const contentTypesXml = (numbers: readonly number[]): string =>
  `<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${numbers
    .map(
      (number) =>
        `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
    )
    .join("")}</Types>`;

const workbookXml = (sheets: readonly SheetHead[]): string =>
  `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets
    .map(
      ({ name }, index) =>
        `<sheet name="${escapeXml(sheetName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
    )
    .join("")}</sheets></workbook>`;

// What Excel takes as a sheet's name.
const sheetName = (name: string): string => name.replaceAll(/[[\]:*?/\\]/g, " ").slice(0, 31);

const workbookRelationsXml = (numbers: readonly number[]): string =>
  `<Relationships xmlns="${relations}">${numbers
    .map(
      (number) =>
        `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
    )
    .join(
      "",
    )}<Relationship Id="rId${numbers.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`;

const thin = ["left", "right", "top", "bottom"].map((side) => `<${side} style="thin"/>`).join("");
const wrapped = (horizontal: string) =>
  `<alignment horizontal="${horizontal}" vertical="center" wrapText="1"/>`;
const stylesXml = `<styleSheet xmlns="${main}"><fonts count="3"><font><sz val="11"/></font><font><b/><sz val="16"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/></border><border>${thin}</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyAlignment="1">${wrapped("center")}</xf><xf numFmtId="0" fontId="2" fillId="0" borderId="1" xfId="0" applyAlignment="1">${wrapped("center")}</xf><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyAlignment="1">${wrapped("left")}</xf></cellXfs></styleSheet>`;

/** The sheet's document up to its first row: widths, the title over all columns, the headings. */
export function sheetBegin({ title, columns }: SheetHead): string {
  const cols = columns
    .map(
      ({ width, isHidden = false }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${isHidden ? ' hidden="1"' : ""}/>`,
    )
    .join("");
  const headings = columns.map(({ heading }) => heading);
  const head = rowXml(1, [title], style.title, 30) + rowXml(2, headings, style.heading);
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData>${head}`;
}

/** The row at `index`, from 0, below the headings. */
export const sheetRow = (row: Row, index: number): string => rowXml(index + 3, row, style.cell);

/** What follows the last row. */
export function sheetEnd({ columns }: SheetHead): string {
  const last = addressOf(1, Math.max(1, columns.length));
  return `</sheetData><mergeCells count="1"><mergeCell ref="A1:${last}"/></mergeCells><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}

function rowXml(row: number, values: Row, styleIndex: number, heightPoints?: number): string {
  const cells = values.map((value, index) => {
    const address = addressOf(row, index + 1);
    if (value === null || value === "") return `<c r="${address}" s="${styleIndex}"/>`;
    return typeof value === "number"
      ? `<c r="${address}" s="${styleIndex}"><v>${value}</v></c>`
      : `<c r="${address}" s="${styleIndex}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
  });
  const height = heightPoints === undefined ? "" : ` ht="${heightPoints}" customHeight="1"`;
  return `<row r="${row}"${height}>${cells.join("")}</row>`;
}
