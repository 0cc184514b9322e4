import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { type Problem, problem } from "./problem.ts";
import { findUnstorable } from "./storableText.ts";

/** A body of more than this is refused unread; the contract's figure. */
export const bodyLimitBytes = 1024 * 1024;

/** What a request's `Content-Type` says: the media type in lower case, empty if there is none, and its charset. */
export interface MediaType {
  readonly type: string;
  readonly charset: string;
}

const charsetParameter = /;\s*charset\s*=\s*"?([^\s";]+)/i;

/** Reads a `Content-Type`. */
export function parseMediaType(header: string | undefined): MediaType {
  if (header === undefined) return { type: "", charset: "utf-8" };
  const [type = ""] = header.split(";", 1);
  return {
    type: type.trim().toLowerCase(),
    charset: charsetParameter.exec(header)?.[1]?.toLowerCase() ?? "utf-8",
  };
}

/** True for `application/json` and whatever ends in `+json`. */
export const isJson = ({ type }: MediaType): boolean => type === "application/json" || type.endsWith("+json");

/** The problem of a body that is not JSON in UTF-8, sent as it is; undefined if it claims to be that. */
export function mediaTypeProblem(request: IncomingMessage, mediaType: MediaType): Problem | undefined {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    return problem("unsupported-media-type", `a body encoded as ${encoding} is not read`);
  }
  if (!isJson(mediaType)) {
    return problem(
      "unsupported-media-type",
      `expected JSON, not ${mediaType.type || "a body of no declared type"}`,
    );
  }
  if (!["utf-8", "utf8", "us-ascii"].includes(mediaType.charset)) {
    return problem("unsupported-media-type", `JSON is read in UTF-8, not ${mediaType.charset}`);
  }
  return undefined;
}

const bodyByRequest = new WeakMap<IncomingMessage, Buffer>();

/**
 * The whole body, or `payload-too-large` as soon as it is known to be over the limit, whatever its length claims to be.
 *
 * Rejects if the sender goes away before the end. A body that was read for its signature is answered again.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | Problem> {
  const known = bodyByRequest.get(request);
  if (known !== undefined) return Promise.resolve(known);
  if (Number(request.headers["content-length"] ?? 0) > bodyLimitBytes) return Promise.resolve(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let byteCount = 0;
    const onData = (chunk: Buffer) => {
      byteCount += chunk.length;
      if (byteCount > bodyLimitBytes) {
        request.off("data", onData);
        request.pause();
        resolve(tooLarge());
      } else {
        chunks.push(chunk);
      }
    };
    request.on("data", onData);
    request.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("the sender went away in the middle of a body"));
    });
  });
}

/** As `readBody`, for who reads before the one whose body it is; what was read is kept for him. */
export async function readBodyAhead(request: IncomingMessage): Promise<Buffer | Problem> {
  const body = await readBody(request);
  if (!("problem" in body)) bodyByRequest.set(request, body);
  return body;
}

const tooLarge = () => problem("payload-too-large", `a body holds at most ${bodyLimitBytes} bytes`);

/** Parsed JSON; `mayHoldOddText` is false if nothing in it can be a text that cannot be stored. */
export interface ParsedJson {
  readonly value: unknown;
  readonly mayHoldOddText: boolean;
}

/** Parses JSON in UTF-8; undefined if it is neither. */
export function parseJson(body: Buffer): ParsedJson | undefined {
  if (!isUtf8(body)) return undefined;
  const text = body.toString("utf8");
  try {
    // Odd text in valid UTF-8 can come only from an escape; most bodies have none, and are not walked again.
    return { value: JSON.parse(text), mayHoldOddText: text.includes("\\u") };
  } catch {
    return undefined;
  }
}

/** The pointer to a text in parsed JSON that cannot be stored, or undefined. */
export const oddTextIn = (json: ParsedJson): string | undefined =>
  json.mayHoldOddText ? findUnstorable(json.value) : undefined;
