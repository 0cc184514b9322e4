/** The kinds of an expected "no" that an event or a matter can meet inside the engine; the contract's words. */
export type RejectionKind =
  | "invalid-event"
  | "invalid-request"
  | "forbidden"
  | "four-eyes"
  | "unknown-task"
  | "unknown-matter"
  | "unknown-unit"
  | "unit-not-valid"
  | "unknown-person"
  | "unknown-household"
  | "unknown-calendar"
  | "unknown-ladder"
  | "unknown-webhook"
  | "not-accepted"
  | "id-reused"
  | "stale-revision"
  | "invalid-deadline"
  | "unknown-inspection"
  | "overlapping-inspections"
  | "too-few";

/**
 * An expected "no": a value, never an exception. What is rejected has changed nothing.
 *
 * `detail` is a sentence for a person. `extra` holds the members the contract promises for the kind:
 * `not-accepted` → `state`, `accepted`; `stale-revision` → `revision`; `invalid-event` and `invalid-request` → `errors`.
 */
export interface Rejection {
  readonly rejected: true;
  readonly kind: RejectionKind;
  readonly detail: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Makes a rejection. */
export function reject(
  kind: RejectionKind,
  detail: string,
  extra?: Readonly<Record<string, unknown>>,
): Rejection {
  return extra === undefined ? { rejected: true, kind, detail } : { rejected: true, kind, detail, extra };
}

/** Tells a rejection from anything else. */
export function isRejection(value: unknown): value is Rejection {
  return typeof value === "object" && value !== null && (value as Rejection).rejected === true;
}
