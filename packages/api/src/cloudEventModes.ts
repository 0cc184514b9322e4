import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isUriReference } from "./cloudEvent.ts";
import { faulty, type Problem, problem } from "./problem.ts";
import { type MediaType, mediaTypeProblem, type ParsedJson, parseJson, parseMediaType } from "./readBody.ts";

/** How an HTTP request carries CloudEvents: whole in the body, spread over headers and body, or many in the body. */
export type EventMode = "structured" | "binary" | "batch";

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md */
export const structuredMediaType = "application/cloudevents+json";
export const batchMediaType = "application/cloudevents-batch+json";

/** Events of a request in the JSON format, not looked into yet. */
export interface CarriedEvents {
  readonly mode: EventMode;
  readonly events: readonly unknown[];
  readonly mayHoldOddText: boolean;
}

/** A batch of more is refused; the contract's figure. */
export const batchLimit = 1_000;

/** Takes the events out of a request with this body; a problem if the whole of it cannot be read. */
export function unpackEvents(request: IncomingMessage, body: Buffer): CarriedEvents | Problem {
  const mediaType = parseMediaType(request.headers["content-type"]);
  const mode = modeOf(mediaType, request.headers);
  if (mode === "binary") return unpackBinary(request, mediaType, body);
  if (mode === undefined) {
    const types = `${structuredMediaType}, ${batchMediaType}, or JSON with ce- headers`;
    return problem("unsupported-media-type", `events are read as ${types}`);
  }
  const unreadable = mediaTypeProblem(request, mediaType);
  if (unreadable !== undefined) return unreadable;
  const json = parseJson(body);
  if (json === undefined) return notJson();
  if (mode === "structured") return { mode, events: [json.value], mayHoldOddText: json.mayHoldOddText };
  if (!Array.isArray(json.value)) {
    return faulty("invalid-event", [{ pointer: "", detail: "a batch is a JSON array of events" }]);
  }
  if (json.value.length > batchLimit) {
    return problem(
      "payload-too-large",
      `a batch holds at most ${batchLimit} events, not ${json.value.length}`,
    );
  }
  return { mode, events: json.value, mayHoldOddText: json.mayHoldOddText };
}

const notJson = () => faulty("invalid-event", [{ pointer: "", detail: "the body is not JSON in UTF-8" }]);

function modeOf(mediaType: MediaType, headers: IncomingHttpHeaders): EventMode | undefined {
  if (mediaType.type === structuredMediaType) return "structured";
  if (mediaType.type === batchMediaType) return "batch";
  if (mediaType.type.startsWith("application/cloudevents")) return undefined;
  // JSON without any ce- header is read as binary too: the answer then names every attribute that is missing.
  return mediaType.type.includes("json") || hasEventHeader(headers) ? "binary" : undefined;
}

function hasEventHeader(headers: IncomingHttpHeaders): boolean {
  for (const name in headers) if (name.startsWith("ce-")) return true;
  return false;
}

/** Brings the binary mode to the JSON format: attributes from `ce-` headers, data from the body. */
function unpackBinary(request: IncomingMessage, mediaType: MediaType, body: Buffer): CarriedEvents | Problem {
  const event: Record<string, unknown> = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    if (name.startsWith("ce-") && typeof value === "string") {
      const attribute = name.slice(3);
      event[attribute] = attribute === "source" ? decodeSource(value) : decodeHeader(value);
    }
  }
  delete event.datacontenttype;
  delete event.data;
  delete event.data_base64;
  let data: ParsedJson | undefined;
  if (body.length > 0) {
    const unreadable = mediaTypeProblem(request, mediaType);
    if (unreadable !== undefined) return unreadable;
    data = parseJson(body);
    if (data === undefined)
      return faulty("invalid-event", [{ pointer: "/data", detail: "is not JSON in UTF-8" }]);
    event.data = data.value;
  }
  return { mode: "binary", events: [event], mayHoldOddText: data?.mayHoldOddText ?? false };
}

/**
 * The value of an attribute from its header: unquoted, then percent-decoded once, as the binding says (3.1.3.2).
 *
 * What is no valid percent-encoding of UTF-8 is left as it stands: the senders that don't encode mean just that.
 */
export function decodeHeader(header: string): string {
  const value = header.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (_, quoted: string) =>
    quoted.replaceAll(/\\(.)/g, "$1"),
  );
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/**
 * A source from its header. The official JavaScript package sends a source that holds `%E6` as it stands, without encoding
 * the percent sign; decoded, it would be another source than the same event has in the structured mode, and its repetition
 * no duplicate. Decoded text that is no URI reference tells such a sender from one that encodes.
 */
function decodeSource(header: string): string {
  const decoded = decodeHeader(header);
  return isUriReference(decoded) ? decoded : header;
}
