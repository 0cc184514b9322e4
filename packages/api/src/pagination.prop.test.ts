import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor, pageOf } from "./pagination.ts";
import { isProblem } from "./problem.ts";

test("a cursor gives back the place it was made of", () => {
  const place = fc.tuple(
    fc.option(fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 })),
    fc.string().filter((text) => !text.includes("\u0000")),
    fc.integer({ min: -2_147_483_647 }),
    fc.uuid(),
  );
  fc.assert(
    fc.property(place, (given) => {
      expect(decodeCursor(encodeCursor(given), ["instant?", "string", "number", "uuid"])).toEqual(given);
    }),
  );
});

test("whatever is no cursor of the list is refused, and never throws", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const decoded = decodeCursor(text, ["number", "uuid"]);
      expect(decoded !== null && isProblem(decoded)).toBe(true);
    }),
  );
  for (const place of [[], [1], [1.5, "x"], ["1", "x"], [2 ** 40, "x"], [1, "x"]]) {
    const decoded = decodeCursor(encodeCursor(place), ["number", "uuid"]);
    expect(decoded !== null && isProblem(decoded)).toBe(true);
  }
});

test("pages put together are the list, without a page too many", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0 })), fc.integer({ min: 1, max: 9 }), (numbers, limit) => {
      const list = numbers.sort((one, other) => one - other);
      const seen: number[] = [];
      let pages = 0;
      for (let cursor: string | undefined, isLast = false; !isLast; pages++) {
        const place = decodeCursor<[number]>(cursor, ["number"]);
        const after = place === null || isProblem(place) ? -1 : place[0];
        const rows = list.filter((number) => number > after).slice(0, limit + 1);
        const page = pageOf(
          rows,
          limit,
          (row) => [row],
          (row) => row,
        );
        seen.push(...page.items);
        cursor = page.next ?? undefined;
        isLast = page.next === null;
      }
      expect(seen).toEqual(list);
      expect(pages).toBe(Math.max(1, Math.ceil(list.length / limit)));
    }),
  );
});
