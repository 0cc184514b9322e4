import { call } from "../app/api.ts";
import type { People, Units } from "../app/queries.ts";
import type { Page, Task } from "../app/shapes.ts";
import { whoDecides } from "../task/whoDecides.ts";
import { whyLate } from "../task/whyLate.ts";
import type { Words } from "../words/language.tsx";
import { dueShort, isEnded } from "../words/when.ts";
import { type Column, columnWords } from "./columns.ts";
import { csvOf } from "./csv.ts";
import { apiQuery, type Filter } from "./filter.ts";

// A hundred pages of the API's largest size: some ten seconds, and more than anybody reads in a spreadsheet.
export const mostExported = 20_000;

/** Every task that a filter gives, page by page; null where they are more than `mostExported`. */
export async function readAll(
  filter: Filter,
  onProgress: (count: number) => void,
  signal: AbortSignal,
): Promise<readonly Task[] | null> {
  const tasks: Task[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Page<Task> = await call<Page<Task>>(`/v1/tasks?${apiQuery(filter, 200, cursor)}`, { signal });
    tasks.push(...page.items);
    onProgress(tasks.length);
    if (page.next === null) return tasks;
    if (tasks.length >= mostExported) return null;
    cursor = page.next;
  }
}

interface Names {
  readonly units: Units;
  readonly people: People;
  readonly now: string;
}

/** The tasks as a file: units in their fixed order, within a unit the most urgent first. */
export function exportedText(
  words: Words,
  tasks: readonly Task[],
  columns: readonly Column[],
  names: Names,
): string {
  const placeByUnit = new Map(names.units.items.map(({ code }, place) => [code, place]));
  const placeOf = (task: Task) => placeByUnit.get(task.unit) ?? placeByUnit.size;
  const sorted = [...tasks].sort((one, other) => placeOf(one) - placeOf(other));
  const all: readonly (Column | "title")[] = ["number", "title", ...columns.filter((of) => of !== "number")];
  const head = all.flatMap((column) =>
    column === "due"
      ? [words.t("due"), words.t("dueInstant")]
      : [column === "title" ? words.t("title") : words.t(columnWords[column])],
  );
  const rows = sorted.map((task) => [
    ...all.flatMap((column) => cellsOf(words, task, column, names)),
    task.id,
  ]);
  return csvOf([[...head, words.t("taskId")], ...rows]);
}

function cellsOf(words: Words, task: Task, column: Column | "title", names: Names): readonly string[] {
  const { term } = words;
  const plain = (instant: string) => `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
  switch (column) {
    case "title":
      return [task.title];
    case "number":
      return [task.number];
    case "unit":
      return [names.units.nameOf(task.unit)];
    case "role":
      return [term("part", task.role)];
    case "state":
      return [term("state", task.state)];
    case "card":
      return [term("card", task.card)];
    case "due":
      return [
        dueShort(words, task, names.now),
        task.dueAt === null || isEnded(task) ? "" : plain(task.dueAt),
      ];
    case "waitsFor":
      return [whoDecides(words, task, names.units.nameOf(task.unit), undefined)];
    case "why":
      return [task.overdue ? whyLate(words, task) : ""];
    case "progress":
      return [`${task.progress}%`];
    case "programme":
      return [task.programme ?? ""];
    case "line":
      return [task.line ?? ""];
    case "handler":
      return [task.handler === null ? "" : names.people.nameOf(task.handler)];
    case "reworks":
      return [String(task.reworks)];
    case "urges":
      return [String(task.urges)];
    case "updatedAt":
      return [plain(task.updatedAt)];
  }
}
