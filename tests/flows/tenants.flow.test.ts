import { createDatabase, silentLogger } from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, eventOf, type Flow, matterOf, startFlow } from "./flow.ts";

let flow: Flow;
let founder: Client;
let stranger: Client;

/** A key of another county, with everything that its own administrator can give it. */
beforeAll(async () => {
  flow = await startFlow();
  const { status, body } = await flow.admin.call("POST", "/v1/tenants", { code: "530525", name: "龙陵县" });
  expect(status).toBe(201);
  founder = clientOf(flow.url, body.key.key);
  const roles = ["supervisor", "inspector"];
  const made = await founder.call("POST", "/v1/keys", { name: "外县", roles });
  stranger = clientOf(flow.url, made.body.key);
});
afterAll(() => flow.stop());

describe("a key of another county", () => {
  it("finds nothing of this one by any path that reads, with its very ids", async () => {
    const task = await flow.task({ lead: "nyj", programme: "四群" });
    await flow.admin.call("PUT", "/v1/ladders/own", { rungs: [{ at: { workdays: 0 } }] });
    await flow.admin.call("PUT", "/v1/calendars/own", { timeZone: "Asia/Shanghai" });
    await flow.admin.call("PUT", "/v1/webhooks/own", { url: "https://example.org/" });
    const document = (await flow.admin.call("GET", "/openapi.json")).body;
    const paths = Object.entries<Record<string, unknown>>(document.paths)
      // The stream never ends, and names nothing but what changed in the county of its key.
      .filter(([path, methods]) => path.startsWith("/v1/") && path !== "/v1/stream" && "get" in methods)
      .map(([path]) => path);
    expect(paths.length).toBeGreaterThan(12);
    for (const [path, client] of paths.flatMap((one) => [
      [one, stranger] as const,
      [one, founder] as const,
    ])) {
      const id = path.includes("/matters/") ? task.matter : path.includes("/tasks/") ? task.id : "own";
      const query = "?person=p-handler&until=2026-12-31&from=2026-03-01&to=2026-04-01";
      const { status, body } = await client.call("GET", path.replace(/\{\w+\}/, id) + query);
      const text = JSON.stringify(body);
      for (const own of [task.id, task.matter, "农业局", "p-handler", "四群"]) {
        expect(text.includes(own) && status === 200, `${path} shows ${own}: ${text}`).toBe(false);
      }
    }
  });

  it("changes nothing of this one: its tasks are unknown to it, and what it puts is its own", async () => {
    const task = await flow.task();
    const sent = await stranger.call("POST", "/v1/events", eventOf(task.id, "urged", {}), {
      "content-type": "application/cloudevents+json",
    });
    expect(sent.status).toBe(404);
    expect(sent.body.type).toBe("urn:duban:problem:unknown-task");
    expect((await stranger.call("POST", "/v1/matters", matterOf())).body.type).toBe(
      "urn:duban:problem:unknown-unit",
    );
    await founder.call("PUT", "/v1/units", [{ code: "nyj", name: "他县农业局", kind: "department" }]);
    const { body } = await flow.admin.call("GET", "/v1/units");
    expect(body.items.map((unit: { name: string }) => unit.name)).toContain("农业局");
    expect((await flow.admin.call("GET", `/v1/tasks/${task.id}`)).body.revision).toBe(1);
  });

  it("uses the same source and id without being told of this one's event", async () => {
    const [here, there] = [await flow.task(), await flow.task()];
    const event = eventOf(here.id, "accepted");
    const headers = { "content-type": "application/cloudevents+json" };
    expect((await flow.unit.call("POST", "/v1/events", event, headers)).body.status).toBe("applied");
    const reused = await stranger.call("POST", "/v1/events", { ...event, subject: there.id }, headers);
    expect(reused.body.type).toBe("urn:duban:problem:unknown-task");
  });

  it("leaves every row of this one as it was, whatever it sends to whichever path with this one's ids", async () => {
    const task = await flow.task();
    const key = (await flow.admin.call("POST", "/v1/keys", { name: "own", unit: "nyj" })).body.id;
    const owner = createDatabase(flow.duban.database.url, { max: 1, logger: silentLogger });
    const rows = async () => {
      const tables = await owner.raw<{ name: string }>(
        `select table_name::text as name from information_schema.columns
         where column_name = 'tenant_id' and table_name not in ('trail', 'seals') order by 1`,
      );
      const all: Record<string, unknown> = {};
      for (const { name } of tables) {
        all[name] = await owner.raw(
          `select md5(string_agg(t::text, '' order by t::text)) from ${name} t where tenant_id = 1`,
        );
      }
      return all;
    };
    const before = await rows();
    const document = (await flow.admin.call("GET", "/openapi.json")).body;
    const bodies = [
      {},
      [{ code: "nyj", name: "外", kind: "office" }],
      [{ id: "p-head", name: "外", unit: "nyj", roles: [] }],
      { name: "外", unit: "nyj", person: "p-head" },
      { rungs: [{ at: { workdays: 0 } }] },
      { timeZone: "Asia/Shanghai" },
      { url: "https://example.net/" },
      eventOf(task.id, "terminated", { reason: "外" }),
      [eventOf(task.id, "urged", {})],
      matterOf(),
    ];
    let calls = 0;
    for (const [path, methods] of Object.entries<Record<string, unknown>>(document.paths)) {
      if (path === "/v1/clock" || path === "/v1/tenants") continue;
      for (const method of Object.keys(methods).filter((one) => one !== "get")) {
        const id = path.includes("/keys/") ? key : path.includes("/people") ? "p-head" : task.id;
        for (const client of [founder, stranger]) {
          for (const body of bodies) {
            const target = path.replace("{id}", id).replace(/\{\w+\}/g, "own");
            const { status } = await client.call(method.toUpperCase(), target, body);
            expect(status, `${method} ${path}`).toBeLessThan(500);
            calls += 1;
          }
        }
      }
    }
    expect(calls).toBeGreaterThan(100);
    expect(await rows()).toEqual(before);
    await owner.close();
  });
});

