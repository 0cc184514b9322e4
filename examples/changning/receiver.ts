import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook } from "@duban/client";

/** The recorded types the county's data centre wants to hear of. */
export const webhookTypes = [
  "duban.task.rungFired",
  "duban.task.closureApproved",
  "duban.task.extensionGranted",
  "duban.task.suspensionGranted",
  "duban.task.terminated",
] as const;

/** The data centre's webhook: an HTTP server that keeps each verified message once. */
export interface Receiver {
  readonly url: string;
  readonly requests: number;
  readonly unverified: number;
  /** Messages by id: a second attempt at one that came already is no second message. */
  readonly messages: ReadonlyMap<string, { readonly type: string }>;
  useSecret(secret: string): void;
  close(): Promise<void>;
}

/** Starts it on a free port. Every seventh request is answered 503 the first time, to see it come again. */
export async function startReceiver(): Promise<Receiver> {
  const messages = new Map<string, { type: string }>();
  const counts = { requests: 0, unverified: 0 };
  let secret = "";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      counts.requests += 1;
      const body = Buffer.concat(chunks).toString("utf8");
      // The server's clock stands in 2013 and so may its timestamps: their distance from today says nothing.
      const toleranceMs = Number.POSITIVE_INFINITY;
      const verified = verifyWebhook(secret, { headers: request.headers, body }, { toleranceMs });
      if (verified === undefined) {
        counts.unverified += 1;
        response.writeHead(401).end();
        return;
      }
      if (counts.requests % 7 === 0 && !messages.has(verified.id)) {
        response.writeHead(503).end();
        return;
      }
      messages.set(verified.id, { type: (verified.payload as { type: string }).type });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/duban`,
    get requests() {
      return counts.requests;
    },
    get unverified() {
      return counts.unverified;
    },
    messages,
    useSecret: (given) => {
      secret = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
