import { describe, expect, test } from "vitest";
import { inspectorExclusions, type Ties } from "./exclusions.ts";

const ties = (changes: Partial<Ties>): Ties => ({
  candidates: [{ id: "p-1", unit: "dcs", scope: null }],
  objects: [{ code: "kj", name: "柯街镇", parent: null }],
  standIns: [],
  conflicts: [],
  unitOfPerson: new Map(),
  scope: { units: [], kinds: [], programme: null, line: null },
  ...changes,
});
const reasons = (changes: Partial<Ties>) =>
  inspectorExclusions(ties(changes)).map(({ id, object, reason }) => [id, object, reason]);
const by = { key: "k", person: null, unit: null };
const conflict = {
  inspector: "p-1",
  unit: null,
  person: null,
  kind: "kin" as const,
  note: "舅舅",
  by,
  at: 7,
};

describe("an inspector is kept from a unit", () => {
  test("by nothing, where nothing ties him to it", () => {
    expect(reasons({})).toEqual([]);
  });

  test("that is his own, or below his own", () => {
    expect(reasons({ candidates: [{ id: "p-1", unit: "kj", scope: null }] })).toEqual([
      ["p-1", "kj", "ownUnit"],
    ]);
    const objects = [{ code: "kj-1", name: "村", parent: "dcs" }];
    expect(reasons({ objects })).toEqual([["p-1", "kj-1", "ownUnit"]]);
  });

  test("where he stands in for one of its people, or one of them for him", () => {
    const deputy = { person: "p-9", personUnit: "kj", deputy: "p-1", deputyUnit: "dcs" };
    expect(reasons({ standIns: [deputy] })).toEqual([["p-1", "kj", "deputy"]]);
    const principal = { person: "p-1", personUnit: "dcs", deputy: "p-9", deputyUnit: "kj" };
    expect(reasons({ standIns: [principal] })).toEqual([["p-1", "kj", "deputy"]]);
    expect(reasons({ standIns: [{ ...deputy, personUnit: "wd" }] })).toEqual([]);
  });

  test("by what was declared: of the unit, or of kin who work there", () => {
    expect(reasons({ conflicts: [{ ...conflict, unit: "kj", kind: "formerPost" }] })).toEqual([
      ["p-1", "kj", "formerPost"],
    ]);
    const conflicts = [{ ...conflict, person: "p-9" }];
    const [one] = inspectorExclusions(ties({ conflicts, unitOfPerson: new Map([["p-9", "kj"]]) }));
    expect(one).toMatchObject({ reason: "kin", detail: "p-9 of kj: 舅舅", declaredAt: 7 });
    expect(reasons({ conflicts, unitOfPerson: new Map([["p-9", "wd"]]) })).toEqual([]);
  });

  test("that his office does not reach", () => {
    const scope = { programmes: ["四群教育"], lines: [], units: ["wd"] };
    const candidates = [{ id: "p-1", unit: "dcs", scope }];
    expect(reasons({ candidates })).toEqual([["p-1", "kj", "outOfScope"]]);
    const within = { units: [], kinds: [], programme: "四群教育", line: null };
    expect(reasons({ candidates, scope: within })).toEqual([]);
  });
});
