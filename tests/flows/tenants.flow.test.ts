import { ensureTenant } from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, eventOf, type Flow, matterOf, startFlow } from "./flow.ts";

let flow: Flow;
let stranger: Client;

/** A key of another county, made by moving one there: no call makes a second county yet. */
beforeAll(async () => {
  flow = await startFlow();
  stranger = await flow.client({ roles: ["systemAdmin", "supervisor", "inspector", "auditor"] });
  const { database } = flow.duban;
  const tenantId = await ensureTenant(database, { code: "530525", name: "龙陵县" }, 0);
  const [id] = /(?<=dk_)[^_]+/.exec(stranger.key) ?? [];
  await database.raw("update api_keys set tenant_id = $1 where id = $2", [tenantId, id]);
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
    for (const path of paths) {
      const id = path.includes("/matters/") ? task.matter : path.includes("/tasks/") ? task.id : "own";
      const query = "?person=p-handler&until=2026-12-31&from=2026-03-01&to=2026-04-01";
      const { status, body } = await stranger.call("GET", path.replace(/\{\w+\}/, id) + query);
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
    await stranger.call("PUT", "/v1/units", [{ code: "nyj", name: "他县农业局", kind: "department" }]);
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
});
