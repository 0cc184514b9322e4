/**
 * Our own failure, as opposed to the world's "no" (a `Rejection`, which is a value and is never thrown).
 *
 * `code` names the failure for programs and logs and never changes its meaning; the message is for people.
 * `retryable` says that the same call may succeed later without anybody changing anything.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** States what must hold; a breach is a defect of this program, thrown as code `invariant`. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new EngineError("invariant", message);
}
