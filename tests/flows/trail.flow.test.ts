import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { type Client, eventOf, type Flow, matterOf, startFlow } from "./flow.ts";

let flow: Flow;
let auditor: Client;
beforeAll(async () => {
  flow = await startFlow();
  auditor = await flow.client({ roles: ["auditor"] });
});
afterAll(() => flow.stop());

const trail = async (query = "") => (await auditor.call("GET", `/v1/trail?limit=200${query}`)).body.items;

describe("the trail", () => {
  it("has every act that changes something: who, what, to what, when, from where, before it is answered", async () => {
    await flow.admin.call("PUT", "/v1/units", [{ code: "sw", name: "水务局", kind: "department" }]);
    const [entry] = await trail("&action=putUnits");
    expect(entry).toMatchObject({
      kind: "administration",
      actor: { key: "admin", person: null, unit: null },
      onBehalfOf: null,
      target: "/v1/units",
      at: "2026-03-02T10:00:00+08:00",
      outcome: "done",
      detail: { body: [{ code: "sw", name: "水务局" }] },
    });
    expect(entry.address).toMatch(/127\.0\.0\.1/);
  });

  it("holds no key that was made or sent, only its id", async () => {
    const made = await flow.admin.call("POST", "/v1/keys", { name: "系统", unit: "nyj" });
    const [entry] = await trail("&action=postKey");
    expect(entry.detail).toMatchObject({ id: made.body.id, body: { name: "系统", unit: "nyj" } });
    const whole = JSON.stringify(await trail());
    expect(whole).not.toContain(made.body.key);
    expect(whole).not.toContain(auditor.key);
  });

  it("has every refusal: no key, a right that is missing, and four eyes, also of one event in a batch", async () => {
    const task = await flow.task({ approvals: 1 });
    await flow.nobody.call("GET", "/v1/tasks");
    await flow.nobody.call("GET", "/v1/stream");
    await flow.nobody.call("POST", "/v1/events", eventOf(task.id, "accepted"));
    await flow.unit.call("POST", "/v1/keys", { name: "mine" });
    await flow.unit.send(task.id, "accepted");
    await flow.unit.send(task.id, "submitted", { result: "完成" });
    const own = await flow.client({ unit: "nyj", roles: ["inspector"] });
    const batch = [eventOf(task.id, "passed", { findings: "好" }), eventOf(task.id, "urged", {})];
    const headers = { "content-type": "application/cloudevents-batch+json" };
    expect((await own.call("POST", "/v1/events", batch, headers)).status).toBe(200);
    await eventually(async () => {
      const refused = await trail("&kind=refusal");
      const brief = refused.map((one: Record<string, string>) => [one.action, one.target, one.outcome]);
      expect(brief).toEqual(
        expect.arrayContaining([
          ["getTasks", "/v1/tasks", "unauthenticated"],
          ["getStream", null, "unauthenticated"],
          ["postEvents", null, "unauthenticated"],
          ["postKey", "/v1/keys", "forbidden"],
          ["duban.task.passed", task.id, "four-eyes"],
          ["duban.task.urged", task.id, "forbidden"],
        ]),
      );
    });
  });

  it("counts the same refusal that comes again and again, and has matters though nobody waits for it", async () => {
    await Promise.all(Array.from({ length: 20 }, () => flow.nobody.call("GET", "/v1/matters/x")));
    await flow.admin.call("POST", "/v1/matters", matterOf({ title: "修水库" }));
    await eventually(async () => {
      const refused = await trail("&target=/v1/matters/x");
      const sum = refused.reduce(
        (all: number, one: { detail: { count?: number } }) => all + (one.detail.count ?? 1),
        0,
      );
      expect(sum).toBe(20);
      expect(refused.length).toBeLessThan(20);
      expect((await trail("&action=postMatter")).length).toBeGreaterThan(0);
    });
  });

  it("is read by the auditor alone, page by page, and found by what is asked", async () => {
    expect((await flow.admin.call("GET", "/v1/trail")).status).toBe(403);
    expect((await flow.supervisor.call("GET", "/v1/trail")).status).toBe(403);
    const first = (await auditor.call("GET", "/v1/trail?limit=2&key=admin")).body;
    const second = (await auditor.call("GET", `/v1/trail?limit=2&key=admin&cursor=${first.next}`)).body;
    const positions = [...first.items, ...second.items].map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => b - a));
    expect(new Set(positions).size).toBe(4);
    expect(await trail("&from=2026-03-03T00:00:00Z")).toEqual([]);
    expect((await auditor.call("GET", "/v1/trail?kind=other")).status).toBe(400);
  });
});
