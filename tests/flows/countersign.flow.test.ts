import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, type Flow, matterOf, startFlow } from "./flow.ts";

/** Countersigning (会签) over HTTP: the assisting units sign before the lead submits. The lead is nyj, kj assists. */
let flow: Flow;

beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/people", [
    { id: "p-signer", name: "吴", unit: "kj", roles: ["handler"] },
  ]);
}, 60_000);
afterAll(() => flow.stop());

interface Made {
  readonly lead: string;
  readonly assist: string;
}

async function matter(more: Record<string, unknown> = {}): Promise<Made> {
  const { status, body } = await flow.admin.call(
    "POST",
    "/v1/matters",
    matterOf({ lead: "nyj", assist: ["kj"], countersign: true, ...more }),
  );
  expect(status, JSON.stringify(body)).toBe(201);
  const [lead, assist] = body.tasks;
  await flow.unit.send(lead.id, "accepted");
  return { lead: lead.id, assist: assist.id };
}

const task = async (of: Client, id: string) => (await of.call("GET", `/v1/tasks/${id}`)).body;
/** What a person was told of a task, the latest first. */
const toldTo = async (person: string, id: string): Promise<string[]> => {
  const { body } = await flow.admin.call("GET", `/v1/notices?person=${person}&limit=200`);
  const items: { task: string; subject: string }[] = body.items;
  return items.filter(({ task: of }) => of === id).map(({ subject }) => subject);
};
const submit = (id: string) => flow.unit.send(id, "submitted", { result: "已办" });

describe("a matter that asks for countersigning", () => {
  test("shows who must sign, and lets the lead submit only once they have", async () => {
    const { lead, assist } = await matter();
    expect(await toldTo("p-signer", lead)).toEqual(["countersignAsked"]);
    const signer = await flow.client({ person: "p-signer" });
    const waiting = async () => (await signer.call("GET", "/v1/approvals?kind=countersign")).body;
    expect(await waiting()).toMatchObject({
      counts: { countersign: 1, closure: 0 },
      items: [{ kind: "countersign", task: { id: lead }, moves: {}, choices: [{ decision: "approve" }, {}] }],
    });
    expect((await flow.unit.call("GET", "/v1/approvals")).body.items).toEqual([]);
    expect((await task(flow.unit, lead)).countersign).toEqual({ units: ["kj"], missing: ["kj"], said: [] });
    expect((await task(flow.other, assist)).countersign).toBeNull();
    const early = await submit(lead);
    expect([early.status, early.body]).toMatchObject([
      409,
      { type: "urn:duban:problem:not-accepted", missing: ["kj"], state: "inProgress" },
    ]);
    const { body } = await flow.other.call("GET", `/v1/tasks/${lead}/operations`);
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      "countersigned",
      "countersignRefused",
    ]);
    expect((await flow.other.send(lead, "countersignRefused", { reason: "数据不符" })).status).toBe(200);
    expect((await submit(lead)).body.detail).toContain("kj (refused: 数据不符)");
    expect((await waiting()).items).toEqual([]);
    expect((await flow.other.send(lead, "countersigned", { note: "同意" })).status).toBe(200);
    // At one instant they have no order.
    expect((await toldTo("p-handler", lead)).toSorted()).toEqual([
      "assigned",
      "countersignComplete",
      "countersignRefused",
    ]);
    expect((await task(flow.unit, lead)).countersign).toMatchObject({
      missing: [],
      said: [{ unit: "kj", refusal: null, at: expect.any(String) }],
    });
    expect((await submit(lead)).body).toMatchObject({ status: "applied", state: "underInspection" });
    const events = (await flow.unit.call("GET", `/v1/tasks/${lead}/events`)).body.items;
    expect(
      events.map(({ type, right }: { type: string; right: string }) => [type, right.split(":")[0]]),
    ).toEqual([
      ["assigned", "systemAdmin"],
      ["accepted", "unit"],
      ["countersignRefused", "countersigner"],
      ["countersigned", "countersigner"],
      ["submitted", "unit"],
    ]);
  });

  test("asks for the signatures again once the work was returned", async () => {
    const { lead } = await matter();
    await flow.other.send(lead, "countersigned");
    await submit(lead);
    expect((await flow.inspector.send(lead, "failed", { reason: "不实" })).status).toBe(200);
    const early = await submit(lead);
    expect(early.body).toMatchObject({ missing: ["kj"] });
    const [asked] = (await flow.other.call("GET", "/v1/approvals?kind=countersign")).body.items;
    const decision = { task: lead, decision: "approve", revision: asked.expectedrevision };
    const { body } = await flow.other.call("POST", "/v1/approvals/decide", { decisions: [decision] });
    expect(body.results).toMatchObject([{ status: "applied", task: lead }]);
    expect((await submit(lead)).status).toBe(200);
  });

  test("goes on without a unit that declined its part, once a supervisor names who signs", async () => {
    const { lead, assist } = await matter();
    await flow.other.send(assist, "declined", { reason: "非本单位职责" });
    await flow.supervisor.send(assist, "waived", { reason: "不再需要" });
    expect((await submit(lead)).status).toBe(409);
    const nobody = await flow.supervisor.send(lead, "countersignersNamed", {
      units: ["nobody"],
      reason: "调整",
    });
    expect(nobody.body.type).toBe("urn:duban:problem:unknown-unit");
    expect(
      (await flow.supervisor.send(lead, "countersignersNamed", { units: [], reason: "协办已免" })).status,
    ).toBe(200);
    expect((await submit(lead)).status).toBe(200);
  });
});

test("a matter of one unit cannot ask for it, and one that does not ask has none of its events", async () => {
  const alone = await flow.admin.call("POST", "/v1/matters", matterOf({ countersign: true }));
  expect([alone.status, alone.body.errors[0].pointer]).toEqual([400, "/countersign"]);
  const { lead } = await matter({ countersign: false });
  const { body } = await flow.other.call("GET", `/v1/tasks/${lead}/operations`);
  expect(body.items).toEqual([]);
  expect((await flow.other.send(lead, "countersigned")).status).toBe(403);
  expect((await submit(lead)).status).toBe(200);
});
