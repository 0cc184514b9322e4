import { expect, test } from "vitest";
import { steadyRows } from "./steadyRows.ts";

const row = (id: string, revision = 1) => ({ id, revision });

test("what is in a row changes where it stands", () => {
  const { rows } = steadyRows([row("a"), row("b")], [row("b", 2), row("a", 3)]);
  expect(rows.map(({ row: shown }) => shown)).toEqual([row("a", 3), row("b", 2)]);
});

test("a row that left the list stays, and is marked", () => {
  const { rows, gone, added } = steadyRows([row("a"), row("b")], [row("b"), row("c")]);
  expect(rows).toEqual([
    { row: row("a"), isGone: true },
    { row: row("b"), isGone: false },
  ]);
  expect({ gone, added }).toEqual({ gone: 1, added: 1 });
});

test("another order is told apart from other rows", () => {
  expect(steadyRows([row("a"), row("b")], [row("b"), row("a")]).isReordered).toBe(true);
  expect(steadyRows([row("a"), row("b")], [row("b")]).isReordered).toBe(false);
});
