import { setTimeout as wait } from "node:timers/promises";
import { EngineError } from "../errors.ts";

/**
 * The one table of SQLSTATEs after which the same transaction may simply be run again.
 *
 * https://www.postgresql.org/docs/current/errcodes-appendix.html; two characters stand for a whole class.
 */
export const retryableSqlStates: ReadonlyMap<string, string> = new Map([
  ["40001", "serialization_failure"],
  ["40P01", "deadlock_detected"],
  ["55P03", "lock_not_available"],
  ["57P01", "admin_shutdown"],
  ["57P02", "crash_shutdown"],
  ["57P03", "cannot_connect_now"],
  ["53300", "too_many_connections"],
  ["08", "connection_exception, the whole class"],
]);

/** What the operating system says when the database cannot be reached. */
const retryableSystemErrors: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** What `pg` throws without any code; its own words, see its client.js and pg-pool's index.js. */
const connectionMessage =
  /^Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** True if the connection itself is gone, so that nobody can say whether a commit under way took hold. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error && connectionMessage.test(error.message);
  return retryableSystemErrors.has(code) || code.startsWith("08") || /^57P0[1-3]$/.test(code);
}

/** True if running the same transaction again may succeed: the error's SQLSTATE is in the table, or the connection is gone. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof EngineError) return error.retryable;
  const code = codeOf(error) ?? "";
  return retryableSqlStates.has(code) || retryableSqlStates.has(code.slice(0, 2)) || isConnectionLost(error);
}

/** How `withRetry` waits. The first wait is `firstMs`, each next one twice as long up to `mostMs`, each cut by a random half. */
export interface RetryOptions {
  readonly limitMs: number;
  readonly firstMs?: number;
  readonly mostMs?: number;
  readonly signal?: AbortSignal;
  readonly onRetry?: (error: unknown, attempt: number, delayMs: number) => void;
}

/**
 * Runs `work` until it succeeds, fails for good, or `limitMs` have passed since the first try; then throws its last error.
 *
 * `work` must be safe to run twice, also after a commit whose outcome was lost. Aborting ends the wait between two
 * tries with the last error; it does not interrupt a try.
 */
export async function withRetry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const startedAt = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const fullMs = Math.min(
        options.mostMs ?? 2_000,
        (options.firstMs ?? 50) * 2 ** Math.min(attempt - 1, 20),
      );
      const delayMs = Math.ceil(fullMs * (0.5 + Math.random() / 2));
      const leftMs = options.limitMs - (performance.now() - startedAt);
      if (!isRetryable(error) || options.signal?.aborted === true || delayMs > leftMs) throw error;
      options.onRetry?.(error, attempt, delayMs);
      await wait(delayMs, undefined, options.signal ? { signal: options.signal } : {}).catch(() => {
        throw error;
      });
    }
  }
}
