import { expect, test } from "vitest";
import { createMatterDraft, matterRequestOf, othersIn } from "./matterDraft.ts";

const draft = { ...createMatterDraft(), title: "绿化荒山", lead: "lyj", assist: ["nyj"] };
const requestOf = (change: Partial<typeof draft>) => matterRequestOf({ ...draft, ...change }, "+08:00");

test("a plain matter asks for neither split, chain nor signatures", () => {
  const request = requestOf({});
  expect(request).toMatchObject({ lead: "lyj", assist: ["nyj"], approvals: 1 });
  for (const name of ["split", "approvalChain", "countersign"]) expect(request).not.toHaveProperty(name);
});

test("a chain takes the place of the number of approvals, its steps with what was chosen", () => {
  const chain = [
    { role: "supervisor", unit: "", person: "zhou" },
    { role: "leader", unit: "xwb", person: "" },
  ] as const;
  const request = requestOf({ chain, approvals: 3 });
  expect(request["approvalChain"]).toEqual([
    { role: "supervisor", person: "zhou" },
    { role: "leader", unit: "xwb" },
  ]);
  expect(request).not.toHaveProperty("approvals");
});

test("a split gives its units a task each, and its targets even shares", () => {
  expect(requestOf({ split: ["lyj", "tyz"], targets: ["mu"] })["split"]).toEqual({
    units: ["lyj", "tyz"],
    targets: [{ target: "mu", share: "even" }],
  });
  expect(othersIn({ ...draft, split: ["lyj", "tyz", "nyj"] })).toEqual(["nyj", "tyz"]);
});

test("countersigning is asked for only where a unit is there to sign", () => {
  expect(requestOf({ countersign: true })["countersign"]).toBe(true);
  expect(requestOf({ countersign: true, assist: [] })).not.toHaveProperty("countersign");
});
