import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalDecimal } from "../figures/decimal.ts";
import { partyOf } from "./caller.ts";
import { currentDefinition } from "./definition.ts";
import { contextAt, start, taken, taskIn, unitSystem } from "./fixture.ts";
import { transition } from "./transition.ts";

const figure = fc.oneof(fc.integer({ min: -9_999, max: 9_999_999 }), fc.constantFrom("12.50", "0.1", "007"));
const reports = fc.array(fc.dictionary(fc.constantFrom("mu", "km", "hu"), figure), { maxLength: 12 });

test("however often a unit reports, a figure is the one it reported last, and no other is touched", () => {
  fc.assert(
    fc.property(reports, (all) => {
      let state = taskIn("inProgress");
      const last: Record<string, string | undefined> = {};
      for (const figures of all) {
        const data = { note: "报数", figures };
        const event = { type: "progressed", data, by: partyOf(unitSystem), roles: [], at: start } as const;
        state = taken(transition(currentDefinition, state, event, contextAt(start)));
        for (const [target, value] of Object.entries(figures)) last[target] = canonicalDecimal(value);
      }
      expect(state.figures).toEqual(last);
    }),
  );
});
