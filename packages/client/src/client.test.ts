import { afterEach, expect, test } from "vitest";
import { type Client, createClient } from "./client.ts";
import type { RetryPolicy } from "./retry.ts";
import {
  answer,
  hangUp,
  refuse,
  type ScriptedServer,
  type Step,
  startScriptedServer,
} from "./scriptedServer.ts";
import type { CloudEvent, TaskEvent } from "./taskEvent.ts";

let server: ScriptedServer | undefined;
const waits: number[] = [];

afterEach(async () => {
  await server?.close();
  server = undefined;
  waits.length = 0;
});

async function clientOf(steps: readonly Step[], retry: Partial<RetryPolicy> = {}): Promise<Client> {
  server = await startScriptedServer(steps);
  return createClient({
    url: server.url,
    key: "the-key",
    source: "urn:department:forestry",
    retry: {
      random: () => 0.5,
      wait: async (delayMs, signal) => {
        waits.push(delayMs);
        signal?.throwIfAborted();
      },
      ...retry,
    },
  });
}

const bodies = <T>(): T[] => (server?.received ?? []).map((one) => JSON.parse(one.body) as T);
const signedFor: TaskEvent = { type: "accepted", task: "t1", data: {} };
const applied = {
  source: "urn:department:forestry",
  id: "e",
  status: "applied",
  task: "t1",
  revision: 2,
  state: "inProgress",
};

test("an event goes out as a structured CloudEvent 1.0 under the client's source and key", async () => {
  const client = await clientOf([answer(200, applied)]);
  const result = await client.sendEvent({
    type: "progressed",
    task: "t1",
    id: "e-1",
    time: "2013-03-12T10:00:00+08:00",
    expectedRevision: 3,
    data: { progress: 40, note: "完成打塘" },
  });
  expect(result.status).toBe("applied");
  expect(server?.received[0]?.headers).toMatchObject({
    authorization: "Bearer the-key",
    "content-type": "application/cloudevents+json",
  });
  expect(bodies<CloudEvent>()[0]).toEqual({
    specversion: "1.0",
    id: "e-1",
    source: "urn:department:forestry",
    type: "duban.task.progressed",
    subject: "t1",
    datacontenttype: "application/json",
    time: "2013-03-12T10:00:00+08:00",
    expectedrevision: 3,
    data: { progress: 40, note: "完成打塘" },
  });
});

test("an event whose answer was lost is sent again with the same id, so that it is applied once", async () => {
  const client = await clientOf([hangUp, hangUp, answer(200, { ...applied, status: "duplicate" })]);
  const result = await client.sendEvent(signedFor);
  expect(result.status).toBe("duplicate");
  const sent = bodies<CloudEvent>();
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map((event) => event.id)).size).toBe(1);
  expect(waits).toEqual([100, 200]);
});

test("a server that asks for patience gets it, and the same event afterwards", async () => {
  const client = await clientOf([
    refuse(503, "overloaded", {}, { "retry-after": "2" }),
    refuse(429, "too-many-requests", {}, { "retry-after": "1" }),
    answer(200, applied),
  ]);
  await client.sendEvent(signedFor);
  expect(waits).toEqual([2100, 1200]);
  expect(new Set(bodies<CloudEvent>().map((event) => event.id)).size).toBe(1);
});

test("a server that asks for more patience than the policy has is not waited for", async () => {
  const client = await clientOf([refuse(503, "overloaded", {}, { "retry-after": "3600" })]);
  await expect(client.sendEvent(signedFor)).rejects.toMatchObject({ kind: "overloaded", status: 503 });
  expect(waits).toEqual([]);
});

test("attempts are bounded, and silence to the end is told from a refusal", async () => {
  const client = await clientOf([hangUp], { attempts: 3 });
  await expect(client.sendEvent(signedFor)).rejects.toMatchObject({
    name: "DubanUnreachable",
    attemptCount: 3,
  });
  expect(server?.received).toHaveLength(3);
});

test("a refusal is thrown as a typed problem and is not asked again", async () => {
  const client = await clientOf([refuse(409, "not-accepted", { state: "closed", accepted: ["reopened"] })]);
  await expect(client.sendEvent(signedFor)).rejects.toMatchObject({
    name: "DubanProblem",
    kind: "not-accepted",
    status: 409,
    document: { state: "closed", accepted: ["reopened"] },
  });
  expect(server?.received).toHaveLength(1);
});