describe("counties", () => {
  it("are made by the operator alone, each with a calendar, a ladder and a first administrator of its own", async () => {
    for (const client of [
      founder,
      stranger,
      flow.supervisor,
      await flow.client({ roles: ["systemAdmin"] }),
    ]) {
      expect((await client.call("POST", "/v1/tenants", { code: "x", name: "x" })).status).toBe(403);
      expect((await client.call("GET", "/v1/tenants")).status).toBe(403);
    }
    const again = await flow.admin.call("POST", "/v1/tenants", { code: "530525", name: "又" });
    expect([again.status, again.body.type]).toEqual([409, "urn:duban:problem:code-taken"]);
    const { body } = await flow.admin.call("GET", "/v1/tenants");
    expect(body.items.map(({ code }: { code: string }) => code)).toEqual(["default", "530525"]);
    expect(JSON.stringify(body)).not.toContain(founder.key);
  });

  it("are each served by the workers", async () => {
    const quiet = await startFlow();
    const { body } = await quiet.admin.call("POST", "/v1/tenants", { code: "530525", name: "龙陵县" });
    const admin = clientOf(quiet.url, body.key.key);
    await admin.call("PUT", "/v1/units", [{ code: "nyj", name: "龙陵农业局", kind: "department" }]);
    const key = (await admin.call("POST", "/v1/keys", { name: "督查", roles: ["supervisor"] })).body.key;
    const supervisor = clientOf(quiet.url, key);
    const made = await supervisor.call("POST", "/v1/matters", matterOf());
    expect([made.status, made.body.number]).toEqual([201, "督〔2026〕1号"]);
    await quiet.advance("2026-03-16T20:00:00+08:00");
    const task = await supervisor.call("GET", `/v1/tasks/${made.body.tasks[0].id}`);
    expect(task.body.card).toBe("yellow");
    await quiet.stop();
  });
});
