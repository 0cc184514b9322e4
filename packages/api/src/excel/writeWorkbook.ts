import { addressOf } from "./cells.ts";
import { escapeXml } from "./xml.ts";
import { packZip } from "./zip.ts";

/** A column to be written: its heading, its width in characters, and whether it is hidden. */
export interface ColumnSpec {
  readonly heading: string;
  readonly width: number;
  readonly isHidden?: boolean;
}

/** A sheet to be written: a title over all columns, the headings, then the rows. Texts stay texts, numbers numbers. */
export interface SheetSpec {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly ColumnSpec[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const style = { plain: 0, title: 1, heading: 2, cell: 3 } as const;
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** An .xlsx file (ECMA-376) of these sheets. The same sheets make the same bytes; no text is ever taken for a formula. */
export function writeWorkbook(sheets: readonly SheetSpec[]): Buffer {
  const part = (name: string, xml: string) => ({ name, content: Buffer.from(declaration + xml) });
  const numbers = sheets.map((_, index) => index + 1);
  return packZip([
    part("[Content_Types].xml", contentTypesXml(numbers)),
    part(
      "_rels/.rels",
      `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part("xl/workbook.xml", workbookXml(sheets)),
    part("xl/_rels/workbook.xml.rels", workbookRelationsXml(numbers)),
    part("xl/styles.xml", stylesXml),
    ...sheets.map((sheet, index) => part(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet))),
  ]);
}

const contentTypesXml = (numbers: readonly number[]): string =>
  `<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${numbers
    .map(
      (number) =>
        `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
    )
    .join("")}</Types>`;

const workbookXml = (sheets: readonly SheetSpec[]): string =>
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

function sheetXml({ title, columns, rows }: SheetSpec): string {
  const cols = columns
    .map(
      ({ width, isHidden = false }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${isHidden ? ' hidden="1"' : ""}/>`,
    )
    .join("");
  const headings = columns.map(({ heading }) => heading);
  const body = [
    rowXml(1, [title], style.title, 30),
    rowXml(2, headings, style.heading),
    ...rows.map((row, index) => rowXml(index + 3, row, style.cell)),
  ];
  const last = addressOf(1, Math.max(1, columns.length));
  return `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData>${body.join("")}</sheetData><mergeCells count="1"><mergeCell ref="A1:${last}"/></mergeCells><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}

function rowXml(
  row: number,
  values: readonly (string | number | null)[],
  styleIndex: number,
  heightPoints?: number,
): string {
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
