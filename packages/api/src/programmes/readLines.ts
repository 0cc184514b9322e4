import { cellFault } from "../ledger/ledgerFault.ts";
import { plainText } from "../ledger/plainText.ts";
import type { ProgrammeReading } from "./programmeReading.ts";
import type { headings } from "./programmeSheets.ts";
import { readFigure } from "./readCells.ts";
import type { TableRow } from "./sheetTable.ts";

type Row = TableRow<keyof typeof headings.lines>;

interface Work {
  readonly id: string;
  readonly name: string;
}

interface ReadLine {
  readonly id: string;
  readonly name: string;
  readonly weight: string | null;
  readonly centralWork: readonly string[];
  readonly targets: {
    readonly id: string;
    readonly name: string;
    readonly unit: string;
    readonly figure: string | null;
  }[];
}

/** The central works by what a cell calls them: those that a sheet names, or, where none does, whatever is named. */
class CentralWorks {
  readonly added: Work[] = [];
  readonly #named: readonly Work[] | undefined;

  constructor(named: readonly Work[] | undefined) {
    this.#named = named;
  }

  find(text: string): Work | undefined {
    const plain = plainText(text);
    const known = this.#named ?? this.added;
    return (
      known.find(({ name }) => plainText(name) === plain) ?? known.find(({ id }) => plainText(id) === plain)
    );
  }

  add(text: string): Work | undefined {
    if (this.#named !== undefined) return undefined;
    const work = { id: text, name: text };
    this.added.push(work);
    return work;
  }
}

/**
 * The lines of a programme, a target a row: a row that names no line, or the one above, goes on with it.
 *
 * `named`: the central works there are; undefined, whatever a line serves is one, and `works` are they.
 */
export function readLines(
  rows: readonly Row[],
  named: readonly Work[] | undefined,
  reading: ProgrammeReading,
): { readonly lines: readonly ReadLine[]; readonly works: readonly Work[] } {
  const lines: ReadLine[] = [];
  const works = new CentralWorks(named);
  for (const row of rows) {
    const name = row.text("name");
    const id = row.text("id") || name;
    const before = lines.at(-1);
    if (before !== undefined && (id === "" || id === before.id)) {
      goOn(row, before, lines.length - 1, reading);
      continue;
    }
    const line = beginLine(row, id, lines.length, works, reading);
    addTarget(row, line, lines.length, reading);
    lines.push(line);
  }
  return { lines, works: works.added };
}

function beginLine(
  row: Row,
  id: string,
  index: number,
  works: CentralWorks,
  reading: ProgrammeReading,
): ReadLine {
  const at = `/lines/${index}`;
  reading.places.set(`${at}/id`, row.place(row.text("id") === "" ? "name" : "id"));
  return {
    id,
    name: reading.accept(row.place("name"), `${at}/name`, row.text("name"), ""),
    weight: reading.accept(row.place("weight"), `${at}/weight`, readFigure(row.cell("weight")), null),
    centralWork: worksOf(row, `${at}/centralWork`, works, reading),
    targets: [],
  };
}

/** What a line serves: a work a line of the cell, or several with 、 between them. */
function worksOf(
  row: Row,
  pointer: string,
  works: CentralWorks,
  reading: ProgrammeReading,
): readonly string[] {
  const place = row.place("works");
  reading.places.set(pointer, place);
  const parts = row
    .text("works")
    .split("\n")
    .map((part) => part.trim());
  // A code may hold what stands between works, so a whole line is looked for first.
  const texts = parts.flatMap((part) =>
    works.find(part) === undefined ? part.split(/[、，,;；]+/).map((one) => one.trim()) : [part],
  );
  return texts.flatMap((text) => {
    if (text === "") return [];
    const work = works.find(text) ?? works.add(text);
    if (work !== undefined) return [work.id];
    reading.fault(place, cellFault(`没有中心工作叫“${text}”`, `there is no central work called ${text}`));
    return [];
  });
}

function goOn(row: Row, line: ReadLine, index: number, reading: ProgrammeReading): void {
  const weight = readFigure(row.cell("weight"));
  if (weight !== null && weight !== line.weight) {
    reading.fault(
      row.place("weight"),
      cellFault("同一工作线写了不同的权重", "is another weight of the same line", line.weight),
    );
  }
  addTarget(row, line, index, reading);
}

function addTarget(row: Row, line: ReadLine, index: number, reading: ProgrammeReading): void {
  const columns = ["targetId", "targetName", "measure", "figure"] as const;
  if (columns.every((column) => row.text(column) === "" && !row.cell(column).isUnvalued)) return;
  const at = `/lines/${index}/targets/${line.targets.length}`;
  const name = reading.accept(row.place("targetName"), `${at}/name`, row.text("targetName"), "");
  const code = row.text("targetId");
  reading.places.set(`${at}/id`, row.place(code === "" ? "targetName" : "targetId"));
  line.targets.push({
    id: code || name,
    name,
    unit: reading.accept(row.place("measure"), `${at}/unit`, row.text("measure"), ""),
    figure: reading.accept(row.place("figure"), `${at}/figure`, readFigure(row.cell("figure")), null),
  });
}
