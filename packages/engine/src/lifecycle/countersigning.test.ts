import { describe, expect, test } from "vitest";
import { missingCountersigns } from "./countersigning.ts";
import { currentDefinition } from "./definition.ts";
import { assign, caller, countersigner, handler, send, supervisor, taken, taskIn, walk } from "./fixture.ts";
import { operationsOf } from "./operations.ts";
import { refusalsOf } from "./refusals.ts";
import { countersignEventTypes } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";
import { acceptedTypes } from "./transition.ts";

const third = caller("kong", "linye", "head");
const asked = taskIn("inProgress", { countersign: ["keju", "linye"] });
const sign = (state: TaskState, by = countersigner) => send(state, "countersigned", { by });
const signedByAll = taken(sign(taken(sign(asked)), third));

describe("a task that asks for countersigning", () => {
  test("is not submitted until every unit that was asked has signed, and the refusal names who is missing", () => {
    expect(send(asked, "submitted")).toMatchObject({
      kind: "not-accepted",
      detail: "Not countersigned yet by keju, linye.",
      extra: { state: "inProgress", missing: ["keju", "linye"] },
    });
    const refused = taken(send(taken(sign(asked)), "countersignRefused", { by: third }));
    expect(send(refused, "submitted")).toMatchObject({
      detail: "Not countersigned yet by linye (refused: 数据不符).",
      extra: { missing: ["linye"] },
    });
    expect(acceptedTypes(currentDefinition, refused)).not.toContain("submitted");
    const submitted = taken(send(taken(sign(refused, third)), "submitted"));
    expect([submitted.state, submitted.countersigns.map(({ unit }) => unit)]).toEqual([
      "underInspection",
      ["keju", "linye"],
    ]);
  });

  test("keeps its waiting request where the lead submits too early", () => {
    const waiting = walk(asked, ["extensionRequested"]);
    expect(send(waiting, "submitted")).toMatchObject({ kind: "not-accepted" });
    expect(taken(send(walk(signedByAll, ["extensionRequested"]), "submitted")).request).toBeNull();
  });

  test("is signed by the units that were asked and by nobody else, each once", () => {
    for (const by of [handler, supervisor, caller("he", "ducha", "head"), caller("wu", "keju", "auditor")]) {
      expect(sign(asked, by)).toMatchObject({ kind: "forbidden" });
    }
    const once = taken(sign(asked));
    expect(once.countersigns).toMatchObject([{ unit: "keju", by: { person: "lü" }, refusal: null }]);
    expect(sign(once, caller("liu", "keju", "liaison"))).toMatchObject({ kind: "four-eyes" });
    expect(missingCountersigns(once)).toEqual(["linye"]);
  });

  test("lets a unit take its signature back, with a reason", () => {
    const back = taken(send(signedByAll, "countersignRefused", { by: third }));
    expect(missingCountersigns(back)).toEqual(["linye"]);
    expect(back.countersigns.at(-1)).toMatchObject({ unit: "linye", refusal: "数据不符" });
  });

  test("keeps four eyes: no member of the lead's unit signs as a deputy, and nobody for two units", () => {
    const lent = (person: string, of: string, home: string) => ({
      ...caller(person, of, "head"),
      homeUnit: home,
      actsFor: { person: `head of ${of}`, spans: [] },
    });
    expect(sign(asked, lent("li", "keju", "tianyuan"))).toMatchObject({ kind: "four-eyes" });
    expect(sign(taken(sign(asked)), lent("lü", "linye", "keju"))).toMatchObject({ kind: "four-eyes" });
  });

  test.each(["failed", "closureRefused", "lookbackFailed"] as const)(
    "loses its signatures when %s returns the work",
    (type) => {
      const way = {
        failed: [],
        closureRefused: ["passed"],
        lookbackFailed: ["passed", "closureApproved"],
      } as const;
      const returned = walk(walk(signedByAll, ["submitted", ...way[type]]), [type]);
      expect([returned.state, missingCountersigns(returned)]).toEqual(["inProgress", ["keju", "linye"]]);
      expect(send(returned, "submitted")).toMatchObject({ kind: "not-accepted" });
    },
  );

  test("goes on without a unit that is merged, waived or gone, once a supervisor names who signs instead", () => {
    const named = (state: TaskState, units: readonly string[], by = supervisor) =>
      send(state, "countersignersNamed", { by, data: { units, reason: "机构改革" } });
    const one = taken(sign(asked));
    expect(named(one, [], handler)).toMatchObject({ kind: "forbidden" });
    const merged = taken(named(one, ["keju", "nonglin"]));
    expect(missingCountersigns(merged)).toEqual(["nonglin"]);
    expect(sign(merged, third)).toMatchObject({ kind: "forbidden" });
    expect(taken(send(taken(named(merged, ["keju"])), "submitted")).state).toBe("underInspection");
    expect(named(one, ["tianyuan"])).toMatchObject({ kind: "invalid-event" });
  });

  test("that is reassigned to a unit that was to sign asks the others only", () => {
    const moved = taken(send(signedByAll, "reassigned"));
    expect([moved.unit, moved.terms.countersign, moved.countersigns]).toEqual(["keju", ["linye"], []]);
  });

  test("offers signing to who may, and tells the others why they may not", () => {
    expect(operationsOf(currentDefinition, asked, countersigner)).toEqual([
      "countersigned",
      "countersignRefused",
    ]);
    expect(refusalsOf(currentDefinition, taken(sign(asked)), countersigner)).toContainEqual(
      expect.objectContaining({ type: "countersigned", kind: "four-eyes", recusal: "signer" }),
    );
    expect(refusalsOf(currentDefinition, asked, handler, true)).toContainEqual(
      expect.objectContaining({ type: "submitted", kind: "not-accepted" }),
    );
  });
});

describe("a task that does not ask for it", () => {
  test("takes none of its events and lists none of them", () => {
    for (const state of ["assigned", "inProgress", "suspended", "inspected"] as const) {
      const task = taskIn(state);
      for (const type of countersignEventTypes) {
        expect(acceptedTypes(currentDefinition, task)).not.toContain(type);
        expect(refusalsOf(currentDefinition, task, handler, true).map((one) => one.type)).not.toContain(type);
      }
      expect(send(task, "countersignersNamed")).toMatchObject({ kind: "not-accepted" });
      expect(sign(task)).toMatchObject({ kind: "forbidden" });
    }
    expect(assign().countersigns).toEqual([]);
  });
});
