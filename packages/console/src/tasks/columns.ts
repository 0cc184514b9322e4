import { useState } from "react";
import type { Word } from "../words/dictionary.ts";

/** The columns that a reader may choose, in the order they stand; the title is always there. */
export const columnWords = {
  number: "number",
  unit: "unit",
  role: "role",
  state: "state",
  card: "card",
  due: "due",
  waitsFor: "waitsFor",
  why: "why",
  progress: "progress",
  programme: "programme",
  line: "line",
  handler: "handler",
  reworks: "reworks",
  urges: "urges",
  updatedAt: "updatedAt",
} as const satisfies Record<string, Word>;
export type Column = keyof typeof columnWords;

export const allColumns = Object.keys(columnWords) as readonly Column[];
const usual: readonly Column[] = ["number", "unit", "state", "card", "due", "waitsFor", "progress"];
const storageName = "duban.columns";

function stored(): readonly Column[] {
  const text = localStorage.getItem(storageName);
  const names = text?.split(",").filter((name): name is Column => name in columnWords);
  return names === undefined ? usual : names;
}

/** The columns chosen, kept with the browser; what is no column is left out. */
export function useColumns(): [readonly Column[], (next: readonly string[]) => void] {
  const [columns, setColumns] = useState(stored);
  return [
    columns,
    (next) => {
      const ordered = allColumns.filter((column) => next.includes(column));
      localStorage.setItem(storageName, ordered.join(","));
      setColumns(ordered);
    },
  ];
}
