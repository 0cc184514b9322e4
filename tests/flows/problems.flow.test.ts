import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, eventOf, type Flow, matterOf, type Reply, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => flow.stop());

const structured = { "content-type": "application/cloudevents+json" };
const batch = { "content-type": "application/cloudevents-batch+json" };

/** Says that a reply is a problem of that kind, as RFC 9457 has it. */
function expectProblem(reply: Reply, status: number, kind: string): void {
  expect(reply.body).toMatchObject({ type: `urn:duban:problem:${kind}`, status });
  expect(reply.status).toBe(status);
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
  expect(reply.body.title).toBeTypeOf("string");
  expect(reply.body.detail).toBeTypeOf("string");
}

describe("a single event is answered with a problem:", () => {
  const post = (event: unknown, headers: Record<string, string> = structured) =>
    flow.unit.call("POST", "/v1/events", event, headers);

  test.each([
    [
      "no specversion",
      (task: string) => ({ ...eventOf(task, "accepted"), specversion: undefined }),
      "/specversion",
    ],
    [
      "another specversion",
      (task: string) => ({ ...eventOf(task, "accepted"), specversion: "0.3" }),
      "/specversion",
    ],
    ["no id", (task: string) => ({ ...eventOf(task, "accepted"), id: undefined }), "/id"],
    ["an empty id", (task: string) => ({ ...eventOf(task, "accepted"), id: "" }), "/id"],
    ["an id that is a number", (task: string) => ({ ...eventOf(task, "accepted"), id: 7 }), "/id"],
    [
      "an id too long for an index",
      (task: string) => ({ ...eventOf(task, "accepted"), id: "x".repeat(5000) }),
      "/id",
    ],
    ["a NUL in the id", (task: string) => ({ ...eventOf(task, "accepted"), id: "a\u0000b" }), "/id"],
    ["no source", (task: string) => ({ ...eventOf(task, "accepted"), source: undefined }), "/source"],
    [
      "a source that is no URI",
      (task: string) => ({ ...eventOf(task, "accepted"), source: "not a uri" }),
      "/source",
    ],
    ["no subject", (task: string) => ({ ...eventOf(task, "accepted"), subject: undefined }), "/subject"],
    ["an unknown type", (task: string) => eventOf(task, "exploded"), "/type"],
    ["a type without the prefix", (task: string) => ({ ...eventOf(task, "x"), type: "accepted" }), "/type"],
    ["a type that only the engine records", (task: string) => eventOf(task, "rungFired"), "/type"],
    ["a type of every object", (task: string) => eventOf(task, "constructor"), "/type"],
    ["a time that is none", (task: string) => eventOf(task, "accepted", {}, { time: "yesterday" }), "/time"],
    [
      "a time in the future",
      (task: string) => eventOf(task, "accepted", {}, { time: "2026-03-02T10:00:01+08:00" }),
      "/time",
    ],
    [
      "an attribute in capitals",
      (task: string) => eventOf(task, "accepted", {}, { expectedRevision: 1 }),
      "/expectedRevision",
    ],
    [
      "an odd revision",
      (task: string) => eventOf(task, "accepted", {}, { expectedrevision: "one" }),
      "/expectedrevision",
    ],
    ["a missing member of data", (task: string) => eventOf(task, "declined", {}), "/data/reason"],
    ["an unknown member of data", (task: string) => eventOf(task, "accepted", { photo: 1 }), "/data/photo"],
    ["data that is no object", (task: string) => eventOf(task, "accepted", "text"), "/data"],
    ["a NUL in data", (task: string) => eventOf(task, "declined", { reason: "a\u0000" }), "/data/reason"],
    [
      "half a surrogate pair in data",
      (task: string) => eventOf(task, "declined", { reason: "\ud800" }),
      "/data/reason",
    ],
  ])("invalid-event for %s, saying where", async (_what, make, pointer) => {
    const task = await flow.task();
    const reply = await post(make(task.id));
    expectProblem(reply, 400, "invalid-event");
    expect(reply.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    const { body } = await flow.unit.call("GET", `/v1/tasks/${task.id}`);
    expect(body.revision).toBe(1);
  });

  test("invalid-event for a body that is not JSON, or not UTF-8", async () => {
    expectProblem(await post("{"), 400, "invalid-event");
    expectProblem(await post("[]"), 400, "invalid-event");
    expectProblem(await rawPost(Buffer.from([0x7b, 0xff, 0x7d])), 400, "invalid-event");
  });

  test("unknown-task for an id of no task, or of no form of one", async () => {
    expectProblem(await flow.unit.send(randomUUID(), "accepted"), 404, "unknown-task");
    expectProblem(await flow.unit.send("7", "accepted"), 404, "unknown-task");
  });

  test("forbidden to another unit, and to an auditor whatever it is", async () => {
    const { id } = await flow.task();
    expectProblem(await flow.other.send(id, "accepted"), 403, "forbidden");
    const auditor = await flow.client({ roles: ["auditor"] });
    expectProblem(await auditor.send(id, "urged"), 403, "forbidden");
  });

  test("four-eyes to a supervisor of the task's own unit", async () => {
    const { id } = await flow.task();
    const own = await flow.client({ unit: "nyj", roles: ["handler", "supervisor", "inspector"] });
    await own.send(id, "accepted");
    await own.send(id, "submitted", { result: "r" });
    expectProblem(await own.send(id, "passed", { findings: "f" }), 403, "four-eyes");
  });

  test("not-accepted with what the state takes", async () => {
    const { id } = await flow.task();
    const reply = await flow.unit.send(id, "submitted", { result: "r" });
    expectProblem(reply, 409, "not-accepted");
    expect(reply.body).toMatchObject({ state: "assigned", task: id, source: "urn:test:nyj" });
    expect(reply.body.accepted).toContain("accepted");
  });

  test("id-reused for other content under the same source and id", async () => {
    const { id } = await flow.task();
    const event = eventOf(id, "accepted");
    expect((await post(event)).body.status).toBe("applied");
    expectProblem(await post({ ...event, data: { handler: "another" } }), 409, "id-reused");
  });

  test("stale-revision, by expectedrevision as by If-Match, with the revision it is at", async () => {
    const { id } = await flow.task();
    const stale = await flow.unit.send(id, "accepted", {}, { expectedrevision: 7 });
    expectProblem(stale, 412, "stale-revision");
    expect(stale.body.revision).toBe(1);
    expectProblem(
      await post(eventOf(id, "accepted"), { ...structured, "if-match": '"7"' }),
      412,
      "stale-revision",
    );
    expect((await post(eventOf(id, "accepted"), { ...structured, "if-match": '"1"' })).status).toBe(200);
    const third = eventOf(id, "progressed", { note: "n" }, { expectedrevision: "2" });
    expect((await post(third)).status).toBe(200);
    expectProblem(
      await post(eventOf(id, "progressed"), { ...structured, "if-match": "7" }),
      400,
      "invalid-request",
    );
  });

  test("unsupported-media-type for a body, and for data, that is not JSON", async () => {
    const { id } = await flow.task();
    const event = eventOf(id, "accepted");
    expectProblem(await post(event, { "content-type": "text/plain" }), 415, "unsupported-media-type");
    expectProblem(
      await post(event, { "content-type": "application/cloudevents+avro" }),
      415,
      "unsupported-media-type",
    );
    expectProblem(await post({ ...event, datacontenttype: "text/xml" }), 415, "unsupported-media-type");
    const packed = { ...structured, "content-encoding": "gzip" };
    expectProblem(await post(event, packed), 415, "unsupported-media-type");
  });

  test("invalid-deadline for an extension that is none", async () => {
    const { id } = await flow.task();
    await flow.unit.send(id, "accepted");
    const reply = await flow.unit.send(id, "extensionRequested", { due: { days: 1 }, reason: "r" });
    expectProblem(reply, 422, "invalid-deadline");
  });

  test("payload-too-large for a body over 1 MiB, whether it says its length or not", async () => {
    const { id } = await flow.task();
    const large = JSON.stringify(eventOf(id, "accepted", { handler: "x".repeat(1024 * 1024) }));
    expectProblem(await post(large), 413, "payload-too-large");
    expectProblem(await rawPost(Buffer.from(large), true), 413, "payload-too-large");
  });
});

/** Posts bytes as they are, in chunks without a length if asked. */
function rawPost(body: Buffer, isChunked = false): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { ...structured, authorization: `Bearer ${flow.unit.key}` };
    const length = isChunked ? {} : { "content-length": body.length };
    const posting = request(
      `${flow.url}/v1/events`,
      { method: "POST", headers: { ...headers, ...length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers({ "content-type": response.headers["content-type"] ?? "" }),
            body: JSON.parse(Buffer.concat(chunks).toString()),
          }),
        );
      },
    );
    posting.on("error", reject);
    posting.end(body);
  });
}

