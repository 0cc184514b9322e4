import { join } from "node:path";
import {
  createDatabase,
  createSealer,
  findHorizon,
  findTenants,
  noteVerification,
  openSealKey,
  readHeads,
  silentLogger,
  verifyDatabase,
} from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { type Client, eventOf, type Flow, matterOf, startFlow } from "./flow.ts";

const never = new AbortController().signal;

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

  it("says to the auditor alone how far it is sealed, what waits, and how the last verification ended", async () => {
    expect((await flow.admin.call("GET", "/v1/trail/seals")).status).toBe(403);
    const ask = async () => (await auditor.call("GET", "/v1/trail/seals")).body;
    const before = await ask();
    expect(before).toMatchObject({ last: null, verification: null });
    expect(before.unsealed.events).toBeGreaterThan(0);
    expect(before.unsealed.trail).toBeGreaterThan(0);
    const directory = join(flow.dataDir, "seal");
    const { database, clock } = flow.duban;
    const key = await openSealKey(directory);
    const sealer = createSealer({ database, key, directory, keepTrailMs: null });
    const now = await clock.read();
    const [tenantId = 0] = (await findTenants(database)).map((one) => one.tenantId);
    const horizon = await eventually(async () => (await findHorizon(database, never)) ?? false);
    await sealer.seal(tenantId, horizon, now);
    const sealed = await ask();
    expect(sealed).toMatchObject({
      last: { number: 1, at: "2026-03-02T10:00:00+08:00", key: key.id, upTo: { events: expect.any(Number) } },
      unsealed: { events: 0, villageEvents: 0 },
      verification: null,
    });
    const heads = await readHeads(directory);
    const verifyAll = async () => {
      const checks = await verifyDatabase(database, { publicKeys: [key.publicPem], heads }, now);
      for (const check of checks) await noteVerification(database, check, 0, now + 60_000);
      return (await ask()).verification;
    };
    const { number, hash } = sealed.last;
    const whole = { at: "2026-03-02T10:01:00+08:00", outcome: "whole", findings: 0, seals: 1 };
    expect(await verifyAll()).toMatchObject({ ...whole, head: { number, hash } });
    const owner = createDatabase(flow.databaseUrl, { max: 1, logger: silentLogger });
    await owner.raw("update seals set hash = 'x'");
    await owner.close();
    expect(await verifyAll()).toMatchObject({ outcome: "altered", seals: 1 });
    expect((await trail("&action=verify&outcome=altered")).length).toBe(1);
  });
});
