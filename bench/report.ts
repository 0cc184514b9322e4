/** One thing measured, as a table: columns by key, rows as they go into the JSON. */
export interface Section {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

export interface Column {
  readonly key: string;
  readonly title: string;
  /** Digits after the point; 0 unless said. Text is shown as it is. */
  readonly digits?: number;
}

export type Row = Readonly<Record<string, string | number | null>>;

/** A figure the project is held to. */
export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What a suite hands back. */
export interface SuiteOutcome {
  readonly sections: readonly Section[];
  readonly targets: readonly Target[];
}

export const isMet = ({ measured, atLeast, atMost }: Target): boolean =>
  measured >= (atLeast ?? Number.NEGATIVE_INFINITY) && measured <= (atMost ?? Number.POSITIVE_INFINITY);

/** A section as text: a Markdown table, aligned, with its notes below. */
export function renderSection({ title, columns, rows, notes }: Section): string {
  const cells = rows.map((row) => columns.map((column) => renderCell(row[column.key] ?? null, column)));
  const isNumber = columns.map(({ key }) => rows.every((row) => typeof row[key] !== "string"));
  const widths = columns.map((column, index) =>
    Math.max(3, widthOf(column.title), ...cells.map((line) => widthOf(line[index] ?? ""))),
  );
  const lineOf = (texts: readonly string[]) =>
    `| ${texts.map((text, index) => pad(text, widths[index] ?? 0, isNumber[index] === true)).join(" | ")} |`;
  const rule = `|${widths.map((width, index) => "-".repeat(width + 1) + (isNumber[index] === true ? ":" : "-")).join("|")}|`;
  const lines = [lineOf(columns.map((column) => column.title)), rule, ...cells.map(lineOf)];
  return [`\n## ${title}\n`, ...lines, ...notes.map((note) => `\n${note}`)].join("\n");
}

/** The targets as a table of their own. */
export const sectionOfTargets = (targets: readonly Target[]): Section => ({
  name: "targets",
  title: "Targets on 2 cores",
  columns: [
    { key: "what", title: "what" },
    { key: "measured", title: "measured" },
    { key: "target", title: "target" },
    { key: "met", title: "met" },
  ],
  rows: targets.map((target) => ({
    what: target.what,
    measured: `${grouped(target.measured, target.measured < 10 ? 2 : 0)} ${target.unit}`,
    target:
      target.atLeast === undefined ? `≤ ${grouped(target.atMost ?? 0)}` : `≥ ${grouped(target.atLeast)}`,
    met: isMet(target) ? "yes" : "NO",
  })),
  notes: [],
});

function renderCell(value: string | number | null, column: Column): string {
  if (value === null) return "";
  return typeof value === "number" ? grouped(value, column.digits ?? 0) : value;
}

const grouped = (value: number, digits?: number): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits ?? 0, maximumFractionDigits: digits ?? 2 });

// No character of a table is wider than one cell but the Chinese ones, which take two.
const widthOf = (text: string): number => text.replace(/[一-鿿]/g, "xx").length;

function pad(text: string, width: number, right: boolean): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
}
