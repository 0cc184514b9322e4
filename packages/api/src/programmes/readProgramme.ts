import type { z } from "zod";
import type { Sheet } from "../excel/cells.ts";
import { cellFault } from "../ledger/ledgerFault.ts";
import type { CellPlace, LedgerFault } from "../ledger/readLedger.ts";
import { programmeRequestSchema } from "../schemas/programmes.ts";
import { ProgrammeReading } from "./programmeReading.ts";
import { headings } from "./programmeSheets.ts";
import { readDate } from "./readCells.ts";
import { readLines } from "./readLines.ts";
import { findTable } from "./sheetTable.ts";

type Definition = z.output<typeof programmeRequestSchema>;

/** A programme as a workbook defines it; without faults, as it can be put in force. */
export interface ReadProgramme {
  readonly programme: Definition | null;
  readonly faults: readonly LedgerFault[];
}

/** Reads a programme from a workbook in the form of `programmeSheets`, every bad cell named; undefined where no sheet has its lines. */
export function readProgramme(sheets: readonly Sheet[]): ReadProgramme | undefined {
  const table = findTable(sheets, headings.lines, "name");
  if (table === undefined) return undefined;
  const reading = new ProgrammeReading();
  const name = reading.accept(table.titlePlace, "/name", table.title, "");
  const phases = readPhases(sheets, reading);
  const named = readWorks(sheets, reading);
  const { lines, works } = readLines(table.rows, named, reading);
  const parsed = programmeRequestSchema.safeParse({ name, phases, centralWorks: named ?? works, lines });
  for (const issue of parsed.error?.issues ?? []) {
    const place = placeOf(issue.path, reading.places) ?? table.titlePlace;
    // What a cell was found to be already is not said of it twice.
    if (reading.faults.some(({ sheet, cell }) => sheet === place.sheet && cell === place.cell)) continue;
    reading.fault(place, cellFault(chineseOf(issue.code, issue.message), issue.message));
  }
  const isWhole = parsed.success && reading.faults.length === 0;
  return { programme: isWhole ? parsed.data : null, faults: reading.faults };
}

function readPhases(sheets: readonly Sheet[], reading: ProgrammeReading) {
  const rows = findTable(sheets, headings.phases, "name")?.rows ?? [];
  return rows.map((row, index) => {
    const at = `/phases/${index}`;
    const name = reading.accept(row.place("name"), `${at}/name`, row.text("name"), "");
    const dateOf = (column: "from" | "to") =>
      reading.accept(row.place(column), `${at}/${column}`, readDate(row.cell(column)), "");
    return { name, from: dateOf("from"), to: dateOf("to") };
  });
}

/** The central works as a sheet of their own names them; undefined where there is none. */
function readWorks(sheets: readonly Sheet[], reading: ProgrammeReading) {
  return findTable(sheets, headings.works, "name")?.rows.map((row, index) => {
    const at = `/centralWorks/${index}`;
    const name = reading.accept(row.place("name"), `${at}/name`, row.text("name"), "");
    return { id: reading.accept(row.place("id"), `${at}/id`, row.text("id"), "") || name, name };
  });
}

/** The cell of what a pointer names, or of the nearest thing around it. */
function placeOf(path: readonly PropertyKey[], places: ReadonlyMap<string, CellPlace>) {
  for (let length = path.length; length > 0; length--) {
    const pointer = `/${path.slice(0, length).map(String).join("/")}`;
    const place = places.get(pointer) ?? places.get(`${pointer}/name`);
    if (place !== undefined) return place;
  }
  return undefined;
}

function chineseOf(code: string | undefined, message: string): string {
  if (message.endsWith("is there twice")) return "重复，须改一个名称或编码";
  if (message === "must not be negative") return "不能是负数";
  if (message === "must not come before from") return "不能早于开始日期";
  if (code === "too_small") return "不能为空";
  return code === "too_big" ? "太长或太多" : "不合要求";
}
