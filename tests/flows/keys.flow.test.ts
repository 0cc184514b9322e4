import { randomBytes } from "node:crypto";
import { signatureOf } from "@duban/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { spawnServer } from "../harness/spawnServer.ts";
import { type Client, clientOf, eventOf, type Flow, startFlow, startsAt } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => flow.stop());

const kindOf = ({ body }: { body: { type?: string } }) => body.type?.replace("urn:duban:problem:", "");
const structured = { "content-type": "application/cloudevents+json" };
const makeKey = async (request: Record<string, unknown>) =>
  (await flow.admin.call("POST", "/v1/keys", { name: "nyj", unit: "nyj", ...request })).body;

describe("a key", () => {
  it("for some event types posts those and no others, alone as in a batch, and is told so by a task's operations", async () => {
    const { key, eventTypes } = await makeKey({ eventTypes: ["duban.task.accepted", "progressed"] });
    expect(eventTypes).toEqual(["accepted", "progressed"]);
    const system = clientOf(flow.url, key);
    const task = await flow.task();
    const { body } = await system.call("GET", `/v1/tasks/${task.id}/operations`);
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual(["accepted"]);
    expect(kindOf(await system.send(task.id, "declined", { reason: "不归我们" }))).toBe("forbidden");
    const batch = [
      eventOf(task.id, "accepted"),
      eventOf(task.id, "submitted", { result: "已完成" }),
      eventOf(task.id, "progressed", { note: "一半" }),
    ];
    const sent = await system.call("POST", "/v1/events", batch, {
      "content-type": "application/cloudevents-batch+json",
    });
    expect(sent.body.results.map(({ status }: { status: string }) => status)).toEqual([
      "applied",
      "rejected",
      "applied",
    ]);
    expect(sent.body.results[1].problem.type).toBe("urn:duban:problem:forbidden");
    expect(kindOf(await flow.admin.call("POST", "/v1/keys", { name: "x", eventTypes: ["assigned"] }))).toBe(
      "invalid-request",
    );
  });

  it("is rotated without a gap: both secrets are good until the overlap ends, then the new one alone", async () => {
    const { id, key } = await makeKey({});
    const { body } = await flow.admin.call("POST", `/v1/keys/${id}/rotate`, { overlap: 3_600 });
    expect(body.key).toMatch(new RegExp(`^dk_${id}_`));
    const statusOf = async (token: string) => (await clientOf(flow.url, token).call("GET", "/v1/me")).status;
    expect([await statusOf(key), await statusOf(body.key)]).toEqual([200, 200]);
    await flow.advance("2026-03-02T11:30:00+08:00");
    expect([await statusOf(key), await statusOf(body.key)]).toEqual([401, 200]);
    const { body: at } = await flow.admin.call("POST", `/v1/keys/${id}/rotate`, {});
    expect([await statusOf(body.key), await statusOf(at.key)]).toEqual([401, 200]);
    await flow.admin.call("DELETE", `/v1/keys/${id}`);
    expect(await statusOf(at.key)).toBe(401);
    expect(kindOf(await flow.admin.call("POST", `/v1/keys/${id}/rotate`, {}))).toBe("unknown-key");
  });

  it("with a date of its own ends on it, and cannot be made with one that is past", async () => {
    const { key } = await makeKey({ expiresAt: "2026-03-03T10:00:00+08:00" });
    const system = clientOf(flow.url, key);
    expect((await system.call("GET", "/v1/me")).status).toBe(200);
    await flow.advance("2026-03-03T10:00:00+08:00");
    expect((await system.call("GET", "/v1/me")).status).toBe(401);
    expect(kindOf(await flow.admin.call("POST", "/v1/keys", { name: "x", expiresAt: startsAt }))).toBe(
      "invalid-request",
    );
  });

  it("says when it was last used, and that it never was", async () => {
    const [used, unused] = [await makeKey({}), await makeKey({})];
    await clientOf(flow.url, used.key).call("GET", "/v1/me");
    const { body } = await flow.admin.call("GET", "/v1/keys?limit=200");
    const one = (id: string) => body.items.find((key: { id: string }) => key.id === id);
    expect(Date.parse(one(used.id).lastUsedAt)).toBeGreaterThanOrEqual(Date.parse(startsAt));
    expect(one(unused.id).lastUsedAt).toBeNull();
    expect(JSON.stringify(body)).not.toContain(used.key);
  });
});

