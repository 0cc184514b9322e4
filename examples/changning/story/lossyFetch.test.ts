import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "@duban/client";
import { afterEach, expect, test } from "vitest";
import { type Losses, lossyFetch } from "./lossyFetch.ts";

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** Applies an id once and answers `duplicate` after that. */
async function startApplying(): Promise<string> {
  const seen = new Set<string>();
  const started = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const { id } = JSON.parse(body) as { id: string };
      const status = seen.has(id) ? "duplicate" : "applied";
      seen.add(id);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id, status }));
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

test("an answer lost on the way makes the client ask again, and what was applied is counted", async () => {
  const losses: Losses = { answers: 0, appliedEvents: 0 };
  const client = createClient({
    url: await startApplying(),
    key: "k",
    source: "urn:x",
    // Would lose every answer, if two in a row could be lost.
    fetch: lossyFetch(() => 0, 0.5, losses),
    retry: { wait: async () => {} },
  });
  for (let n = 0; n < 3; n += 1) {
    const result = await client.sendEvent({ type: "urged", task: "t", data: {} });
    expect(result.status).toBe("duplicate");
  }
  expect(losses).toEqual({ answers: 3, appliedEvents: 3 });
});
