import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { type Problem, retryLater } from "./problem.ts";

/** How much a caller may ask for. A batch counts once: its size has a limit of its own. */
export interface Limits {
  readonly requestsPerSecond: number;
  readonly failedKeysPerMinute: number;
}

/**
 * Generous: they are there against a client in a loop, not against work. One key can use a whole process several times over;
 * 600 wrong keys a minute leave room for an office behind one address, and 256 bits nothing to guess.
 */
export const defaultLimits: Limits = { requestsPerSecond: 20_000, failedKeysPerMinute: 600 };

/** The limits at work, counted in this process: `n` processes allow `n` times as much. */
export interface RateLimits {
  /** Counts a request of a key. */
  takeRequest(key: string): Promise<Problem | undefined>;
  /** Counts a failed authentication from an address. */
  takeFailure(address: string): Promise<void>;
  /** The problem of an address with too many failures, if it is one. */
  findBlocked(address: string): Promise<Problem | undefined>;
}

/** Makes the counters. */
export function createRateLimits(limits: Limits): RateLimits {
  const requests = new RateLimiterMemory({ points: limits.requestsPerSecond, duration: 1 });
  const failures = new RateLimiterMemory({ points: limits.failedKeysPerMinute, duration: 60 });
  return {
    async takeRequest(key) {
      try {
        await requests.consume(key);
        return undefined;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const detail = `this key may ask ${limits.requestsPerSecond} times a second`;
        return retryLater("too-many-requests", detail, refused.msBeforeNext / 1000);
      }
    },
    async takeFailure(address) {
      await failures.penalty(address);
    },
    async findBlocked(address) {
      const count = await failures.get(address);
      return count !== null && count.consumedPoints >= limits.failedKeysPerMinute
        ? retryLater("too-many-requests", "too many wrong keys from this address", count.msBeforeNext / 1000)
        : undefined;
    },
  };
}
