import { connect, type Socket } from "node:net";

/** What a connection tells of each answer. */
export type OnAnswer = (latencyMs: number, applied: number, answer: () => string) => void;

/** A request ready for the wire, and the events it carries. `dueAt`: not before (performance.now()), null: at once. */
export interface WireRequest {
  readonly bytes: Buffer;
  readonly events: number;
  dueAt: number | null;
}

const headEnd = Buffer.from("\r\n\r\n");
const applied = Buffer.from('"status":"applied"');

/**
 * One keep-alive connection that sends prepared bytes, one request at a time, and reads as little of the answers as will do.
 *
 * A bare socket, since the generator shares two cores with what it measures: node:http's client costs some 50 µs a
 * request and undici some 20, this some 5. It knows no chunked answers; the server sends a Content-Length.
 */
export async function sendAll(
  address: { host: string; port: number },
  requests: readonly WireRequest[],
  onAnswer: OnAnswer,
) {
  const socket = connect({ ...address, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  try {
    await exchange(socket, requests, onAnswer);
  } finally {
    socket.destroy();
  }
}

function exchange(socket: Socket, requests: readonly WireRequest[], onAnswer: OnAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = 0;
    let sentAt = 0;
    let received: Buffer = Buffer.alloc(0);
    let missing = 0;
    const send = () => {
      const request = requests[next];
      if (request === undefined) return resolve();
      const now = performance.now();
      const waitMs = (request.dueAt ?? now) - now;
      if (waitMs > 1) {
        setTimeout(send, waitMs);
        return;
      }
      next += 1;
      // From when it was due, not from when it could be sent: a server that stalls must not slow the count of its stalling.
      sentAt = request.dueAt ?? now;
      socket.write(request.bytes);
    };
    const take = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      if (missing === 0) missing = lengthOf(received);
      if (missing === 0 || received.length < missing) return;
      const answer = received.subarray(0, missing);
      received = received.subarray(missing);
      missing = 0;
      onAnswer(performance.now() - sentAt, countApplied(answer), () => answer.toString());
      send();
    };
    socket.on("data", (chunk) => {
      try {
        take(chunk);
      } catch (error) {
        reject(error);
      }
    });
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("the server closed a connection in the middle of the load")));
    send();
  });
}

/** The length of the whole answer, head and body; 0 as long as its head is not there. */
function lengthOf(received: Buffer): number {
  const end = received.indexOf(headEnd);
  if (end < 0) return 0;
  const head = received.toString("latin1", 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without Content-Length:\n${head}`);
  return end + headEnd.length + Number(length);
}

function countApplied(answer: Buffer): number {
  let count = 0;
  for (let at = answer.indexOf(applied); at >= 0; at = answer.indexOf(applied, at + applied.length))
    count += 1;
  return count;
}
