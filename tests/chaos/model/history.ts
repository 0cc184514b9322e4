import type { Database } from "@duban/engine";
import type { Almanac, Deadline, Round, Rung } from "./almanac.ts";
import type { DutyBody } from "./ruleModel.ts";
import type { StageTerms } from "./stagesModel.ts";

/** What is read of an event's data; each type has some of it. */
export interface EventData {
  readonly due?: Deadline;
  readonly signWithin?: Deadline;
  readonly approvals?: number;
  readonly maxExtensions?: number;
  readonly stages?: readonly StageTerms[];
  readonly reportEvery?: Round | null;
  readonly skippedStages?: readonly string[];
  /** Of `progressed` the stage that is met, of `rungFired` the one it is about. */
  readonly stage?: string;
  readonly ladder?: { readonly id: string; readonly version: number };
  /** Of `assigned` the id alone, of `projected` the version too. */
  readonly calendar?: string | { readonly id: string; readonly version: number };
  readonly unit?: string;
  readonly handler?: string;
  readonly clock?: string;
  readonly generation?: number;
  readonly rung?: number;
  readonly at?: string;
  readonly dueAt?: string;
  readonly notified?: readonly { readonly person: string }[];
  readonly person?: string;
  readonly message?: string;
  readonly notices?: readonly string[];
}

/** An event as it stands in the table. */
export interface EventRow {
  readonly task_id: string;
  readonly revision: number;
  readonly type: string;
  readonly source: string;
  readonly event_id: string;
  readonly at: number;
  readonly recorded_at: number;
  readonly actor: { readonly key: string; readonly person: string | null; readonly unit: string | null };
  readonly roles: readonly string[];
  readonly data: EventData;
  readonly state: string;
  readonly unit: string;
  readonly calendar_version: number;
}

export interface TaskRow {
  readonly id: string;
  readonly matter_id: string;
  readonly state: string;
  readonly revision: number;
  readonly unit: string;
  readonly card: string;
  readonly extensions: number;
  readonly updated_at: number;
}

export interface ClockRow {
  readonly task_id: string;
  readonly name: string;
  readonly state: string;
  readonly generation: number;
  readonly due_at: number;
  readonly provisional: boolean;
  readonly remaining: unknown;
  readonly fired: readonly number[];
  readonly rungs: readonly { readonly rung: number; readonly at: number }[];
  readonly next_rung_at: number | null;
}

export interface NoticeRow {
  readonly id: string;
  readonly person: string;
  readonly task_id: string;
  readonly revision: number;
  readonly subject: string;
  readonly urgent: boolean;
  readonly created_at: number;
  readonly send_at: number;
  readonly message_id: string | null;
  readonly sent_at: number | null;
}

export interface OutboxRow {
  readonly id: string;
  readonly webhook_id: string;
  readonly task_id: string;
  readonly revision: number;
  readonly state: string;
  readonly next_attempt_at: number | null;
}

export interface PersonRow {
  readonly id: string;
  readonly unit: string;
  readonly roles: readonly string[];
  readonly head: boolean;
}

export interface DutyRow {
  readonly id: string;
  readonly version: number;
  readonly body: DutyBody;
  readonly created_at: number;
}

export interface OccurrenceRow {
  readonly duty_id: string;
  readonly occurs_on: string;
  readonly version: number;
  readonly at: number;
  readonly state: string;
  readonly matter_id: string | null;
  readonly recorded_at: number;
}

/** Everything that the checks look at, as it stood at one moment. */
export interface Snapshot {
  /** Of the engine's clock. */
  readonly at: number;
  readonly historyByTask: ReadonlyMap<string, readonly EventRow[]>;
  readonly tasks: readonly TaskRow[];
  readonly clocksByTask: ReadonlyMap<string, readonly ClockRow[]>;
  readonly notices: readonly NoticeRow[];
  readonly outbox: readonly OutboxRow[];
  readonly people: readonly PersonRow[];
  readonly duties: readonly DutyRow[];
  readonly occurrences: readonly OccurrenceRow[];
  readonly answers: readonly { readonly idempotency_key: string; readonly matter_id: string }[];
  readonly matters: readonly { readonly id: string; readonly number: string }[];
  almanac(id: string, version: number): Almanac;
  almanacInForce(id: string): Almanac;
  ladder(id: string, version: number): readonly Rung[];
}

const tables = {
  events: "select * from events order by task_id, revision",
  tasks: "select * from tasks order by id",
  clocks: "select * from clocks order by task_id, name desc",
  notices: "select * from notices order by task_id, revision, person",
  outbox: "select * from outbox order by task_id, revision",
  people: "select * from people order by id",
  duties: "select * from duties order by id, version",
  occurrences: `select duty_id, occurs_on::text, version, at, state, matter_id, recorded_at
from duty_occurrences order by duty_id, occurs_on`,
  answers: "select * from matter_answers",
  matters: "select * from matters",
  calendars: "select * from calendars",
  ladders: "select * from ladders",
};

/** Reads the tables in one transaction that sees one moment; `at` is what the engine's clock showed then. */
export async function takeSnapshot(database: Database, at: number): Promise<Snapshot> {
  const read = await database.transaction(async (tx) => {
    await tx.raw("set transaction isolation level repeatable read");
    const rows: Record<string, Record<string, unknown>[]> = {};
    for (const [name, text] of Object.entries(tables)) rows[name] = await tx.raw(text);
    return rows;
  });
  const rowsOf = <T>(name: keyof typeof tables) => (read[name] ?? []) as T[];
  const bodies = <T>(name: "calendars" | "ladders") =>
    new Map(
      rowsOf<{ id: string; version: number; body: T }>(name).map((row) => [
        `${row.id}/${row.version}`,
        row.body,
      ]),
    );
  const calendars = bodies<Almanac>("calendars");
  const ladders = bodies<{ rungs: Rung[] }>("ladders");
  return {
    at,
    historyByTask: byTask(rowsOf<EventRow>("events")),
    tasks: rowsOf("tasks"),
    clocksByTask: byTask(rowsOf<ClockRow>("clocks")),
    notices: rowsOf("notices"),
    outbox: rowsOf("outbox"),
    people: rowsOf("people"),
    duties: rowsOf("duties"),
    occurrences: rowsOf("occurrences"),
    answers: rowsOf("answers"),
    matters: rowsOf("matters"),
    almanacInForce: (id) => {
      const versions = rowsOf<{ id: string; version: number }>("calendars").filter((row) => row.id === id);
      const version = Math.max(...versions.map((row) => row.version));
      return found(calendars.get(`${id}/${version}`), `calendar ${id}`);
    },
    almanac: (id, version) => found(calendars.get(`${id}/${version}`), `calendar ${id} ${version}`),
    ladder: (id, version) => found(ladders.get(`${id}/${version}`), `ladder ${id} ${version}`).rungs,
  };
}

function byTask<T extends { readonly task_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const row of rows) {
    const group = grouped.get(row.task_id);
    if (group === undefined) grouped.set(row.task_id, [row]);
    else group.push(row);
  }
  return grouped;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
}
