import type { Instant } from "@duban/engine";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * How long to wait after the first, second … attempt: the example schedule of Standard Webhooks 1.0.0, ten attempts
 * over a little more than three days. After the last one a message is given up.
 */
export const retryDelaysMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** A receiver may ask for more time than the schedule gives him, but not for more than this. */
export const longestRetryAfterMs = 24 * hour;

/**
 * When to try again after attempt number `attempt` (from 1) failed at `now`; null when it was the last.
 *
 * Never earlier than the schedule, nor than the receiver asked for by Retry-After (`retryAfterMs`, cut at a day), and
 * at most a tenth later: `random` (0 ≤ random < 1) spreads those who failed together. The instant falls on a whole
 * second, or on a whole minute for waits of minutes and more, so that a receiver that comes back is met by groups.
 */
export function nextAttemptAt(
  attempt: number,
  now: Instant,
  random: number,
  retryAfterMs: number | null = null,
): Instant | null {
  const scheduledMs = retryDelaysMs[attempt - 1];
  if (scheduledMs === undefined) return null;
  const delayMs = Math.max(scheduledMs, Math.min(retryAfterMs ?? 0, longestRetryAfterMs));
  const grid = delayMs < minute ? second : minute;
  return Math.ceil((now + delayMs * (1 + random / 10)) / grid) * grid;
}

/**
 * The wait that a Retry-After header asks for, in milliseconds; null if there is none to be read.
 *
 * It holds seconds or an HTTP date (RFC 9110, 10.2.3); `wallNow` is the system's time, which the date is told by.
 */
export function parseRetryAfter(header: string | undefined, wallNow: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * second;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - wallNow);
}
