import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, type Flow, matterOf, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/units", [
    { code: "mc", name: "耈街村", kind: "village", parent: "kj" },
    { code: "sl", name: "林业局", kind: "department" },
  ]);
});
afterAll(() => flow.stop());

const rightsOf = async (task: string): Promise<string[]> => {
  const { body } = await flow.admin.call("GET", `/v1/tasks/${task}/events`);
  return body.items.map((event: { right: string }) => event.right);
};

describe("the right", () => {
  it("by which each event was sent is recorded with it", async () => {
    const handler = await flow.client({ person: "p-handler" });
    const head = await flow.client({ person: "p-head" });
    const { id } = await flow.task({ programme: "四群", line: "绿化荒山" });
    const inspector = await flow.client({ roles: ["inspector"], scope: { lines: ["绿化荒山"] } });
    const supervisor = await flow.client({ roles: ["supervisor"], scope: { programmes: ["四群"] } });
    await handler.send(id, "accepted");
    await flow.unit.send(id, "progressed", { note: "过半" });
    await head.send(id, "submitted", { result: "已完成" });
    await inspector.send(id, "passed", { findings: "属实" });
    await supervisor.send(id, "closureApproved");
    await flow.supervisor.send(id, "reopened", { due: { workdays: 5 }, reason: "反弹" });
    expect(await rightsOf(id)).toEqual([
      "systemAdmin",
      "unit:handler",
      "unit:system",
      "unit:head",
      "inspector:line",
      "supervisor:programme",
      "supervisor:county",
    ]);
  });
});

describe("a supervisor with a scope", () => {
  const scoped = (scope: Record<string, unknown>) => flow.client({ roles: ["supervisor"], scope });

  it("acts within it, by programme, line, unit or a unit below, and is refused outside", async () => {
    const village = await flow.task({ lead: "mc" });
    const green = await flow.task({ programme: "四群", line: "绿化荒山" });
    const other = await flow.task({ lead: "sl" });
    const cases: readonly (readonly [Client, readonly string[]])[] = [
      [await scoped({ units: ["kj"] }), [village.id]],
      [await scoped({ programmes: ["四群"] }), [green.id]],
      [await scoped({ lines: ["绿化荒山"], units: ["sl"] }), [green.id, other.id]],
    ];
    for (const [client, inScope] of cases) {
      for (const { id } of [village, green, other]) {
        const { status, body } = await client.send(id, "urged");
        expect([status, body.type ?? body.status]).toEqual(
          inScope.includes(id) ? [200, "applied"] : [403, "urn:duban:problem:forbidden"],
        );
      }
    }
    expect((await rightsOf(village.id)).slice(1)).toEqual(["supervisor:unit"]);
  });

  it("makes matters and duties within it only", async () => {
    const client = await scoped({ programmes: ["四群"] });
    expect((await client.call("POST", "/v1/matters", matterOf({ programme: "四群" }))).status).toBe(201);
    const outside = await client.call("POST", "/v1/matters", matterOf());
    expect([outside.status, outside.body.type]).toEqual([403, "urn:duban:problem:forbidden"]);
    const duty = { title: "月报", rule: "FREQ=MONTHLY;BYMONTHDAY=1", startsOn: "2026-04-01" };
    const put = (id: string, programme?: string) =>
      client.call("PUT", `/v1/duties/${id}`, { ...duty, matter: matterOf(programme ? { programme } : {}) });
    expect((await put("inside", "四群")).status).toBe(200);
    expect((await put("outside")).body.type).toBe("urn:duban:problem:forbidden");
  });

  it("has it from the person unless the key has its own, and it holds at once", async () => {
    const person = { id: "p-scoped", name: "吴", unit: "dcs", roles: ["supervisor"] };
    await flow.admin.call("PUT", "/v1/people", [{ ...person, scope: { units: ["sl"] } }]);
    const client = await flow.client({ person: "p-scoped" });
    const own = await flow.client({ person: "p-scoped", scope: { units: ["nyj"] } });
    const { id } = await flow.task();
    expect((await client.send(id, "urged")).status).toBe(403);
    expect((await own.send(id, "urged")).status).toBe(200);
    expect((await client.call("GET", "/v1/me")).body.scope).toEqual({
      programmes: [],
      lines: [],
      units: ["sl"],
    });
    await flow.admin.call("PUT", "/v1/people", [person]);
    expect((await client.send(id, "urged")).status).toBe(200);
  });

  it("is refused a scope that reaches nothing, or a unit that is none", async () => {
    const make = (scope: unknown) =>
      flow.admin.call("POST", "/v1/keys", { name: "k", roles: ["supervisor"], scope });
    expect((await make({})).status).toBe(400);
    expect((await make({ units: [] })).status).toBe(400);
    expect((await make({ units: ["none"] })).body.type).toBe("urn:duban:problem:unknown-unit");
  });
});

describe("the operations of a task", () => {
  it("say on demand of every event why it may not be sent, in words", async () => {
    const { id } = await flow.task();
    const { body } = await flow.supervisor.call("GET", `/v1/tasks/${id}/operations?all=true`);
    const types = [...body.items, ...body.refused].map(({ type }: { type: string }) => type);
    expect(types.length).toBe(22);
    expect(body.refused).toContainEqual({
      type: "closureApproved",
      kind: "not-accepted",
      detail: "A task that is assigned does not take closureApproved.",
      senders: ["supervisor"],
      recusal: null,
    });
    const few = await flow.supervisor.call("GET", `/v1/tasks/${id}/operations`);
    expect(few.body.refused.length).toBeLessThan(body.refused.length);
  });
});
