import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, expect, test } from "vitest";
import { createWebhookTransport } from "./webhook.ts";

const secret = `whsec_${Buffer.from("a secret of at least 24 bytes").toString("base64")}`;
const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function receiver(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  closings.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return listen(server);
}

function send(
  url: string,
  options: { allowPrivate?: boolean; timeoutMs?: number; signal?: AbortSignal } = {},
) {
  const transport = createWebhookTransport({ allowPrivate: true, timeoutMs: 5_000, ...options });
  closings.push(() => transport.close());
  const signal = options.signal ?? new AbortController().signal;
  return transport.send({ id: "msg_1", url, secret, body: '{"type":"duban.task.accepted"}' }, signal);
}

test("a 2xx is a delivery, and what arrived is accepted by the standardwebhooks library", async () => {
  let seen: unknown;
  const url = await receiver(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen = new Webhook(secret).verify(
      Buffer.concat(chunks).toString(),
      request.headers as Record<string, string>,
    );
    response.writeHead(202).end();
  });
  expect(await send(url)).toMatchObject({ outcome: "delivered", status: 202, detail: null });
  expect(seen).toEqual({ type: "duban.task.accepted" });
});

test("an error is a rejection with the beginning of what the receiver said", async () => {
  const url = await receiver((_, response) => response.writeHead(500).end("out of \0order"));
  expect(await send(url)).toMatchObject({ outcome: "rejected", status: 500, detail: "out of order" });
});

test("410 means gone", async () => {
  const url = await receiver((_, response) => response.writeHead(410).end());
  expect(await send(url)).toMatchObject({ outcome: "gone", status: 410 });
});

test("Retry-After of a 429 or 503 is passed on, that of any other answer is not", async () => {
  for (const [status, retryAfterMs] of [
    [429, 7_000],
    [503, 7_000],
    [500, null],
  ] as const) {
    const url = await receiver((_, response) => response.writeHead(status, { "retry-after": "7" }).end());
    expect(await send(url)).toMatchObject({ outcome: "rejected", status, retryAfterMs });
  }
});

test("a redirect is not followed", async () => {
  let followed = false;
  const target = await receiver((_, response) => {
    followed = true;
    response.end();
  });
  const url = await receiver((_, response) => response.writeHead(307, { location: target }).end());
  expect(await send(url)).toMatchObject({
    outcome: "rejected",
    status: 307,
    detail: "redirects are not followed",
  });
  expect(followed).toBe(false);
});

test("a receiver that never answers times out", async () => {
  const url = await receiver(() => undefined);
  expect(await send(url, { timeoutMs: 200 })).toMatchObject({ outcome: "timeout", status: null });
});

test("a receiver that answers and then never ends is judged by its status", async () => {
  const good = await receiver((_, response) => void response.writeHead(200).write("begun"));
  const bad = await receiver((_, response) => void response.writeHead(500).write("begun"));
  expect(await send(good, { timeoutMs: 300 })).toMatchObject({ outcome: "delivered", status: 200 });
  expect(await send(bad, { timeoutMs: 300 })).toMatchObject({
    outcome: "rejected",
    status: 500,
    detail: "begun",
  });
});

test("an endless body is not read beyond its beginning", async () => {
  let written = 0;
  const url = await receiver((_, response) => {
    response.writeHead(500);
    const pour = () => {
      while (!response.destroyed && response.write("x".repeat(65_536))) written += 65_536;
    };
    response.on("drain", pour);
    pour();
  });
  const sent = await send(url);
  expect(sent).toMatchObject({ outcome: "rejected", status: 500 });
  expect(sent.detail).toHaveLength(1_024);
  expect(written).toBeLessThan(64 * 1_048_576);
});

test("a receiver that is not there, or is no web server, is unreachable", async () => {
  const silent = createTcpServer((socket) => socket.end("this is not HTTP\r\n\r\n"));
  closings.push(() => silent.close());
  expect(await send(await listen(silent))).toMatchObject({ outcome: "unreachable", status: null });
  expect(await send("http://127.0.0.1:1/")).toMatchObject({ outcome: "unreachable", status: null });
});

test("no private address is reached by number or by name unless it is allowed", async () => {
  let reached = false;
  const url = await receiver((_, response) => {
    reached = true;
    response.end();
  });
  const { port } = new URL(url);
  for (const host of ["127.0.0.1", "localhost", "[::1]", "2130706433"]) {
    expect(await send(`https://${host}:${port}/`, { allowPrivate: false })).toMatchObject({
      outcome: "forbidden",
    });
    expect(await send(`http://${host}:${port}/`, { allowPrivate: false })).toMatchObject({
      outcome: "forbidden",
    });
  }
  expect(reached).toBe(false);
});

test("cutting off by the caller's signal is no outcome", async () => {
  const url = await receiver(() => undefined);
  await expect(send(url, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
});
