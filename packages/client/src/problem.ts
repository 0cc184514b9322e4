/** The kinds of "no" the contract names; a server may come to say others. */
export type ProblemKind =
  | "invalid-event"
  | "invalid-request"
  | "unauthenticated"
  | "forbidden"
  | "four-eyes"
  | "unknown-task"
  | "unknown-matter"
  | "unknown-unit"
  | "not-accepted"
  | "id-reused"
  | "stale-revision"
  | "payload-too-large"
  | "unsupported-media-type"
  | "separate-offices"
  | "invalid-deadline"
  | "too-many-requests"
  | "overloaded"
  | (string & {});

/** An RFC 9457 problem document; which members beyond the first four are there depends on the kind. */
export interface ProblemDocument {
  readonly type: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  /** invalid-event, invalid-request: where it is wrong. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  /** not-accepted: the state the task is in, and the event types it takes. */
  readonly state?: string;
  readonly accepted?: readonly string[];
  /** stale-revision: the current one. */
  readonly revision?: number;
  readonly [member: string]: unknown;
}

const prefix = "urn:duban:problem:";

/** The kind of a problem document: what follows `urn:duban:problem:`, or `unknown` if it is somebody else's. */
export function kindOf(problem: ProblemDocument): ProblemKind {
  return problem.type.startsWith(prefix) ? problem.type.slice(prefix.length) : "unknown";
}

/**
 * The server's "no": nothing was changed by the call that met it.
 *
 * `kind` is the contract's word for it and `document` the whole answer. An answer that is no problem document (a proxy's
 * page, say) has the kind `unknown` and what it said as `detail`.
 */
export class DubanProblem extends Error {
  override readonly name = "DubanProblem";
  readonly kind: ProblemKind;
  readonly status: number;
  readonly document: ProblemDocument;

  constructor(status: number, document: ProblemDocument) {
    super(`${kindOf(document)} (${status}): ${document.detail ?? document.title ?? "no detail"}`);
    this.kind = kindOf(document);
    this.status = status;
    this.document = document;
  }
}

/** No answer came, however often it was tried: whether the call took effect is not known; send it again, with the same ids. */
export class DubanUnreachable extends Error {
  override readonly name = "DubanUnreachable";
  readonly attemptCount: number;

  constructor(attemptCount: number, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`no answer after ${attemptCount} attempts: ${reason}`, { cause });
    this.attemptCount = attemptCount;
  }
}

/** Reads a refusing answer into a problem; never throws on what it finds there. */
export async function parseProblem(response: Response): Promise<DubanProblem> {
  const text = await response.text().catch(() => "");
  const parsed = parseObject(text);
  const document =
    parsed !== undefined && typeof parsed["type"] === "string"
      ? (parsed as ProblemDocument)
      : { type: "about:blank", title: response.statusText, detail: text.slice(0, 500) };
  return new DubanProblem(response.status, document);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
