import { z } from "zod";
import { type Problem, problem } from "./problem.ts";
import { isUuid } from "./uuid.ts";

/** A page of a list: the contract's shape of every list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** An opaque cursor for the place a page ends at: its sort key, so that what comes or goes meanwhile shifts nothing. */
export function encodeCursor(place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

// A date as a calendar column can hold it.
const isDate = (text: string): boolean => z.iso.date().safeParse(text).success;

type Kinds = readonly ("string" | "number" | "position" | "instant?" | "date" | "uuid")[];

// What a timestamptz column can hold and a Date can write.
const greatestInstant = 8_640_000_000_000_000;

function isOfKind(value: unknown, kind: Kinds[number]): boolean {
  switch (kind) {
    case "string":
      return typeof value === "string" && !value.includes("\u0000");
    case "uuid":
      return typeof value === "string" && isUuid(value);
    case "date":
      return typeof value === "string" && isDate(value);
    case "number":
      return Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_647;
    case "position":
      return Number.isSafeInteger(value) && Number(value) >= 0;
    case "instant?":
      return value === null || (Number.isInteger(value) && Math.abs(Number(value)) <= greatestInstant);
  }
}

/**
 * The place a cursor stands for: null without a cursor, a problem for one that this list never gave.
 *
 * `kinds` are those of the members of the list's sort key.
 */
export function decodeCursor<Place extends readonly unknown[]>(
  cursor: string | undefined,
  kinds: Kinds,
): Place | null | Problem {
  if (cursor === undefined) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (
      Array.isArray(place) &&
      place.length === kinds.length &&
      kinds.every((kind, index) => isOfKind(place[index], kind))
    ) {
      // The kinds were checked member by member: this is where parsed JSON gets its shape.
      return place as unknown as Place;
    }
  } catch {
    // Falls through: what is not JSON is no cursor of ours either.
  }
  return problem("invalid-request", "the cursor is not one that this list gave", {
    extra: { errors: [{ pointer: "/cursor", detail: "not a cursor of this list" }] },
  });
}

/** The page that `rows` make, of which one more than `limit` was asked for to see whether there is a next. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => readonly (string | number | null)[],
  itemOf: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    next: rows.length > limit && last !== undefined ? encodeCursor(placeOf(last)) : null,
  };
}
