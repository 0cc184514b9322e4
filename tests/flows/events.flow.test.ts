import { randomUUID } from "node:crypto";
import { CloudEvent, emitterFor, httpTransport, Mode } from "cloudevents";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventOf, type Flow, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => flow.stop());

const batch = (events: unknown) =>
  flow.unit.call("POST", "/v1/events", events, { "content-type": "application/cloudevents-batch+json" });

test("an event sent again is a duplicate with the revision it got, whatever happened since, in any mode", async () => {
  const { id } = await flow.task();
  const event = eventOf(id, "accepted", { handler: "p-handler" }, { time: "2026-03-02T09:59:00+08:00" });
  const structured = { "content-type": "application/cloudevents+json" };
  const first = await flow.unit.call("POST", "/v1/events", event, structured);
  expect(first.body).toEqual({
    source: event.source,
    id: event.id,
    status: "applied",
    task: id,
    revision: 2,
    state: "inProgress",
  });
  await flow.unit.send(id, "progressed", { note: "n" });
  const again = await flow.unit.call("POST", "/v1/events", event, structured);
  expect(again.body).toMatchObject({ status: "duplicate", revision: 2 });
  const binary = await flow.unit.call("POST", "/v1/events", event.data, {
    "ce-specversion": "1.0",
    "ce-id": event.id,
    "ce-source": event.source,
    "ce-type": event.type,
    "ce-subject": id,
    "ce-time": "2026-03-02T01:59:00.000Z",
  });
  expect(binary.body).toMatchObject({ status: "duplicate", revision: 2 });
  expect((await batch([event])).body.results[0]).toMatchObject({ status: "duplicate", revision: 2 });
});

test("in a batch each event is judged by itself, in order, and one bad event harms no other", async () => {
  const one = await flow.task();
  const other = await flow.task();
  const repeated = eventOf(other.id, "accepted");
  const { status, body } = await batch([
    eventOf(one.id, "accepted"),
    "not an event",
    eventOf(one.id, "progressed", { progress: 10, note: "a" }),
    { ...eventOf(one.id, "progressed", { note: "b" }), source: "no uri" },
    eventOf(one.id, "passed", { findings: "f" }),
    eventOf(randomUUID(), "accepted"),
    repeated,
    repeated,
    { ...repeated, data: { handler: "x" } },
    eventOf(one.id, "declined", { reason: "\ud800" }),
    eventOf(one.id, "submitted", { result: "r" }, { expectedrevision: 3 }),
  ]);
  expect(status).toBe(200);
  const told = body.results.map(
    ({ status, revision, problem }: { status: string; revision: number; problem?: { type: string } }) =>
      [status, revision, problem?.type.replace("urn:duban:problem:", "")].filter(
        (part) => part !== undefined,
      ),
  );
  expect(told).toEqual([
    ["applied", 2],
    ["rejected", null, "invalid-event"],
    ["applied", 3],
    ["rejected", null, "invalid-event"],
    ["rejected", 3, "forbidden"],
    ["rejected", null, "unknown-task"],
    ["applied", 2],
    ["duplicate", 2],
    ["rejected", 2, "id-reused"],
    ["rejected", null, "invalid-event"],
    ["applied", 4],
  ]);
  expect(body.results[3]).toMatchObject({ source: "no uri", task: one.id, state: null });
  expect(body.results[4].problem).toMatchObject({ status: 403, title: expect.any(String) });
  expect((await batch([])).body).toEqual({ results: [] });
});

test.each([
  ["binary", Mode.BINARY],
  ["structured", Mode.STRUCTURED],
] as const)("what the official package emits in %s mode is taken", async (_name, mode) => {
  const { id } = await flow.task();
  const told: unknown[] = [];
  const emit = emitterFor(
    async (message) => {
      const reply = await flow.unit.call(
        "POST",
        "/v1/events",
        String(message.body ?? ""),
        message.headers as Record<string, string>,
      );
      told.push(reply.body);
      return reply;
    },
    { mode },
  );
  const event = {
    source: "https://nyj.changning.example/oa?unit=%E5%86%9C",
    subject: id,
    time: "2026-03-02T01:00:00.000Z",
    expectedrevision: 1,
  };
  await emit(
    new CloudEvent({ ...event, id: "a b%41", type: "duban.task.accepted", data: { handler: "赵" } }),
  );
  await emit(new CloudEvent({ ...event, id: "second", type: "duban.task.urged", data: {} }));
  expect(told[0]).toMatchObject({ status: "applied", revision: 2, source: event.source });
  expect(told[1]).toMatchObject({ type: "urn:duban:problem:stale-revision", revision: 2 });
  const { body } = await flow.unit.call("GET", `/v1/tasks/${id}/events`);
  expect(body.items[1]).toMatchObject({
    data: { handler: "赵" },
    at: "2026-03-02T09:00:00+08:00",
    source: event.source,
  });
});

test("what the official package sends over its own transport, and serialises into a batch, is taken", async () => {
  const { id } = await flow.task();
  const emit = emitterFor(httpTransport(`${flow.url}/v1/events`), { mode: Mode.BINARY });
  const headers = { authorization: `Bearer ${flow.unit.key}` };
  const event = { source: "urn:test:official", subject: id, time: "2026-03-02T01:00:00.000Z" };
  const accepted = new CloudEvent({ ...event, type: "duban.task.accepted", data: {} });
  const answer = (await emit(accepted, { headers })) as { body: string };
  expect(JSON.parse(answer.body)).toMatchObject({ status: "applied", revision: 2 });
  const more = [1, 2].map((progress) =>
    new CloudEvent({ ...event, type: "duban.task.progressed", data: { progress, note: "n" } }).toJSON(),
  );
  const { body } = await batch(more);
  expect(body.results.map((result: { revision: number }) => result.revision)).toEqual([3, 4]);
});

test("data in base64 is read if it is JSON, and absent or null attributes count as left out", async () => {
  const { id } = await flow.task();
  const { body } = await batch([
    { ...eventOf(id, "accepted"), time: null, expectedrevision: null, traceparent: "00-1" },
    { ...eventOf(id, "progressed"), data_base64: Buffer.from('{"note":"n"}').toString("base64") },
    { ...eventOf(id, "progressed"), data_base64: "AAAA" },
    { ...eventOf(id, "progressed", { note: "n" }), data_base64: "e30=" },
  ]);
  expect(body.results.map((result: { status: string }) => result.status)).toEqual([
    "applied",
    "applied",
    "rejected",
    "rejected",
  ]);
});

test("events of one task sent at once by many are each applied once, in some order, with dense revisions", async () => {
  const { id } = await flow.task();
  await flow.unit.send(id, "accepted");
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, progress) => flow.unit.send(id, "progressed", { progress, note: "n" })),
  );
  const revisions = replies.map((reply) => reply.body.revision).sort((one, other) => one - other);
  expect(revisions).toEqual(Array.from({ length: 50 }, (_, index) => index + 3));
});
