/**
 * How often and how patiently a call is repeated.
 *
 * `attempts` counts the first one too. Waits grow from `baseDelayMs` by doubling up to `maxDelayMs`, each drawn evenly
 * between nothing and that bound ("full jitter"), so that a hundred departments cut off together don't return together.
 * A server that asks for more than `maxRetryAfterMs` isn't waited for: its problem is handed to the caller.
 */
export interface RetryPolicy {
  readonly attempts: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  readonly maxRetryAfterMs: number;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Resolves after `delayMs`, or rejects with the signal's reason. */
  readonly wait: (delayMs: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Eight attempts over at most a minute or so: longer than a restart of the server, shorter than anybody's patience. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 8,
  baseDelayMs: 200,
  maxDelayMs: 10_000,
  maxRetryAfterMs: 60_000,
  random: Math.random,
  wait: waitFor,
};

/**
 * How long to wait before the next attempt; undefined if there is to be none.
 *
 * `attempt` is the number of the one that has just failed, from 1. `retryAfterMs` is what the server asked for: it is
 * waited for in full, with jitter on top.
 */
export function nextDelayMs(
  policy: RetryPolicy,
  attempt: number,
  retryAfterMs: number | undefined,
): number | undefined {
  if (attempt >= policy.attempts) return undefined;
  const bound = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
  const jitter = Math.floor(policy.random() * bound);
  if (retryAfterMs === undefined) return jitter;
  return retryAfterMs > policy.maxRetryAfterMs ? undefined : retryAfterMs + jitter;
}

/** The milliseconds a `Retry-After` header asks for, given in seconds or as an HTTP date (RFC 9110, 10.2.3). */
export function parseRetryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

function waitFor(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, delayMs);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