describe("whoever calls is told why not:", () => {
  test("unauthenticated without a key, and with any that is none, all alike", async () => {
    const { key } = flow.unit;
    const wrong = ["", "x", "dk_", `${key}x`, `${key.slice(0, -1)}${key.endsWith("a") ? "b" : "a"}`];
    const replies = await Promise.all(wrong.map((one) => clientOf(flow.url, one).call("GET", "/v1/tasks")));
    for (const reply of replies) {
      expectProblem(reply, 401, "unauthenticated");
      expect(reply.headers.get("www-authenticate")).toContain("Bearer");
      expect(reply.body).toEqual(replies[0]?.body);
    }
    expectProblem(await flow.nobody.send(randomUUID(), "accepted"), 401, "unauthenticated");
  });

  test("a revoked key is no key", async () => {
    const client = await flow.client({ roles: ["auditor"] });
    expect((await client.call("GET", "/v1/tasks")).status).toBe(200);
    const id = client.key.split("_")[1];
    expect((await flow.admin.call("DELETE", `/v1/keys/${id}`)).status).toBe(200);
    expectProblem(await client.call("GET", "/v1/tasks"), 401, "unauthenticated");
    expectProblem(await flow.admin.call("DELETE", "/v1/keys/nobodys"), 404, "unknown-key");
  });

  test("forbidden where the key lacks the role", async () => {
    const auditor = await flow.client({ roles: ["auditor"] });
    for (const [method, path, body] of [
      ["PUT", "/v1/units", []],
      ["PUT", "/v1/people", []],
      ["PUT", "/v1/calendars/default", {}],
      ["PUT", "/v1/ladders/default", { rungs: [] }],
      ["PUT", "/v1/webhooks/w", { url: "https://example.org" }],
      ["POST", "/v1/keys", { name: "mine" }],
      ["POST", "/v1/matters", matterOf()],
      ["POST", "/v1/clock", { to: "2026-03-03T10:00:00+08:00" }],
    ] as const) {
      expectProblem(await auditor.call(method, path, body), 403, "forbidden");
      expectProblem(await flow.unit.call(method, path, body), 403, "forbidden");
    }
  });

  test("unknown-route, method-not-allowed with Allow, and what no path can be", async () => {
    expectProblem(await flow.admin.call("GET", "/v1/nothing"), 404, "unknown-route");
    expectProblem(await flow.admin.call("GET", "/v1/tasks/%E0%A4%A"), 404, "unknown-route");
    const reply = await flow.admin.call("DELETE", "/v1/units");
    expectProblem(reply, 405, "method-not-allowed");
    expect(reply.headers.get("allow")).toBe("PUT, GET, HEAD");
    expectProblem(await flow.admin.call("GET", "/v1/events"), 405, "method-not-allowed");
  });

  test("unknown-matter, -unit, -person, -calendar, -ladder and -webhook", async () => {
    const { admin } = flow;
    expectProblem(await admin.call("GET", `/v1/matters/${randomUUID()}`), 404, "unknown-matter");
    expectProblem(await admin.call("GET", "/v1/tasks/none"), 404, "unknown-task");
    expectProblem(await admin.call("GET", "/v1/tasks/none/events"), 404, "unknown-task");
    expectProblem(await admin.call("GET", "/v1/tasks/none/operations"), 404, "unknown-task");
    expectProblem(await admin.call("POST", "/v1/matters", matterOf({ lead: "none" })), 404, "unknown-unit");
    expectProblem(
      await admin.call("POST", "/v1/matters", matterOf({ ladder: "none" })),
      404,
      "unknown-ladder",
    );
    expectProblem(
      await admin.call("POST", "/v1/matters", matterOf({ calendar: "none" })),
      404,
      "unknown-calendar",
    );
    const stranger = [{ id: "p", name: "p", unit: "none" }];
    expectProblem(await admin.call("PUT", "/v1/people", stranger), 404, "unknown-unit");
    expectProblem(await admin.call("GET", "/v1/notices?person=none"), 404, "unknown-person");
    expectProblem(await admin.call("GET", "/v1/calendars/none"), 404, "unknown-calendar");
    expectProblem(await admin.call("GET", "/v1/ladders/none"), 404, "unknown-ladder");
    expectProblem(await admin.call("GET", "/v1/webhooks/none/deliveries"), 404, "unknown-webhook");
    expectProblem(await admin.call("POST", "/v1/keys", { name: "k", unit: "none" }), 404, "unknown-unit");
    expectProblem(await admin.call("POST", "/v1/keys", { name: "k", person: "none" }), 404, "unknown-person");
  });

  test("invalid-request for what its schema does not know, saying where", async () => {
    const { admin } = flow;
    for (const [method, path, body, pointer] of [
      ["PUT", "/v1/units", [{ code: "x", name: "x", kind: "city" }], "/0/kind"],
      ["PUT", "/v1/units", [{ code: "a\u0000", name: "x", kind: "office" }], "/0/code"],
      ["PUT", "/v1/units", "not json", ""],
      ["POST", "/v1/matters", { ...matterOf(), secret: 1 }, "/secret"],
      ["POST", "/v1/matters", matterOf({ due: { workdays: 0 } }), "/due/workdays"],
      ["POST", "/v1/matters", matterOf({ assist: ["nyj"] }), "/assist/0"],
      ["GET", "/v1/tasks?limit=201", undefined, "/limit"],
      ["GET", "/v1/tasks?limit=0", undefined, "/limit"],
      ["GET", "/v1/tasks?cursor=xyz", undefined, "/cursor"],
      ["GET", "/v1/tasks?state=lost", undefined, "/state/0"],
      ["GET", "/v1/tasks?color=red", undefined, "/color"],
      ["GET", "/v1/tasks?q=%00", undefined, "/q"],
      ["PUT", "/v1/webhooks/w", { url: "ftp://example.org" }, "/url"],
      ["PUT", "/v1/webhooks/w", { url: "http://127.0.0.1:1/" }, "/url"],
      ["PUT", "/v1/ladders/l", { rungs: [{ at: { workdays: 1, days: 1 } }] }, "/rungs/0/at"],
      ["PUT", "/v1/ladders/l", { rungs: [{ at: { days: 1 }, notify: ["mayor"] }] }, "/rungs/0/notify/0"],
      ["PUT", "/v1/ladders/l", { rungs: [{ at: { days: 1 }, time: "9:00" }] }, "/rungs/0/time"],
      ["PUT", "/v1/calendars/c", { days: { "2026-02-30": "holiday" } }, "/days/2026-02-30"],
      ["PUT", "/v1/calendars/c", { timeZone: "Moon/Crater" }, "/timeZone"],
      ["POST", "/v1/clock", { to: "2026-03-01T10:00:00+08:00" }, "/to"],
    ] as const) {
      const reply = await admin.call(method, path, body);
      expectProblem(reply, 400, "invalid-request");
      expect(
        reply.body.errors.map((error: { pointer: string }) => error.pointer),
        path,
      ).toContain(pointer);
    }
  });

  test("invalid-deadline for a matter whose clocks cannot be armed, and nothing is made", async () => {
    expectProblem(
      await flow.admin.call("POST", "/v1/matters", matterOf({ due: { on: "2026-03-01" } })),
      422,
      "invalid-deadline",
    );
    const { body } = await flow.admin.call("GET", "/v1/tasks?dueBefore=2026-03-02");
    expect(body.items).toEqual([]);
  });

  test("a batch that is none, or of over 1,000 events, is refused whole", async () => {
    expectProblem(await flow.unit.call("POST", "/v1/events", {}, batch), 400, "invalid-event");
    const many = Array.from({ length: 1_001 }, () => ({}));
    expectProblem(await flow.unit.call("POST", "/v1/events", many, batch), 413, "payload-too-large");
  });
});

test("a body nested deeper than anything that is asked for is refused, also where a member is free in its form", async () => {
  const deep = `${"[".repeat(5_000)}1${"]".repeat(5_000)}`;
  for (const [client, method, path, body] of [
    [flow.admin, "PUT", "/v1/people", `[{"id":"x","name":"x","unit":"nyj","contacts":{"a":${deep}}}]`],
    [flow.supervisor, "POST", "/v1/approvals/decide", `{"decisions":${deep}}`],
  ] as const) {
    expectProblem(await client.call(method, path, body), 400, "invalid-request");
  }
});
