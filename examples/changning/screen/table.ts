import { cut, pad, widthOf } from "./width.ts";

/** A column: its head in two languages, and how its cells stand. */
export interface Column {
  readonly chinese: string;
  readonly english: string;
  readonly align?: "left" | "right";
  /** Cells wider than this are cut. */
  readonly most?: number;
}

/** Lays rows out under two lines of heads; every line ends without spaces. */
export function layOut(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) =>
    columns.map((column, index) => cut(row[index] ?? "", column.most ?? Number.POSITIVE_INFINITY)),
  );
  const heads = [columns.map((column) => column.chinese), columns.map((column) => column.english)];
  const widths = columns.map((_, index) =>
    Math.max(...[...heads, ...cells].map((row) => widthOf(row[index] ?? ""))),
  );
  const line = (row: readonly string[]) =>
    columns
      .map((column, index) =>
        pad(row[index] ?? "", widths[index] ?? 0, column.align === "right" ? "left" : "right"),
      )
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [...heads.map(line), rule, ...cells.map(line)].join("\n");
}
