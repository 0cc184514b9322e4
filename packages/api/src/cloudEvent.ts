import { parseInstant } from "@duban/engine";
import { type Fault, faulty, type Problem, problem } from "./problem.ts";
import { isJson, parseJson, parseMediaType } from "./readBody.ts";
import { findUnstorable, isStorable } from "./storableText.ts";

/**
 * A CloudEvent 1.0 with JSON data, its attributes checked by the specification and nothing else.
 *
 * `data` is undefined if the event carries none. Extension attributes other than `expectedrevision` are checked and dropped.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string | undefined;
  readonly time: number | undefined;
  readonly expectedRevision: number | undefined;
  readonly data: unknown;
}

/** What is known of an event that is refused: enough to say which one it was. */
export interface EventName {
  readonly id: string | null;
  readonly source: string | null;
  readonly task: string | null;
  /** What a village event is about, in the place of a task. */
  readonly subject?: string | null;
}

const attributeName = /^[a-z0-9]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the specification's String type forbids just these.
const control = /[\u0000-\u001f\u007f-\u009f]/;
const uriReference = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
// Source and id stand together in a unique index, whose rows Postgres limits to about 2,700 bytes.
const maxNameBytes = 1_000;

const villageType = /^duban\.(?:household|village)\./;

/** The names of the event, as far as they can be read. */
export function eventNameOf(event: unknown): EventName {
  if (typeof event !== "object" || event === null) return { id: null, source: null, task: null };
  const { id, source, type, subject } = event as Record<string, unknown>;
  const textOf = (value: unknown) => (typeof value === "string" && isStorable(value) ? value : null);
  const name = { id: textOf(id), source: textOf(source) };
  return typeof type === "string" && villageType.test(type)
    ? { ...name, task: null, subject: textOf(subject) }
    : { ...name, task: textOf(subject) };
}

/** True if `text` can be the value of a `source` attribute: a URI reference, in ASCII. */
export const isUriReference = (text: string): boolean => uriReference.test(text);

/**
 * Reads an event in the JSON format, as it comes in the structured and the batch mode; the binary mode is brought to it first.
 *
 * A member that is null counts as left out. `mayHoldOddText` tells whether the text it came from could hold any.
 */
export function parseCloudEvent(value: unknown, mayHoldOddText: boolean): CloudEvent | Problem {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return faulty("invalid-event", [{ pointer: "", detail: "an event is a JSON object" }]);
  }
  const event = value as Record<string, unknown>;
  const faults = [...attributeFaults(event), ...nameFaults(event)];
  const odd = mayHoldOddText ? findUnstorable(event) : undefined;
  if (odd !== undefined)
    faults.push({ pointer: odd, detail: "holds text that cannot be stored (NUL, half a surrogate pair)" });
  const time = typeof event.time === "string" ? parseInstant(event.time) : undefined;
  if (typeof event.time === "string" && time === undefined) {
    faults.push({ pointer: "/time", detail: "not an RFC 3339 instant with an offset" });
  }
  const expectedRevision = revisionOf(event.expectedrevision);
  if (expectedRevision === null)
    faults.push({ pointer: "/expectedrevision", detail: "not a revision, a whole number" });
  if (faults.length > 0 || expectedRevision === null) return faulty("invalid-event", faults);
  const data = dataOf(event);
  if (isDataProblem(data)) return data.refused;
  return {
    id: String(event.id),
    source: String(event.source),
    type: String(event.type),
    subject: typeof event.subject === "string" ? event.subject : undefined,
    time,
    expectedRevision,
    data: data.value,
  };
}

function attributeFaults(event: Readonly<Record<string, unknown>>): Fault[] {
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries(event)) {
    if (name === "data" || name === "data_base64" || (value ?? null) === null) continue;
    if (!attributeName.test(name)) {
      faults.push({ pointer: `/${name}`, detail: "attribute names are lower-case letters and digits" });
    } else if (!["string", "number", "boolean"].includes(typeof value)) {
      faults.push({ pointer: `/${name}`, detail: "an attribute is a string, a number or a boolean" });
    }
  }
  return faults;
}

function nameFaults(event: Readonly<Record<string, unknown>>): Fault[] {
  const faults: Fault[] = [];
  if (event.specversion !== "1.0") faults.push({ pointer: "/specversion", detail: 'must be "1.0"' });
  for (const name of ["id", "source", "type"] as const) {
    const fault = textFault(event[name]);
    if (fault !== undefined) faults.push({ pointer: `/${name}`, detail: fault });
  }
  if (typeof event.source === "string" && event.source !== "" && !isUriReference(event.source)) {
    faults.push({ pointer: "/source", detail: "must be a URI reference" });
  }
  for (const name of ["subject", "time", "datacontenttype", "dataschema"] as const) {
    const given = event[name];
    const fault = given === undefined || given === null ? undefined : textFault(given);
    if (fault !== undefined) faults.push({ pointer: `/${name}`, detail: fault });
  }
  return faults;
}

function textFault(value: unknown): string | undefined {
  if (typeof value !== "string" || value === "") return "must be a non-empty string";
  if (control.test(value) || !isStorable(value)) return "must not hold control characters";
  if (Buffer.byteLength(value) > maxNameBytes) return `must not be longer than ${maxNameBytes} bytes`;
  return undefined;
}

/** The expected revision, undefined if none is said, null if what is said is none. */
function revisionOf(value: unknown): number | undefined | null {
  if (value === undefined || value === null) return undefined;
  const revision = typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof revision === "number" &&
    Number.isInteger(revision) &&
    revision >= 0 &&
    revision <= 2_147_483_647
    ? revision
    : null;
}

type Data = { readonly value: unknown } | { readonly refused: Problem };
const isDataProblem = (data: Data): data is { readonly refused: Problem } => "refused" in data;

/** The event's data: JSON as it stands, or in base64; absent data is undefined. */
function dataOf(event: Readonly<Record<string, unknown>>): Data {
  const encoded = event.data_base64 ?? undefined;
  const hasData = event.data !== undefined;
  const declared = typeof event.datacontenttype === "string" ? event.datacontenttype : "application/json";
  if (!isJson(parseMediaType(declared))) {
    return { refused: problem("unsupported-media-type", `an event's data is JSON here, not ${declared}`) };
  }
  if (encoded === undefined) return { value: event.data ?? undefined };
  if (hasData)
    return { refused: faulty("invalid-event", [{ pointer: "/data_base64", detail: "stands beside data" }]) };
  const parsed = typeof encoded === "string" ? parseJson(Buffer.from(encoded, "base64")) : undefined;
  if (parsed === undefined || findUnstorable(parsed.value) !== undefined) {
    return {
      refused: faulty("invalid-event", [{ pointer: "/data_base64", detail: "is not JSON in base64" }]),
    };
  }
  return { value: parsed.value };
}
