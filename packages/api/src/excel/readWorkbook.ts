import { type Sheet, sheetOf } from "./cells.ts";
import { readFormats } from "./numberFormats.ts";
import { readSheet } from "./readSheet.ts";
import { walkXml } from "./xml.ts";
import { openZip, UnreadableFile, type Zip } from "./zip.ts";

// A ledger of a thousand matters inflates to under 2 MiB; more than this holds up everybody else.
const inflatedLimitBytes = 16 * 1024 * 1024;
const mostSheets = 50;

/**
 * Reads the visible sheets of an .xlsx file (ECMA-376), in their order; throws `UnreadableFile` for what it is not.
 *
 * Formulas are not worked out: a cell shows the value that was saved with it. Macros, links and pictures are not looked at.
 */
export function readWorkbook(file: Buffer): readonly Sheet[] {
  if (file.length > 8 && file.readUInt32BE(0) === 0xd0cf11e0) {
    throw new UnreadableFile(
      "not-read",
      "it is an old .xls file or has a password: save it as .xlsx without one",
    );
  }
  const zip = openZip(file, inflatedLimitBytes);
  const workbook = zip.read("xl/workbook.xml");
  if (workbook === undefined) throw new UnreadableFile("not-read", "it holds no workbook");
  const { sheets, is1904 } = readSheetList(workbook);
  const pathById = readRelations(zip.read("xl/_rels/workbook.xml.rels"));
  const texts = readTexts(zip.read("xl/sharedStrings.xml"));
  const parts = { texts, formats: readFormats(zip.read("xl/styles.xml")), is1904 };
  return sheets.slice(0, mostSheets).flatMap(({ name, id }) => {
    const content = readPart(zip, pathById.get(id));
    if (content === undefined) return [];
    const { cells, merges } = readSheet(content, parts);
    return [sheetOf(name, cells, merges)];
  });
}

const readPart = (zip: Zip, path: string | undefined): Buffer | undefined =>
  path === undefined ? undefined : zip.read(path.startsWith("/") ? path.slice(1) : `xl/${path}`);

function readSheetList(workbook: Buffer) {
  const sheets: { readonly name: string; readonly id: string }[] = [];
  let is1904 = false;
  walkXml(workbook, {
    open(name, attributes) {
      if (name === "workbookPr") is1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      if (name !== "sheet" || (attributes["state"] ?? "visible") !== "visible") return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      sheets.push({ name: attributes["name"] ?? "", id });
    },
  });
  return { sheets, is1904 };
}

function readRelations(relations: Buffer | undefined): Map<string, string> {
  const pathById = new Map<string, string>();
  if (relations === undefined) return pathById;
  walkXml(relations, {
    open(name, { Id, Target }) {
      if (name === "Relationship" && Id !== undefined && Target !== undefined) pathById.set(Id, Target);
    },
  });
  return pathById;
}

/** The shared texts; how a text sounds (`rPh`) is left out. */
function readTexts(content: Buffer | undefined): readonly string[] {
  if (content === undefined) return [];
  const texts: string[] = [];
  let isText = false;
  let isSound = false;
  walkXml(content, {
    open(name) {
      if (name === "si") texts.push("");
      else if (name === "rPh") isSound = true;
      else if (name === "t") isText = !isSound;
    },
    text(text) {
      if (isText) texts[texts.length - 1] += text;
    },
    close(name) {
      if (name === "t") isText = false;
      else if (name === "rPh") isSound = false;
    },
  });
  return texts;
}
