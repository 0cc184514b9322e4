import { describe, expect, test } from "vitest";
import { isSameParty } from "./authorise.ts";
import { type Caller, partyOf } from "./caller.ts";
import { actFor, isInForce, mayActAt } from "./deputation.ts";
import { caller, inspector, on, otherSupervisor, send, supervisor, taskIn } from "./fixture.ts";

const span = { from: on("03-01T00:00"), to: on("04-01T00:00") };
const zhao = { person: "zhao", unit: "ducha", roles: ["supervisor", "systemAdmin"], scope: null } as const;
const deputyOf = (one: Caller) => actFor(one, zhao, [span]);

test("a span covers its first instant and not its end", () => {
  expect([span.from - 1, span.from, span.to - 1, span.to].map((now) => isInForce(span, now))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(mayActAt(deputyOf(inspector), span.to)).toBe(false);
  expect(mayActAt(inspector, span.to)).toBe(true);
});

test("a deputy has the person's roles and none of his own, and no administrator's", () => {
  expect(deputyOf(inspector)).toMatchObject({ roles: ["supervisor"], unit: "ducha", person: "wang" });
});

describe("for four eyes", () => {
  const [wang, qian] = [partyOf(deputyOf(inspector)), partyOf(deputyOf(otherSupervisor))];

  test("deputy and person are one, and so are two deputies of one person; a stranger is not", () => {
    expect(isSameParty(wang, partyOf(supervisor))).toBe(true);
    expect(isSameParty(partyOf(supervisor), wang)).toBe(true);
    expect(isSameParty(wang, partyOf(inspector))).toBe(true);
    expect(isSameParty(wang, qian)).toBe(true);
    expect(isSameParty(wang, partyOf(otherSupervisor))).toBe(false);
  });

  test("a quorum counts deputy and person once, and the deputy's own unit is kept out", () => {
    const task = taskIn("inspected", { approvals: 2 });
    const deputy = deputyOf(caller("sun", "ducha", "handler"));
    const first = send(task, "closureApproved", { by: deputy });
    if (first.rejected === true) throw new Error(first.detail);
    expect(first.state.approvedBy).toMatchObject([{ person: "sun", onBehalfOf: "zhao" }]);
    expect(send(first.state, "closureApproved", { by: supervisor })).toMatchObject({ kind: "four-eyes" });
    expect(send(first.state, "closureApproved", { by: otherSupervisor })).toMatchObject({
      state: { state: "closed" },
    });
    const ofTheUnit = deputyOf(caller("sun", "tianyuan", "handler"));
    expect(send(task, "closureApproved", { by: ofTheUnit })).toMatchObject({ kind: "four-eyes" });
    expect(send(task, "closureApproved", { by: deputyOf(inspector) })).toMatchObject({ kind: "four-eyes" });
  });
});
