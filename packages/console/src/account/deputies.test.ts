import { expect, test } from "vitest";
import type { Deputy } from "../app/shapes.ts";
import { standingOf, withDeputy, withoutDeputy } from "./deputies.ts";

const now = "2026-03-10T09:00:00+08:00";
const deputy = (from: string, to: string, inForce = false): Deputy => ({
  person: "zhou",
  deputy: "wu",
  from: `2026-${from}T00:00:00+08:00`,
  to: `2026-${to}T00:00:00+08:00`,
  reason: null,
  inForce,
});
const over = deputy("02-01", "02-08");
const running = deputy("03-09", "03-16", true);
const coming = deputy("04-01", "04-08");
const all = [over, running, coming];

test("one that is named is put beside those that there are", () => {
  const added = { deputy: "wang", from: "2026-05-01", to: "2026-05-07", reason: "出差" };
  const list = withDeputy(all, added, now);
  expect(list.map(({ from }) => from)).toEqual([over.from, running.from, coming.from, "2026-05-01"]);
  const full = withDeputy([...Array.from({ length: 50 }, () => over), running], added, now);
  expect([full.length, full.at(-2)?.from, full.at(-1)]).toEqual([50, running.from, added]);
});

test("one that is ended ends now, and one that has not begun never does", () => {
  expect(withoutDeputy(all, running, now).map(({ to }) => to)).toEqual([over.to, now, coming.to]);
  expect(withoutDeputy(all, coming, now).length).toBe(2);
});

test("a deputation is over, in force or to come", () => {
  expect(all.map((one) => standingOf(one, now))).toEqual(["over", "inForce", "toCome"]);
});
