import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Api } from "./api.ts";
import { createListener } from "./app.ts";

/** The API on a port. */
export interface ApiServer {
  /** `http://HOST:PORT`, with the port that was really taken. */
  readonly url: string;
  /** Accepts no more, ends idle connections, and resolves when what was begun is answered, or after `limitMs`. */
  close(limitMs: number): Promise<void>;
}

// A slow sender may hold a connection, not keep it: headers within 10 s, a whole request within 30 s. A connection between two
// requests is kept a little longer than the 60 s after which most load balancers drop theirs, so that they never
// write into one that is just being closed here.
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 };

/** Listens; rejects if the port can't be had. */
export async function startServer(api: Api, host: string, port: number): Promise<ApiServer> {
  const server = createServer({ ...timeouts, connectionsCheckingInterval: 5_000 }, createListener(api));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, backlog: 1_024 }, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    close: (limitMs) => closeServer(server, limitMs),
  };
}

function closeServer(server: Server, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), limitMs);
    server.close(() => {
      clearTimeout(limit);
      resolve();
    });
    server.closeIdleConnections();
  });
}
