import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import type { Random } from "./random.ts";

/** What arrived under one webhook-id. */
export interface ReceivedMessage {
  readonly task: string;
  readonly revision: number;
  readonly bodies: Set<string>;
  count: number;
}

/** A department's receiver, with the moods that receivers have. */
export interface WebhookReceiver {
  readonly url: string;
  /** Every message it took in, by webhook-id, also those it then answered badly. */
  readonly received: ReadonlyMap<string, ReceivedMessage>;
  /** Bodies that were no messages of ours: bad signatures. */
  readonly forged: readonly string[];
  trust(secret: string): void;
  /** How often it answers badly from now on, 0 to 1. */
  misbehave(share: number): void;
  close(): Promise<void>;
}

/** Starts a receiver on a free port. A misbehaving one answers 500, hangs up or never answers, never to one message twice. */
export async function startWebhookReceiver(random: Random): Promise<WebhookReceiver> {
  const received = new Map<string, ReceivedMessage>();
  const forged: string[] = [];
  const secrets: string[] = [];
  let share = 0;

  function takeIn(request: IncomingMessage, body: string): ReceivedMessage | undefined {
    const headers = request.headers as Record<string, string>;
    if (!secrets.some((secret) => isGenuine(secret, body, headers))) {
      forged.push(body);
      return undefined;
    }
    const id = headers["webhook-id"] ?? "";
    const { data } = JSON.parse(body) as { data: { id: string; revision: number } };
    const message = received.get(id) ?? {
      task: data.id,
      revision: data.revision,
      bodies: new Set(),
      count: 0,
    };
    message.bodies.add(body);
    message.count += 1;
    received.set(id, message);
    return message;
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = takeIn(request, Buffer.concat(chunks).toString());
    if (message === undefined) return response.writeHead(401).end();
    if (message.count > 1 || !random.chance(share)) return response.writeHead(204).end();
    const mood = random.pick(["error", "hangUp", "silence"] as const);
    if (mood === "error") return response.writeHead(500).end("out of order");
    if (mood === "hangUp") return request.socket.destroy();
  };
  const server = createServer((request, response) => {
    // A sender that is killed breaks off in the middle.
    answer(request, response).catch(() => request.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    forged,
    trust: (secret) => secrets.push(secret),
    misbehave: (to) => {
      share = to;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isGenuine(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
