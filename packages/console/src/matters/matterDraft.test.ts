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

test("a target is shared out by hand or in proportion, for each unit of the split and no other", () => {
  const split = ["lyj", "tyz"];
  const figures = { lyj: "12.5", nyj: "3" };
  const targetOf = (how: "hand" | "proportional") =>
    requestOf({ split, targets: ["mu"], shares: { mu: { how, figures } } })["split"];
  expect(targetOf("hand")).toMatchObject({
    targets: [{ target: "mu", share: "hand", figures: { lyj: "12.5", tyz: "0" } }],
  });
  expect(targetOf("proportional")).toMatchObject({
    targets: [{ target: "mu", share: "proportional", by: { lyj: "12.5", tyz: "0" } }],
  });
});

test("countersigning is asked for only where a unit is there to sign", () => {
  expect(requestOf({ countersign: true })["countersign"]).toBe(true);
  expect(requestOf({ countersign: true, assist: [] })).not.toHaveProperty("countersign");
});