test("an answer that is no problem document is a problem of an unknown kind, with what it said", async () => {
  const client = await clientOf([(response) => response.writeHead(400).end("<h1>proxy</h1>")]);
  await expect(client.getTask("t1")).rejects.toMatchObject({
    kind: "unknown",
    status: 400,
    document: { detail: "<h1>proxy</h1>" },
  });
});

test("events go as one batch, and one event's refusal is a result beside the others", async () => {
  const rejected = { ...applied, status: "rejected", problem: { type: "urn:duban:problem:forbidden" } };
  const client = await clientOf([answer(200, { results: [applied, rejected] })]);
  const results = await client.sendEvents([signedFor, { ...signedFor, task: "t2" }]);
  expect(results.map((result) => result.status)).toEqual(["applied", "rejected"]);
  expect(server?.received[0]?.headers["content-type"]).toBe("application/cloudevents-batch+json");
  expect(bodies<CloudEvent[]>()[0]?.map((event) => event.subject)).toEqual(["t1", "t2"]);
});

test("more events than a batch may hold go as several batches, and their results come back in order", async () => {
  const echo: Step = (response, received) => {
    const batch = JSON.parse(received.body) as CloudEvent[];
    answer(200, { results: batch.map((event) => ({ ...applied, id: event.id })) })(response, received);
  };
  const client = await clientOf([echo]);
  const events = Array.from({ length: 2500 }, (_, n): TaskEvent => ({ ...signedFor, id: `e-${n}` }));
  const results = await client.sendEvents(events);
  expect(server?.received).toHaveLength(3);
  expect(results.map((result) => result.id)).toEqual(events.map((event) => event.id));
});

test("no events make no request", async () => {
  const client = await clientOf([answer(500, {})]);
  expect(await client.sendEvents([])).toEqual([]);
  expect(server?.received).toHaveLength(0);
});

