import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  claimDueMessages,
  type Database,
  type EngineClock,
  findNextAttemptAt,
  silentLogger,
} from "@duban/engine";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../tests/harness/cloneDatabase.ts";
import { type County, createCounty } from "../../../tests/harness/county.ts";
import { eventually } from "../../../tests/harness/eventually.ts";
import { createDeliveries, type Deliveries, leaseMs as leaseMsOf } from "./deliveries.ts";
import { createWebhookTransport } from "./transports/webhook.ts";
import { createWorkerStats } from "./workerStats.ts";

const secret = `whsec_${Buffer.from("a secret of at least 24 bytes").toString("base64")}`;
const types = ["duban.task.assigned", "duban.task.accepted", "duban.task.progressed"];

const leaseMs = leaseMsOf(5_000);

let cloned: ClonedDatabase;
let county: County;
let database: Database;
let clock: EngineClock;
let deliveries: Deliveries;
let count = 0;
/** Of the webhook at hand: its id, what reached its receiver, and how that answers. */
let webhookId: string;
let received: { id: string; body: { type: string; timestamp: string; data: Record<string, unknown> } }[];
let answer: (response: ServerResponse, request: IncomingMessage) => void;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = new Webhook(secret).verify(
    Buffer.concat(chunks).toString(),
    request.headers as Record<string, string>,
  );
  received.push({
    id: String(request.headers["webhook-id"]),
    body: body as (typeof received)[number]["body"],
  });
  answer(response, request);
});

beforeAll(async () => {
  cloned = await cloneDatabase();
  county = await createCounty(cloned.database);
  ({ database, clock } = county);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await cloned.drop();
});

beforeEach(async () => {
  received = [];
  answer = (response) => response.writeHead(204).end();
  deliveries = start();
  webhookId = `hook-${++count}`;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await database.raw("insert into webhooks values ($1, $2, $3, $4, $5, '2026-03-02Z')", [
    county.tenantId,
    webhookId,
    url,
    types,
    secret,
  ]);
});

afterEach(async () => {
  await database.raw("update webhooks set disabled_at = '2026-03-02Z'");
  await deliveries.close(1_000);
});

function start(timeoutMs = 5_000): Deliveries {
  const transport = createWebhookTransport({ allowPrivate: true, timeoutMs });
  return createDeliveries({ database, clock, transport, stats: createWorkerStats(), logger: silentLogger });
}

const deliver = (by = deliveries) => by.deliver(county.tenantId, webhookId);

const messages = () =>
  database.raw<{ id: string; state: string; attempt_count: number; next_attempt_at: number | null }>(
    "select id, state, attempt_count, next_attempt_at from outbox where webhook_id = $1 order by created_at, revision",
    [webhookId],
  );

const attempts = () =>
  database.raw<{ attempt: number; status: number | null; outcome: string; detail: string | null }>(
    `select a.attempt, a.status, a.outcome, a.detail
     from attempts a
     join outbox o on o.tenant_id = a.tenant_id and o.id = a.message_id
     where o.webhook_id = $1 order by a.attempt`,
    [webhookId],
  );

test("a recorded event reaches the webhook once, signed, with the event and the task's id, state, revision and unit", async () => {
  const [task] = await county.createTasks();
  await county.send(county.callers.unit, {
    id: "e-1",
    type: "accepted",
    task: task?.id ?? "",
    data: { handler: "李四" },
  });
  expect(await deliver()).toBe(2);
  expect(await deliver()).toBe(0);
  expect(received.map(({ body }) => body.type)).toEqual(["duban.task.assigned", "duban.task.accepted"]);
  const [, accepted] = received;
  const [, message] = await messages();
  expect(accepted?.id).toBe(`msg_${message?.id}`);
  expect(accepted?.body).toMatchObject({
    type: "duban.task.accepted",
    timestamp: "2026-03-02T10:00:00+08:00",
    data: { id: task?.id, state: "inProgress", revision: 2, unit: "nyj" },
  });
  expect(accepted?.body.data["event"]).toMatchObject({
    revision: 2,
    type: "accepted",
    source: "urn:test:nyj",
    id: "e-1",
    actor: { key: "k-nyj", unit: "nyj" },
    data: { handler: "李四" },
  });
  expect(message).toMatchObject({ state: "delivered", attempt_count: 1, next_attempt_at: null });
});

test("a failed attempt is recorded and repeated under the same id and with the same body when its time has come", async () => {
  answer = (response) => response.writeHead(500).end("no room");
  await county.createTasks();
  expect(await deliver()).toBe(1);
  expect(await deliver()).toBe(0);
  const [waiting] = await messages();
  expect(waiting?.state).toBe("waiting");
  answer = (response) => response.writeHead(200).end();
  await clock.advanceTo(waiting?.next_attempt_at ?? 0);
  expect(await deliver()).toBe(1);
  expect(received).toHaveLength(2);
  expect(received[1]).toEqual(received[0]);
  expect(await messages()).toMatchObject([{ state: "delivered", attempt_count: 2 }]);
  expect(await attempts()).toEqual([
    { attempt: 1, status: 500, outcome: "rejected", detail: "no room" },
    { attempt: 2, status: 200, outcome: "delivered", detail: null },
  ]);
});

