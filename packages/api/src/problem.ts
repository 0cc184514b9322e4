import type { Rejection, RejectionKind } from "@duban/engine";

interface KindFacts {
  readonly status: number;
  readonly title: string;
}

/** Every kind of problem with its status; the contract's table, and the few that HTTP itself needs beside it. */
export const problemKinds = {
  "invalid-event": { status: 400, title: "Not a valid event" },
  "invalid-request": { status: 400, title: "Not a valid request" },
  unauthenticated: { status: 401, title: "No valid key" },
  "sign-in-incomplete": { status: 403, title: "Signed in, but something is still wanted" },
  "cross-site": { status: 403, title: "Not from a page of this server" },
  forbidden: { status: 403, title: "Not allowed to this caller" },
  "four-eyes": { status: 403, title: "Another pair of eyes is needed" },
  "unknown-task": { status: 404, title: "No such task" },
  "unknown-matter": { status: 404, title: "No such matter" },
  "unknown-unit": { status: 404, title: "No such unit" },
  "unknown-person": { status: 404, title: "No such person" },
  "unknown-household": { status: 404, title: "No such household" },
  "unknown-calendar": { status: 404, title: "No such calendar" },
  "unknown-ladder": { status: 404, title: "No such ladder" },
  "unknown-webhook": { status: 404, title: "No such webhook" },
  "unknown-programme": { status: 404, title: "No such programme" },
  "unknown-bulletin": { status: 404, title: "No such bulletin" },
  "unknown-letter": { status: 404, title: "No such letter" },
  "unknown-exemplar": { status: 404, title: "No such exemplar" },
  "unknown-duty": { status: 404, title: "No such duty" },
  "unknown-inspection": { status: 404, title: "No such inspection" },
  "unknown-project": { status: 404, title: "No such project" },
  "unknown-account": { status: 404, title: "No such account" },
  "unknown-session": { status: 404, title: "No such session" },
  "unknown-key": { status: 404, title: "No such key" },
  "unknown-route": { status: 404, title: "No such path" },
  "method-not-allowed": { status: 405, title: "The path does not take this method" },
  "not-accepted": { status: 409, title: "The task's state does not take this event" },
  "overlapping-inspections": { status: 409, title: "Other inspections stand in the way" },
  "too-few": { status: 409, title: "Too few are left to draw from" },
  "already-there": { status: 409, title: "It is there already" },
  "id-reused": { status: 409, title: "The id was used before for something else" },
  "code-taken": { status: 409, title: "There is another of this code" },
  "stale-revision": { status: 412, title: "The task has moved on" },
  "payload-too-large": { status: 413, title: "Too large" },
  "unsupported-media-type": { status: 415, title: "Not a media type that is read here" },
  "separate-offices": { status: 422, title: "Nobody holds two of the three offices" },
  "unit-not-valid": { status: 422, title: "The unit is given no tasks now" },
  "invalid-deadline": { status: 422, title: "The deadline cannot be" },
  "too-many-requests": { status: 429, title: "Too many requests" },
  "internal-error": { status: 500, title: "A failure of the server" },
  overloaded: { status: 503, title: "Too much at once; nothing was applied" },
  unavailable: { status: 503, title: "A part of the server cannot be reached" },
} as const satisfies Record<string, KindFacts> & Record<RejectionKind, KindFacts>;

export type ProblemKind = keyof typeof problemKinds;

/**
 * An error answer (RFC 9457): a value that a handler returns, never one it throws.
 *
 * `extra` holds further members of the body; `headers` what the answer says beside it (`Retry-After`, `Allow`).
 * `status` is the kind's, unless the contract gives a call another.
 */
export interface Problem {
  readonly problem: ProblemKind;
  readonly status: number;
  readonly detail: string;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** One thing wrong with a body: where, as a JSON pointer, and what. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

export const problemMediaType = "application/problem+json";

/** Makes a problem of a kind. */
export function problem(
  kind: ProblemKind,
  detail: string,
  more: {
    readonly status?: number;
    readonly extra?: Readonly<Record<string, unknown>>;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Problem {
  return {
    problem: kind,
    status: more.status ?? problemKinds[kind].status,
    detail,
    extra: more.extra ?? {},
    headers: more.headers ?? {},
  };
}

/** A 400 that lists everything wrong; the first fault is its detail. */
export function faulty(kind: "invalid-event" | "invalid-request", faults: readonly Fault[]): Problem {
  const [first] = faults;
  const detail = first === undefined ? problemKinds[kind].title : `${first.pointer || "/"}: ${first.detail}`;
  return problem(kind, detail, { extra: { errors: faults } });
}

/** The one place where an expected "no" of the engine becomes HTTP. */
export function problemOfRejection(rejection: Rejection): Problem {
  return problem(
    rejection.kind,
    rejection.detail,
    rejection.extra === undefined ? {} : { extra: rejection.extra },
  );
}

/** A full queue, or a caller over his limit: come back later. */
export function retryLater(
  kind: "overloaded" | "too-many-requests" | "unavailable",
  detail: string,
  seconds: number,
): Problem {
  return problem(kind, detail, { headers: { "retry-after": String(Math.max(1, Math.ceil(seconds))) } });
}

/** The body of a problem: the members of RFC 9457 first, its own after them, never in place of them. */
export function problemBody(of: Problem): Readonly<Record<string, unknown>> {
  return {
    ...of.extra,
    type: `urn:duban:problem:${of.problem}`,
    title: problemKinds[of.problem].title,
    status: of.status,
    detail: of.detail,
  };
}

/** Tells a problem from any other answer. */
export function isProblem(value: object): value is Problem {
  return "problem" in value;
}
