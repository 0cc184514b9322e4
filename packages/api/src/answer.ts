import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Problem, problemBody, problemMediaType } from "./problem.ts";
import { bodyLimitBytes } from "./readBody.ts";

/** A file that is sent as it comes to be. */
export class FileStream {
  readonly pieces: AsyncIterable<Buffer>;
  constructor(pieces: AsyncIterable<Buffer>) {
    this.pieces = pieces;
  }
}

/** A successful answer of a call: a status, a body (a `Buffer` or a `FileStream` is a file, all else JSON), headers beside it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** What every answer of the API carries: it is JSON, it is never cached, and a browser must not make anything else of it. */
export const apiHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

const jsonHeaders = { ...apiHeaders, "content-type": "application/json" };
const problemHeaders = { ...apiHeaders, "content-type": problemMediaType };

/** Writes a JSON answer whole. Not by Express: its `json` hashes every body and answers 304 by a revision alone. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers?: Readonly<Record<string, string | readonly string[]>>,
): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  // Several of one name are cookies; the list is only read.
  response.writeHead(status, {
    ...jsonHeaders,
    "content-length": length,
    ...(headers as Record<string, string | string[]> | undefined),
  });
  response.end(text);
}

/** Writes a file whole; its `content-type` is among the headers. */
export function sendFile(
  response: ServerResponse,
  status: number,
  content: Buffer,
  headers?: Readonly<Record<string, string | readonly string[]>>,
): void {
  response.writeHead(status, { ...apiHeaders, "content-length": content.length, ...headers });
  response.end(content);
}

/**
 * Writes a file piece by piece, as fast as it is read; its `content-type` is among the headers. Resolves once it is written, or
 * nobody reads any more.
 *
 * What fails on the way rejects, and ends the connection: a reader must not take the part for the whole.
 */
export async function sendFileStream(
  response: ServerResponse,
  status: number,
  { pieces }: FileStream,
  headers?: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> {
  response.writeHead(status, { ...apiHeaders, ...headers } as Record<string, string>);
  try {
    await pipeline(Readable.from(pieces), response);
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE";
    response.destroy();
    if (!isGone) throw error;
  }
}

/** Writes a problem whole; what is left of a body that was refused is dealt with first. */
export function sendProblem(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  const text = JSON.stringify(problemBody(problem));
  const isUnread = problem.problem === "payload-too-large" && !request.complete;
  response.writeHead(problem.status, {
    ...problemHeaders,
    "content-length": Buffer.byteLength(text),
    ...problem.headers,
    ...(isUnread ? { connection: "close" } : {}),
  });
  if (isUnread) lingerThenEnd(request, response, text);
  else response.end(text);
}

// As far as a sender is heard out who goes on sending after his answer: 16 bodies, 2 seconds.
const lingerBytes = 16 * bodyLimitBytes;
const lingerMs = 2_000;

/**
 * Sends the answer at once and closes the connection a little later, throwing away what still comes.
 *
 * Closed at once, with bytes unread, the connection would be reset and the answer lost on the way (RFC 9112, 9.6).
 */
function lingerThenEnd(request: IncomingMessage, response: ServerResponse, text: string): void {
  let byteCount = 0;
  const finish = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(finish, lingerMs);
  timer.unref();
  response.write(text);
  request.on("data", (chunk: Buffer) => {
    byteCount += chunk.length;
    if (byteCount > lingerBytes) finish();
  });
  request.on("end", finish);
  request.on("error", finish);
  request.resume();
}
