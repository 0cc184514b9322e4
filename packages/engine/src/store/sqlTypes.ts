import pg from "pg";
import { EngineError } from "../errors.ts";
import type { Instant } from "../time/calendar.ts";

/**
 * How SQL types become JavaScript values, and instants become SQL: once, here, for every statement.
 *
 * | SQL         | JavaScript                                                          |
 * |-------------|---------------------------------------------------------------------|
 * | timestamptz | number, milliseconds since the epoch (an `Instant`)                 |
 * | int8        | number; a value beyond 2^53 is an error, never rounded              |
 * | date        | text as stored, `2026-10-01`: a calendar date has no instant        |
 * | the arrays of these | arrays of the same                                          |
 * | all else    | as `pg` has it (jsonb parsed, numeric as text, bytea as Buffer)      |
 */
const oid = {
  int8: 20,
  date: 1082,
  timestamptz: 1184,
  int8Array: 1016,
  dateArray: 1182,
  timestamptzArray: 1185,
};

// The rows of a batch share most of their instants, due dates above all; forgotten before it grows.
const keptInstants = 4_096;
const instantByText = new Map<string, Instant>();

function instantOf(text: string): Instant {
  const known = instantByText.get(text);
  if (known !== undefined) return known;
  if (instantByText.size >= keptInstants) instantByText.clear();
  const instant = parseSqlInstant(text);
  instantByText.set(text, instant);
  return instant;
}

function parseSqlInstant(text: string): Instant {
  // The session's zone is UTC and its DateStyle ISO, so this is `2026-10-08 09:30:00[.123456]+00`; another offset
  // only appears where a connection URL sets options of its own. Every row has several: the plain form goes first.
  const iso = text.endsWith("+00")
    ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
    : text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new EngineError("unreadable-instant", `not an instant: ${text}`);
  return instant;
}

function integerOf(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new EngineError("integer-too-large", `an int8 beyond 2^53 came back: ${text}`);
  }
  return value;
}

/** Elements of a one-dimensional array literal of a type that never needs quotes inside, except for the space in an instant. */
function arrayOf<T>(parseElement: (text: string) => T): (literal: string) => (T | null)[] {
  return (literal) => {
    const inside = literal.slice(1, -1);
    if (inside === "") return [];
    return inside
      .split(",")
      .map((element) => (element === "NULL" ? null : parseElement(element.replaceAll('"', ""))));
  };
}

const text = (value: string) => value;
const parserByOid = new Map<number, (value: string) => unknown>([
  [oid.int8, integerOf],
  [oid.date, text],
  [oid.timestamptz, instantOf],
  [oid.int8Array, arrayOf(integerOf)],
  [oid.dateArray, arrayOf(text)],
  [oid.timestamptzArray, arrayOf(instantOf)],
]);

/** The parsers in the form `pg` takes them. */
export const sqlTypes: pg.CustomTypesConfig = {
  getTypeParser: ((typeOid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : parserByOid.get(typeOid)) ??
    pg.types.getTypeParser(typeOid, format as "text")) as typeof pg.types.getTypeParser,
};

/** An instant as a parameter for `$n::timestamptz`; arrays of them go to `$n::timestamptz[]`. Null stays null. */
export function sqlInstant(instant: Instant): string;
export function sqlInstant(instant: Instant | null): string | null;
export function sqlInstant(instant: Instant | null): string | null {
  if (instant === null) return null;
  const known = textByInstant.get(instant);
  if (known !== undefined) return known;
  if (textByInstant.size >= keptInstants) textByInstant.clear();
  const text = new Date(instant).toISOString();
  textByInstant.set(instant, text);
  return text;
}

const textByInstant = new Map<Instant, string>();