test("a message that nobody takes is given up after ten attempts, and its history says so", async () => {
  answer = (response) => response.writeHead(503).end();
  await county.createTasks();
  for (;;) {
    await deliver();
    const [message] = await messages();
    if (message?.next_attempt_at == null) break;
    await clock.advanceTo(message.next_attempt_at);
  }
  expect(received).toHaveLength(10);
  expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  expect(await messages()).toMatchObject([{ state: "failed", attempt_count: 10 }]);
  expect(await attempts()).toHaveLength(10);
});

test("410 disables the webhook and gives up everything that waits for it", async () => {
  answer = (response) => response.writeHead(410).end();
  for (let i = 0; i < 40; i++) await county.createTasks();
  await deliver();
  expect(received.length).toBeLessThanOrEqual(8);
  expect(new Set((await messages()).map(({ state }) => state))).toEqual(new Set(["failed"]));
  const [webhook] = await database.raw<{ disabled_why: string }>(
    "select disabled_why from webhooks where id = $1",
    [webhookId],
  );
  expect(webhook?.disabled_why).toContain("410");
  await county.createTasks();
  expect(await deliver()).toBe(0);
  expect(await messages()).toHaveLength(40);
});

test("two workers at once send each message once", async () => {
  for (let i = 0; i < 50; i++) await county.createTasks();
  const other = start();
  const sent = await Promise.all([deliver(), deliver(other)]);
  expect(sent[0] + sent[1]).toBe(50);
  expect(new Set(received.map(({ id }) => id)).size).toBe(50);
  expect(received).toHaveLength(50);
  await other.close(1_000);
});

test("what a killed worker had claimed is nobody's until its lease ends, and is then sent", async () => {
  await county.createTasks();
  const now = await clock.read();
  const claim = { tenantId: county.tenantId, webhookId, upTo: now, leaseUntil: now + leaseMs, limit: 10 };
  expect(await claimDueMessages(database, claim)).toHaveLength(1);
  expect(await deliver()).toBe(0);
  expect(await findNextAttemptAt(database, county.tenantId)).toBe(now + leaseMs);
  await clock.advanceTo(now + leaseMs);
  expect(await deliver()).toBe(1);
  expect(await messages()).toMatchObject([{ state: "delivered", attempt_count: 2 }]);
});

test("a late success of an attempt whose lease ran out settles the message, a late failure does not", async () => {
  await county.createTasks();
  const now = await clock.read();
  const claim = { tenantId: county.tenantId, webhookId, limit: 10 };
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  answer = (response) => void held.then(() => response.writeHead(500).end());
  const first = deliver();
  await eventually(() => received.length === 1);
  // The lease runs out while the receiver dawdles; another takes the message.
  await database.raw("update outbox set next_attempt_at = $1 where webhook_id = $2", [
    new Date(now),
    webhookId,
  ]);
  const taken = await claimDueMessages(database, { ...claim, upTo: now, leaseUntil: now + leaseMs });
  expect(taken).toMatchObject([{ attempt: 2 }]);
  letGo();
  await first;
  expect(await messages()).toMatchObject([
    { state: "waiting", attempt_count: 2, next_attempt_at: now + leaseMs },
  ]);
  expect(await attempts()).toMatchObject([{ attempt: 1, outcome: "rejected" }]);
});

test("closing ends what is under way, gives back what was only claimed, and sends nothing more", async () => {
  for (let i = 0; i < 30; i++) await county.createTasks();
  const underWay = deliver();
  await eventually(() => received.length > 0, { everyMs: 1 });
  await deliveries.close(5_000);
  const sent = await underWay;
  expect(sent).toBe(received.length);
  const states = await messages();
  expect(states.filter(({ state }) => state === "delivered")).toHaveLength(sent);
  const back = states.filter(({ state }) => state === "waiting");
  expect(back.every(({ attempt_count }) => attempt_count === 0)).toBe(true);
  const next = start();
  expect(await deliver(next)).toBe(30 - sent);
  await next.close(1_000);
});

test("a receiver that hangs is cut off, and its message waits for the next attempt", async () => {
  answer = () => undefined;
  await county.createTasks();
  const impatient = start(100);
  expect(await deliver(impatient)).toBe(1);
  expect(await attempts()).toMatchObject([{ attempt: 1, status: null, outcome: "timeout" }]);
  expect(await messages()).toMatchObject([{ state: "waiting", attempt_count: 1 }]);
  await impatient.close(1_000);
});