describe("a signed request", () => {
  interface Signing {
    readonly nonce?: string;
    readonly timestamp?: number;
    readonly path?: string;
    readonly body?: string;
    readonly secret?: string;
  }
  /** A request signed with `of`; what `signing` says is signed instead of what is sent. */
  async function send(
    of: { id: string; key: string },
    method: string,
    path: string,
    sent = "",
    signing: Signing = {},
  ) {
    const timestamp = String(signing.timestamp ?? Math.floor(Date.now() / 1000));
    const nonce = signing.nonce ?? randomBytes(16).toString("hex");
    const body = Buffer.from(signing.body ?? sent);
    const what = { method, path: signing.path ?? path, body };
    const signature = signatureOf(signing.secret ?? of.key, { timestamp, nonce }, what);
    const authorization = `DUBAN-HMAC-SHA256 key=${of.id}, timestamp=${timestamp}, nonce=${nonce}, signature=${signature}`;
    return clientOf(flow.url, "").call(method, path, sent === "" ? undefined : sent, {
      authorization,
      ...(path === "/v1/events" ? structured : {}),
    });
  }

  it("is as good as the key, which itself is refused when it travels", async () => {
    const signer = await makeKey({ signed: true });
    const task = await flow.task();
    const event = JSON.stringify(eventOf(task.id, "accepted", { handler: "赵" }));
    expect((await send(signer, "POST", "/v1/events", event)).body.status).toBe("applied");
    expect((await send(signer, "GET", `/v1/tasks?limit=1&q=${encodeURIComponent("绿化")}`)).status).toBe(200);
    expect((await clientOf(flow.url, signer.key).call("GET", "/v1/me")).status).toBe(401);
  });

  it("is refused when it is replayed, late, or for another body, path, method or key, and answers all alike", async () => {
    const signer = await makeKey({ signed: true });
    const plain = await makeKey({});
    const other = await makeKey({ signed: true });
    const nonce = randomBytes(16).toString("hex");
    const task = await flow.task();
    const event = JSON.stringify(eventOf(task.id, "accepted"));
    const now = Math.floor(Date.now() / 1000);
    // A wrong signature uses no nonce up: whoever sees one can't spoil it.
    expect((await send(signer, "GET", "/v1/me", "", { nonce, secret: "wrong" })).status).toBe(401);
    expect((await send(signer, "GET", "/v1/me", "", { nonce })).status).toBe(200);
    const refused = [
      await send(signer, "GET", "/v1/me", "", { nonce }),
      await send(signer, "GET", "/v1/me", "", { timestamp: now - 400 }),
      await send(signer, "GET", "/v1/me", "", { timestamp: now + 400 }),
      await send(signer, "POST", "/v1/events", event, { body: event.replace("accepted", "declined") }),
      await send(signer, "GET", "/v1/me", "", { path: "/v1/units" }),
      await send(signer, "GET", "/v1/me", "", { secret: other.key }),
      await send(plain, "GET", "/v1/me"),
      await send({ id: "nobodys", key: "none" }, "GET", "/v1/me"),
      await send(signer, "GET", "/v1/tasks?limit=1", "", { path: "/v1/tasks?limit=200" }),
    ];
    expect(new Set(refused.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(refused[0]?.status).toBe(401);
    const { revision } = (await flow.admin.call("GET", `/v1/tasks/${task.id}`)).body;
    expect(revision).toBe(1);
  });

  it("goes on through a rotation, signed with either secret until the overlap ends", async () => {
    const signer = await makeKey({ signed: true });
    const { body: next } = await flow.admin.call("POST", `/v1/keys/${signer.id}/rotate`, { overlap: 60 });
    const statusOf = async (secret: string) => (await send(signer, "GET", "/v1/me", "", { secret })).status;
    expect([await statusOf(signer.key), await statusOf(next.key)]).toEqual([200, 200]);
    const { body: clock } = await flow.admin.call("GET", "/v1/clock");
    await flow.advance(new Date(Date.parse(clock.now) + 61_000).toISOString());
    expect([await statusOf(signer.key), await statusOf(next.key)]).toEqual([401, 200]);
  });
});

describe("in a second process", () => {
  it("a replayed request, a revoked key and an ended session are refused too, within a second", async () => {
    const second = await spawnServer({
      DATABASE_URL: flow.databaseUrl,
      DUBAN_ADMIN_KEY: flow.admin.key,
      DUBAN_CLOCK: `manual:${startsAt}`,
      DUBAN_PARTS: "api",
      DATA_DIR: flow.dataDir,
    });
    const there: Client = clientOf(second.url, "");
    const { id, key } = await makeKey({});
    const bearer = { authorization: `Bearer ${key}` };
    const signer = await makeKey({ signed: true });
    const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomBytes(16).toString("hex")];
    const what = { method: "GET", path: "/v1/me", body: Buffer.alloc(0) };
    const signature = signatureOf(signer.key, { timestamp, nonce }, what);
    const signed = {
      authorization: `DUBAN-HMAC-SHA256 key=${signer.id}, timestamp=${timestamp}, nonce=${nonce}, signature=${signature}`,
    };
    expect((await there.call("GET", "/v1/me", undefined, signed)).status).toBe(200);
    expect((await clientOf(flow.url, "").call("GET", "/v1/me", undefined, signed)).status).toBe(401);
    await flow.admin.call("POST", "/v1/accounts", { person: "p-handler" });
    const { body: reset } = await flow.admin.call("POST", "/v1/accounts/p-handler/reset");
    const signIn = await there.call("POST", "/v1/session", { person: "p-handler", password: reset.password });
    const cookie = { cookie: (signIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "" };
    const stage = async () =>
      (await there.call("GET", "/v1/session", undefined, cookie)).body.session?.stage ?? "none";
    expect(await stage()).toBe("passwordChange");
    expect((await there.call("GET", "/v1/me", undefined, bearer)).status).toBe(200);
    await flow.admin.call("DELETE", `/v1/keys/${id}`);
    await flow.admin.call("PUT", "/v1/accounts/p-handler", { locked: true, reason: "调离" });
    const endedAt = performance.now();
    await eventually(async () => {
      expect((await there.call("GET", "/v1/me", undefined, bearer)).status).toBe(401);
      expect(await stage()).toBe("none");
    });
    expect(performance.now() - endedAt).toBeLessThan(2_000);
    expect(await second.kill("SIGTERM")).toEqual({ code: 0, signal: null });
  });
});