test("a matter asked for again after a lost answer carries the same Idempotency-Key", async () => {
  const client = await clientOf([
    hangUp,
    answer(201, { id: "m1", number: "督〔2013〕1号", state: "open", tasks: [] }),
  ]);
  const matter = await client.createMatter({
    title: "荒山造林",
    source: { kind: "meeting" },
    lead: "530524101",
    due: { workdays: 10 },
  });
  expect(matter.number).toBe("督〔2013〕1号");
  const keys = server?.received.map((one) => one.headers["idempotency-key"]);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test("what can't be sent at all is said at once and not tried again", async () => {
  const client = await clientOf([answer(201, {})]);
  const matter = { title: "x", source: { kind: "other" }, lead: "a", due: { days: 1 } } as const;
  await expect(client.createMatter(matter, { idempotencyKey: "编号" })).rejects.toThrow(TypeError);
  expect(server?.received).toHaveLength(0);
  expect(waits).toEqual([]);
});

test("a key is not asked for twice when the answer was lost, but is when the server did nothing", async () => {
  const lost = await clientOf([hangUp, answer(201, { id: "k", key: "s" })]);
  await expect(lost.createKey({ name: "forestry" })).rejects.toMatchObject({
    name: "DubanUnreachable",
    attemptCount: 1,
  });
  await server?.close();
  const patient = await clientOf([refuse(503, "overloaded"), answer(201, { id: "k", key: "s" })]);
  expect(await patient.createKey({ name: "forestry" })).toEqual({ id: "k", key: "s" });
});

test("a list is walked over its cursors, and no further than it is consumed", async () => {
  const client = await clientOf([
    answer(200, { items: [{ id: "t1" }, { id: "t2" }], next: "c1" }),
    answer(200, { items: [{ id: "t3" }], next: null }),
  ]);
  const seen: string[] = [];
  for await (const task of client.listTasks({ unit: "530524101", overdue: true, q: "荒山" }))
    seen.push(task.id);
  expect(seen).toEqual(["t1", "t2", "t3"]);
  const queries = server?.received.map((one) => new URL(one.url, "http://x").searchParams);
  expect(queries?.[0]?.get("q")).toBe("荒山");
  expect(queries?.map((query) => query.get("cursor"))).toEqual([null, "c1"]);
  for await (const task of client.listTasks()) {
    expect(task.id).toBe("t3");
    break;
  }
  expect(server?.received).toHaveLength(3);
});

test("an abort ends the waiting at once, with the signal's own reason", async () => {
  const controller = new AbortController();
  const client = await clientOf([hangUp], {
    wait: async (_, signal) => {
      controller.abort(new Error("the office is closing"));
      signal?.throwIfAborted();
    },
  });
  await expect(client.sendEvent(signedFor, { signal: controller.signal })).rejects.toThrow(
    "the office is closing",
  );
  expect(server?.received).toHaveLength(1);
});

test("an attempt that takes too long counts as silence", async () => {
  server = await startScriptedServer([() => {}]);
  const client = createClient({
    url: server.url,
    key: "k",
    source: "urn:x",
    attemptTimeoutMs: 20,
    retry: { attempts: 2, wait: async () => {} },
  });
  await expect(client.getTask("t1")).rejects.toMatchObject({ name: "DubanUnreachable", attemptCount: 2 });
});

test("ids are escaped into the path and never leave it", async () => {
  const client = await clientOf([answer(200, { id: "x" })]);
  await client.getTask("../keys?x=1");
  expect(server?.received[0]?.url).toBe("/v1/tasks/..%2Fkeys%3Fx%3D1");
});

test("decisions go out under the revision that was seen, in a person's stead, and a lost answer is asked for again", async () => {
  const results = [{ ...applied, state: "closed" }];
  const client = await clientOf([hangUp, answer(200, { results })]);
  const decision = { task: "t1", decision: "approve", reason: "同意", revision: 4 } as const;
  expect(await client.decide([decision], { onBehalfOf: "周主任" })).toEqual(results);
  expect(server?.received[1]?.headers["on-behalf-of"]).toBe(encodeURIComponent("周主任"));
  expect(bodies()).toEqual([{ decisions: [decision] }, { decisions: [decision] }]);
});

test("more decisions than a call takes go as several, their results in order", async () => {
  const of = (count: number, from: number) =>
    answer(200, {
      results: Array.from({ length: count }, (_, place) => ({ ...applied, id: `e${from + place}` })),
    });
  const client = await clientOf([of(1_000, 0), of(1, 1_000)]);
  const decisions = Array.from(
    { length: 1_001 },
    () => ({ task: "t1", decision: "approve", revision: 4 }) as const,
  );
  const results = await client.decide(decisions);
  expect([results.length, results[0]?.id, results.at(-1)?.id]).toEqual([1_001, "e0", "e1000"]);
  expect(server?.received.map(({ headers }) => headers["on-behalf-of"])).toEqual([undefined, undefined]);
});

test("the inbox comes page by page, of one kind and for one person where these are named", async () => {
  const page = (id: string, next: string | null) =>
    answer(200, { items: [{ kind: "closure", task: { id } }], next });
  const client = await clientOf([page("t1", "further"), page("t2", null)]);
  const seen: string[] = [];
  for await (const { task } of client.listApprovals({ kind: "closure" }, { onBehalfOf: "p-boss" }))
    seen.push(task.id);
  expect(seen).toEqual(["t1", "t2"]);
  expect(server?.received.map(({ headers }) => headers["on-behalf-of"])).toEqual(["p-boss", "p-boss"]);
});

test("payments go out under the client's source, and are sent again unchanged after a lost answer", async () => {
  const results = [{ source: "urn:department:forestry", id: "p-1", status: "duplicate" }];
  const client = await clientOf([hangUp, answer(200, { results })]);
  const payment = { id: "p-1", project: "trees", amount: "1200.50", paidOn: "2013-06-03" };
  expect(await client.recordPayments([payment])).toEqual(results);
  const [first, second] = bodies<unknown>();
  expect(first).toEqual([{ source: "urn:department:forestry", ...payment }]);
  expect(second).toEqual(first);
});

test("an act on an inspection is not sent again after a lost answer, since nobody knows whether it was done", async () => {
  const client = await clientOf([hangUp, answer(200, {})]);
  await expect(client.actOnInspection("i1", { type: "drawn" })).rejects.toThrow();
  expect(server?.received).toHaveLength(1);
});
