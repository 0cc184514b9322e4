import { expect, test } from "vitest";
import { countersigner, record, send, taken, taskIn } from "./fixture.ts";

const succession = { succession: "s", reason: "机构改革" };
const moved = (from: string, to: string, people = false) => ({
  ...succession,
  unit: { from, to, people },
});

test("a task of a merged unit is the other's, with its state, clocks and request; its handler comes along only with its people", () => {
  const task = { ...taskIn("inProgress"), handler: "li" };
  const [unit, revision] = ["nonglin", task.revision + 1];
  expect(taken(record(task, "transferred", moved("tianyuan", "nonglin")))).toEqual({
    ...task,
    unit,
    revision,
    handler: null,
    updatedAt: expect.any(Number),
  });
  const withPeople = taken(record(task, "transferred", moved("tianyuan", "nonglin", true)));
  expect(withPeople).toMatchObject({ unit, handler: "li" });
});

test("who was to sign for a merged unit, or to approve in the place of who left, is replaced; what was signed stands", () => {
  const signed = taken(
    send(taskIn("inProgress", { countersign: ["keju", "linye"] }), "countersigned", { by: countersigner }),
  );
  const merged = taken(record(signed, "transferred", moved("keju", "linye")));
  expect([merged.unit, merged.terms.countersign]).toEqual(["tianyuan", ["linye"]]);
  expect(merged.countersigns).toMatchObject([{ unit: "linye", by: { unit: "keju" }, refusal: null }]);
  const own = taken(record(signed, "transferred", moved("tianyuan", "keju")));
  expect([own.unit, own.terms.countersign, own.countersigns]).toEqual(["keju", ["linye"], []]);
  const approvalChain = [{ role: "supervisor", person: "zhou" }, { role: "leader" }] as const;
  const left = { ...succession, person: { from: "zhou", to: "wu" } };
  expect(
    taken(record(taskIn("inspected", { approvalChain }), "transferred", left)).terms.approvalChain,
  ).toEqual([{ role: "supervisor", person: "wu" }, { role: "leader" }]);
});
