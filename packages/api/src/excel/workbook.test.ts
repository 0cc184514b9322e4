import { readFile } from "node:fs/promises";
import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { addressOf, parseAddress } from "./cells.ts";
import { readWorkbook } from "./readWorkbook.ts";
import { streamWorkbook } from "./streamWorkbook.ts";
import { writeWorkbook } from "./writeWorkbook.ts";
import { packZip, UnreadableFile } from "./zip.ts";

// Made by exceljs 4.4.0, so that what is read here is not only what is written here.
const fixture = await readFile(new URL("fixtures/ledgerByExceljs.xlsx", import.meta.url));

test("a workbook of another program is read: merged cells, rich text, dates, formats, formulas' values, no hidden sheet", () => {
  const [sheet, ...more] = readWorkbook(fixture);
  expect(more).toEqual([]);
  expect(sheet?.name).toBe("督办台账");
  expect(sheet?.cell(3, 2).text).toBe("督办事项");
  expect(sheet?.cell(6, 2).text).toBe("荒山造林");
  expect(sheet?.merge(6, 2)).toEqual({ top: 5, left: 2, bottom: 6, right: 2 });
  expect(sheet?.cell(5, 5)).toMatchObject({ date: "2026-06-30", text: "2026-06-30" });
  expect(sheet?.cell(7, 5)).toMatchObject({ number: 2026.1, text: "2026.10", date: null });
  expect(sheet?.cell(5, 6).text).toBe("造林3200亩");
});

test("what is written is read again, text for text, and no text becomes a formula", () => {
  const rows = [
    ["=1+1", 3, null],
    ['<a&"b">\u0001', -0.5, "  两行\n的字  "],
  ];
  const columns = ["甲", "乙", "丙"].map((heading) => ({ heading, width: 12 }));
  const file = writeWorkbook([{ name: "台账/1", title: "题", columns, rows }]);
  const [sheet] = readWorkbook(file);
  expect(sheet?.name).toBe("台账 1");
  const read = [3, 4].map((row) => [1, 2, 3].map((column) => sheet?.cell(row, column).text));
  expect(read).toEqual([
    ["=1+1", "3", ""],
    ['<a&"b">', "-0.5", "两行\n的字"],
  ]);
  expect(writeWorkbook([{ name: "台账/1", title: "题", columns, rows }]).equals(file)).toBe(true);
});

test("a workbook written piece by piece holds what one written whole does", async () => {
  const columns = ["甲", "乙"].map((heading) => ({ heading, width: 12 }));
  const rows = Array.from({ length: 1_000 }, (_, index) => [`第${index}件`, index] as const);
  let seen = 0;
  async function* lots() {
    for (let from = 0; from < rows.length; from += 300) {
      const lot = rows.slice(from, from + 300);
      seen += lot.length;
      yield lot;
    }
  }
  const head = { title: "题", columns };
  const pieces: Buffer[] = [];
  for await (const piece of streamWorkbook([
    { ...head, name: "清单", lots },
    { ...head, name: "合计", lots: () => [[["共", seen]]] },
  ])) {
    pieces.push(piece);
  }
  const file = Buffer.concat(pieces);
  const whole = writeWorkbook([
    { ...head, name: "清单", rows },
    { ...head, name: "合计", rows: [["共", 1_000]] },
  ]);
  const textsIn = (of: Buffer) =>
    readWorkbook(of).map((sheet) =>
      Array.from({ length: sheet.rowCount }, (_, row) =>
        [1, 2].map((column) => sheet.cell(row + 1, column).text),
      ),
    );
  expect(textsIn(file)).toEqual(textsIn(whole));
  expect(textsIn(file)[1]?.at(-1)).toEqual(["共", "1000"]);
});

test("what fails on the way fails the file, and is no workbook cut short", async () => {
  const fails = async function* () {
    yield [["一"]];
    throw new Error("the database went away");
  };
  const stream = streamWorkbook([{ name: "清单", title: "题", columns: [], lots: fails }]);
  const readAll = async () => {
    let bytes = 0;
    for await (const piece of stream) bytes += piece.length;
    return bytes;
  };
  await expect(readAll()).rejects.toThrow("the database went away");
});

describe("a file is refused, and never fills the memory", () => {
  const refused = (file: Buffer) => {
    try {
      readWorkbook(file);
    } catch (error) {
      return error instanceof UnreadableFile ? error.kind : error;
    }
    return undefined;
  };
  const bomb = (content: Buffer) => packZip([{ name: "xl/workbook.xml", content }]);

  test("a zip bomb is stopped at the limit, whatever size it claims", () => {
    const file = bomb(Buffer.alloc(17 * 1024 * 1024));
    expect(file.length).toBeLessThan(100_000);
    expect(refused(file)).toBe("too-large");
    // The size an entry claims stands 24 bytes into its record in the directory.
    const claims = Buffer.from(file);
    claims.writeUInt32LE(10, claims.lastIndexOf(Buffer.from("PK\u0001\u0002")) + 24);
    expect(refused(claims)).toBe("too-large");
  });

  test("a document type, which could expand, is not read", () => {
    const lol = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><workbook>&b;</workbook>';
    expect(refused(bomb(Buffer.from(lol)))).toBe("not-read");
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from("督办")],
    ["an old .xls", Buffer.from("d0cf11e0a1b11ae1".padEnd(2_048, "0"), "hex")],
    ["a zip that is no workbook", packZip([{ name: "a.txt", content: Buffer.from("a") }])],
    ["a workbook cut short", fixture.subarray(0, 4_000)],
    ["broken XML", packZip([{ name: "xl/workbook.xml", content: Buffer.from("<workbook><a></workbook>") }])],
    ["noise", deflateRawSync(Buffer.from("noise".repeat(100)))],
  ])("%s is refused", (_what, file) => {
    expect(refused(file)).toBe("not-read");
  });
});

test("addresses are Excel's", () => {
  for (const address of ["A1", "Z9", "AA10", "AZ52", "BA7", "ZZ99", "AAA1"]) {
    const place = parseAddress(address);
    expect(place && addressOf(place.row, place.column)).toBe(address);
  }
});
