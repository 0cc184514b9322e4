import type { LetterKind } from "@duban/documents";
import {
  type Calendar,
  dayOf,
  findHistory,
  formatDay,
  type RecordedEvent,
  type TaskState,
} from "@duban/engine";
import type { Api } from "../api.ts";
import { calendarOfTask } from "../taskReader.ts";
import { letterKindOf } from "./letterKindOf.ts";

/** A letter that a task's history calls for: its kind, and the event it follows from. `on` is that event's date. */
export interface FoundLetter {
  readonly kind: LetterKind;
  readonly revision: number;
  readonly on: string;
  readonly event: RecordedEvent;
}

/** The letters of a task in order, with the history they follow from. */
export interface FoundLetters {
  readonly history: readonly RecordedEvent[];
  readonly letters: readonly FoundLetter[];
  readonly calendar: Calendar;
}

// No task has more; of one that had, the last letters would be left out.
const mostEvents = 5_000;

/** The first of these members of an event's data that holds text. */
export function textIn({ data }: RecordedEvent, ...names: string[]): string | null {
  const name = names.find((each) => typeof data[each] === "string" && data[each] !== "");
  return name === undefined ? null : String(data[name]);
}

/** Every letter that a task's history calls for. */
export async function findLetters(api: Api, tenantId: number, task: TaskState): Promise<FoundLetters> {
  const [history, calendar] = await Promise.all([
    findHistory(api.database, tenantId, task.id, 0, mostEvents),
    calendarOfTask(api.database, tenantId, task),
  ]);
  const letters = history.flatMap((event) => {
    const kind = letterKindOf(event.type, textIn(event, "card"));
    if (kind === undefined) return [];
    return [{ kind, revision: event.revision, on: formatDay(dayOf(calendar, event.recordedAt)), event }];
  });
  return { history, letters, calendar };
}
