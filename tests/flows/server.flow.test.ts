import { afterAll, beforeAll, expect, test } from "vitest";
import { eventOf, type Flow, matterOf, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ DUBAN_RATE_LIMIT: "40", DUBAN_QUEUE_LIMIT: "20", DUBAN_WEBHOOK_PRIVATE: "allow" });
});
afterAll(() => flow.stop());

test("the server says that it lives, that it is ready, and what it measured, to everybody", async () => {
  expect((await flow.nobody.call("GET", "/livez")).body).toEqual({ status: "alive" });
  expect((await flow.nobody.call("GET", "/readyz")).body).toEqual({ status: "ready" });
  await flow.unit.send("none", "accepted");
  const { body, headers } = await flow.nobody.call("GET", "/metrics");
  expect(headers.get("content-type")).toContain("text/plain");
  expect(body).toContain('duban_events_total{status="rejected",kind="unknown-task"}');
  expect(body).toContain(
    'duban_http_request_duration_seconds_count{method="POST",route="/v1/events",status="404"}',
  );
  expect(body).toContain("duban_queue_depth 0");
});

test("what the workers did is among the figures, each rung and notice counted once", async () => {
  await flow.task({ due: { workdays: 1 } });
  await flow.advance("2026-03-04T12:00:00+08:00");
  const { body } = await flow.nobody.call("GET", "/metrics");
  const figure = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(body)?.[1]);
  // The default ladder: the sign clock at its due instant, the finish clock at its own.
  expect(figure("duban_rungs_fired_total")).toBe(2);
  expect(figure("duban_notices_sent_total")).toBeGreaterThan(0);
  expect(body).toContain('duban_deliveries_total{outcome="delivered"} 0');
  expect(body).toContain("duban_queue_reachable");
});

test("the page of the documents comes whole from this server, under a policy that lets it work over http", async () => {
  const page = await flow.nobody.call("GET", "/docs");
  expect(page.headers.get("content-type")).toContain("text/html");
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("upgrade-insecure-requests");
  const links = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(links.length).toBeGreaterThan(2);
  for (const link of links) {
    expect(link).toMatch(/^\//);
    expect((await flow.nobody.call("GET", link)).status, link).toBe(200);
  }
  expect((await flow.nobody.call("GET", "/")).status).toBe(200);
});

test("answers of the API cannot be cached, framed, or taken for anything but what they are", async () => {
  const event = await flow.unit.send("none", "accepted");
  const task = await flow.unit.call("GET", "/v1/tasks");
  for (const { headers } of [event, task]) {
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-powered-by")).toBeNull();
  }
});

test("a webhook shows its secret once, and its deliveries name the event", async () => {
  const first = await flow.admin.call("PUT", "/v1/webhooks/oa", {
    url: "http://127.0.0.1:9/",
    types: ["accepted"],
  });
  expect(first.status).toBe(201);
  expect(first.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const again = await flow.admin.call("PUT", "/v1/webhooks/oa", {
    url: "http://127.0.0.1:9/hook",
    types: ["duban.task.accepted"],
  });
  expect([again.status, again.body.secret, again.body.types]).toEqual([
    200,
    undefined,
    ["duban.task.accepted"],
  ]);
  const { id } = await flow.task();
  await flow.unit.send(id, "accepted");
  const { body } = await flow.admin.call("GET", "/v1/webhooks/oa/deliveries");
  expect(body.items).toMatchObject([
    { task: id, revision: 2, type: "duban.task.accepted", state: "waiting", attempts: [] },
  ]);
  expect((await flow.admin.call("GET", "/v1/webhooks")).body.items[0].secret).toBeUndefined();
});

test("a batch that the queue has no room for is refused whole, with when to come back", async () => {
  const { id } = await flow.task();
  const events = Array.from({ length: 21 }, () => eventOf(id, "accepted"));
  const headers = { "content-type": "application/cloudevents-batch+json" };
  const reply = await flow.unit.call("POST", "/v1/events", events, headers);
  expect([reply.status, reply.body.type]).toEqual([503, "urn:duban:problem:overloaded"]);
  expect(Number(reply.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect((await flow.unit.call("GET", `/v1/tasks/${id}`)).body.revision).toBe(1);
});

test("a key that asks too often is told when to come back, and no other key is held up by it", async () => {
  const busy = await flow.client({ roles: ["auditor"] });
  const replies = await Promise.all(Array.from({ length: 100 }, () => busy.call("GET", "/v1/clock")));
  const refused = replies.filter((reply) => reply.status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.body.type).toBe("urn:duban:problem:too-many-requests");
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect((await flow.supervisor.call("POST", "/v1/matters", matterOf())).status).toBe(201);
});
