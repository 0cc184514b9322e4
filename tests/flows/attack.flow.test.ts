import { connect } from "node:net";
import { createLogger } from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, eventOf, type Flow, type Reply, startFlow } from "./flow.ts";
import { hostileTexts, hostileValue } from "./hostileText.ts";

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> };
}

let flow: Flow;
let task: string;
let paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
let definitions: Readonly<Record<string, unknown>>;
const logged: string[] = [];

beforeAll(async () => {
  flow = await startFlow({}, createLogger("trace", { write: (line) => void logged.push(line) }));
  task = (await flow.task()).id;
  const { body } = await flow.nobody.call("GET", "/openapi.json");
  paths = body.paths;
  definitions = body.components.schemas;
});
afterAll(() => flow.stop());

// These move the clock, end what the test itself stands on, or never answer.
const leftOut = new Set(["/v1/clock", "/v1/stream"]);
const calls = () =>
  Object.entries(paths)
    .filter(([path]) => path.startsWith("/v1/") && !leftOut.has(path))
    .flatMap(([path, byMethod]) =>
      Object.entries(byMethod).map(([method, described]) => ({
        method: method.toUpperCase(),
        path,
        described,
      })),
    );

const bodySchemaOf = ({ requestBody }: Described) => requestBody?.content["application/json"]?.schema;

/** An answer that gives nothing away: expected or refused, and no failure of ours behind it. */
function expectHarmless(reply: Reply, what: string): void {
  expect(reply.status, `${what}: ${JSON.stringify(reply.body).slice(0, 300)}`).toBeLessThan(500);
  expect(JSON.stringify(reply.body), what).not.toMatch(/syntax error|relation "|node_modules|at .*\.ts:\d/);
}

/** The path with the text in every parameter: none of the query, all of it, and each alone. */
function placesOf(path: string, { parameters = [] }: Described, text: string): string[] {
  const encoded = encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
  const filled = path.replaceAll(/\{\w+\}/g, encoded || "%00");
  const query = parameters.filter((one) => one.in === "query").map(({ name }) => `${name}=${encoded}`);
  return [filled, `${filled}?${query.join("&")}`, ...query.map((one) => `${filled}?${one}`)];
}

describe("Hostile input", () => {
  it.each(Object.entries(hostileTexts))(
    "in every parameter of every call, %s, fails nothing",
    async (_, text) => {
      for (const { method, path, described } of calls()) {
        const schema = bodySchemaOf(described);
        const body = schema === undefined ? {} : hostileValue(schema, text, definitions);
        const tries = placesOf(path, described, text).map(async (place) => {
          const reply = await flow.admin.call(method, place, method === "GET" ? undefined : body);
          expectHarmless(reply, `${method} ${place.slice(0, 200)}`);
        });
        await Promise.all(tries);
      }
      const data = { note: text, reason: text, result: text, findings: text };
      for (const type of ["accepted", "progressed", text]) {
        expectHarmless(await flow.unit.send(task, type, data, { id: text, source: text }), `event ${type}`);
      }
      expect((await flow.supervisor.call("GET", `/v1/tasks/${task}`)).status).toBe(200);
    },
  );

  it("that names a prototype changes none", async () => {
    const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    for (const { method, path, described } of calls()) {
      if (bodySchemaOf(described) === undefined) continue;
      const filled = path.replaceAll(/\{\w+\}/g, "__proto__");
      expectHarmless(await flow.admin.call(method, filled, evil), `${method} ${filled}`);
      expectHarmless(await flow.admin.call(method, filled, `[${evil}]`), `${method} ${filled}`);
    }
    const event = JSON.stringify(eventOf(task, "accepted", {})).replace('"data":{}', `"data":${evil}`);
    const reply = await flow.unit.call("POST", "/v1/events", event, {
      "content-type": "application/cloudevents+json",
    });
    expect(reply.status).toBe(400);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("as a bomb is refused without being unpacked: deep, long, compressed, lying about its length", async () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    const long = `"${"x".repeat(1_200_000)}"`;
    const headers = { "content-type": "application/json" };
    for (const path of ["/v1/matters", "/v1/deadlines/preview"]) {
      expect((await flow.supervisor.call("POST", path, deep, headers)).status).toBe(400);
      expect((await flow.supervisor.call("POST", path, long, headers)).status).toBe(413);
      const packed = await flow.supervisor.call("POST", path, "{}", {
        ...headers,
        "content-encoding": "gzip",
      });
      expect(packed.status).toBe(415);
    }
    const nested = JSON.stringify(eventOf(task, "progressed", { note: 0 })).replace(
      '"note":0',
      `"note":${"[".repeat(9_000)}${"]".repeat(9_000)}`,
    );
    const structured = { "content-type": "application/cloudevents+json" };
    expect((await flow.unit.call("POST", "/v1/events", nested, structured)).status).toBe(400);
    const answer = await raw(
      `POST /v1/matters HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("in headers is refused where they are too large, and by whoever splits them", async () => {
    const large = `GET /v1/tasks HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(100_000)}\r\n\r\n`;
    expect(await raw(large)).toMatch(/^HTTP\/1\.1 431 /);
    const many = Array.from({ length: 5_000 }, (_, index) => `x${index}: y`).join("\r\n");
    expect(await raw(`GET /v1/tasks HTTP/1.1\r\nhost: x\r\n${many}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await raw("GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("that never ends holds its own connection and nobody else's", async () => {
    const { hostname, port } = new URL(flow.url);
    const half = Array.from({ length: 100 }, () => connect(Number(port), hostname));
    for (const [index, socket] of half.entries()) {
      socket.on("error", () => undefined);
      socket.write(
        index % 2 === 0
          ? "POST /v1/events HT"
          : "POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{",
      );
    }
    expect((await flow.supervisor.call("GET", `/v1/tasks/${task}`)).status).toBe(200);
    for (const socket of half) socket.destroy();
  });
});

describe("What a caller is told", () => {
  it("is the same for a key that never was, one revoked, and one with a wrong secret", async () => {
    const made = await flow.admin.call("POST", "/v1/keys", { name: "short-lived", unit: "nyj" });
    await flow.admin.call("DELETE", `/v1/keys/${made.body.id}`);
    const wrong = `${made.body.key.slice(0, -4)}aaaa`;
    const answers: Reply[] = [];
    for (const key of [made.body.key, wrong, "never-was", `${flow.unit.key.slice(0, -4)}aaaa`]) {
      answers.push(await call(flow.nobody, key));
    }
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  });

  it("and what is logged, down to the finest level, holds no key, secret or password", async () => {
    const made = await flow.admin.call("POST", "/v1/keys", { name: "logged", unit: "nyj" });
    await call(flow.nobody, made.body.key);
    await call(flow.nobody, "a-wrong-key-that-nobody-may-read");
    const hook = await flow.admin.call("PUT", "/v1/webhooks/attack", { url: "https://example.com/" });
    const secrets = [made.body.key, "a-wrong-key-that-nobody-may-read", hook.body.secret, flow.admin.key];
    const text = logged.join("\n");
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10);
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/postgres(ql)?:\/\/[^:\s"]+:(?!\*\*\*)[^@\s"]+@/);
  });
});

const call = (client: Client, key: string) =>
  client.call("GET", "/v1/tasks", undefined, { authorization: `Bearer ${key}` });

/** Sends bytes as they are; what comes back until the server ends the connection or has answered. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(flow.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString();
      if (answer.includes("\r\n\r\n")) socket.destroy();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", (error) => (answer === "" ? reject(error) : resolve(answer)));
  });
}
