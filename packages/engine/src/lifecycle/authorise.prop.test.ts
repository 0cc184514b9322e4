import fc from "fast-check";
import { expect, test } from "vitest";
import { authorise, rightTo, rightToAssign } from "./authorise.ts";
import { type Caller, partyOf, type Role, roles, type Scope } from "./caller.ts";
import { currentDefinition } from "./definition.ts";
import { assign } from "./fixture.ts";
import { operationsOf } from "./operations.ts";
import { isRejection } from "./rejection.ts";
import { externalEventTypes, type TaskEventType } from "./taskEvent.ts";

const names = ["tianyuan", "keju", "ducha"];
const programmes = ["四群", "环保"];
const lines = ["绿化荒山", "村庄建设"];

const scopes: fc.Arbitrary<Scope> = fc.record({
  programmes: fc.subarray(programmes),
  lines: fc.subarray(lines),
  units: fc.subarray(names),
});
const callers: fc.Arbitrary<Caller> = fc.record({
  tenantId: fc.constant(1),
  key: fc.constantFrom("one", "two"),
  name: fc.constant("made up"),
  person: fc.constantFrom("li", "wang", null),
  unit: fc.constantFrom(...names, null),
  roles: fc.subarray<Role>([...roles]),
  scope: fc.option(scopes),
});
const tasks = fc
  .record({
    unit: fc.constantFrom(...names),
    programme: fc.constantFrom(...programmes, null),
    line: fc.constantFrom(...lines, null),
  })
  .map((terms) => assign(terms));

const inside = ({ programmes: p, lines: l, units }: Scope, task: ReturnType<typeof assign>): boolean =>
  (task.programme !== null && p.includes(task.programme)) ||
  (task.line !== null && l.includes(task.line)) ||
  units.includes(task.unit);

test("an event type without an entry in the table is refused, whoever sends it", () => {
  const known = new Set<string>(Object.keys(currentDefinition.authority));
  const types = fc.oneof(
    fc.string().filter((type) => !known.has(type)),
    fc.constantFrom("constructor", "__proto__", "toString", "hasOwnProperty"),
  );
  fc.assert(
    fc.property(types, callers, tasks, (type, caller, task) => {
      const event = { type: type as TaskEventType, by: partyOf(caller) };
      expect(authorise(currentDefinition, task, event, caller)).toMatchObject({ kind: "forbidden" });
    }),
  );
  for (const type of externalEventTypes) {
    const { [type]: _gone, ...authority } = currentDefinition.authority;
    const without = { ...currentDefinition, authority: authority as typeof currentDefinition.authority };
    fc.assert(
      fc.property(callers, tasks, (caller, task) => {
        expect(rightTo(without, task, type, caller)).toBeUndefined();
        expect(operationsOf(without, task, caller)).not.toContain(type);
      }),
      { numRuns: 20 },
    );
  }
});

test("a right is one that the table names, that the credentials bear out, and never more with a scope than without", () => {
  fc.assert(
    fc.property(fc.constantFrom(...externalEventTypes), callers, tasks, (type, caller, task) => {
      const right = rightTo(currentDefinition, task, type, caller);
      if (right === undefined) return;
      const [relation = "", ground = ""] = right.split(":");
      expect(currentDefinition.authority[type].senders).toContain(relation);
      if (relation === "unit") {
        expect(caller.unit).toBe(task.unit);
        expect(ground === "system" ? caller.roles : [ground]).toEqual(
          ground === "system" ? [] : [expect.toSatisfy((role: Role) => caller.roles.includes(role))],
        );
      } else {
        expect(caller.roles).toContain(relation);
        expect(caller.scope === null ? ground === "county" : inside(caller.scope, task)).toBe(true);
      }
      expect(rightTo(currentDefinition, task, type, { ...caller, scope: null })).toBeDefined();
    }),
    { numRuns: 2_000 },
  );
});

test("a supervisor or an inspector acts on every task in his scope, by what it is in it, and on none outside", () => {
  fc.assert(
    fc.property(scopes, tasks, fc.constantFrom("supervisor", "inspector"), (scope, task, role) => {
      const type = role === "supervisor" ? "urged" : "passed";
      const caller = { unit: null, roles: [role] as const, scope };
      expect(rightTo(currentDefinition, task, type, caller) !== undefined).toBe(inside(scope, task));
    }),
    { numRuns: 1_000 },
  );
});

test("a matter is made by a leader or a system administrator, or by a supervisor in whose scope it is", () => {
  fc.assert(
    fc.property(callers, tasks, (caller, task) => {
      const matter = { lead: task.unit, programme: task.programme, line: task.line };
      const inOffice =
        caller.roles.includes("supervisor") && (caller.scope === null || inside(caller.scope, task));
      const isAdmin = caller.roles.some((role) => role === "leader" || role === "systemAdmin");
      expect(rightToAssign(matter, caller) !== undefined).toBe(inOffice || isAdmin);
    }),
    { numRuns: 1_000 },
  );
});

test("the refusal of an event and its right exclude each other", () => {
  fc.assert(
    fc.property(fc.constantFrom(...externalEventTypes), callers, tasks, (type, caller, task) => {
      const outcome = authorise(currentDefinition, task, { type, by: partyOf(caller) }, caller);
      const right = rightTo(currentDefinition, task, type, caller);
      expect(isRejection(outcome) ? undefined : outcome).toBe(right);
    }),
  );
});
