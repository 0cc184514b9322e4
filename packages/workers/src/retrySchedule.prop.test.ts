import fc from "fast-check";
import { expect, test } from "vitest";
import { longestRetryAfterMs, nextAttemptAt, parseRetryAfter, retryDelaysMs } from "./retrySchedule.ts";

const now = Date.parse("2026-03-02T09:00:00+08:00");
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("an attempt is never repeated earlier than the schedule says, and at most a tenth and a minute later", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: retryDelaysMs.length }),
      fc.nat(86_400_000),
      random,
      (attempt, offset, r) => {
        const failedAt = now + offset;
        const delayMs = retryDelaysMs[attempt - 1] ?? 0;
        const next = nextAttemptAt(attempt, failedAt, r) ?? 0;
        expect(next).toBeGreaterThanOrEqual(failedAt + delayMs);
        expect(next).toBeLessThanOrEqual(failedAt + delayMs * 1.1 + 60_000);
      },
    ),
  );
});

test("each wait of the schedule is longer than the one before, also at the worst draw of chance", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: retryDelaysMs.length - 1 }), random, random, (attempt, r1, r2) => {
      expect(nextAttemptAt(attempt, now, r1) ?? 0).toBeLessThan(nextAttemptAt(attempt + 1, now, r2) ?? 0);
    }),
  );
});

test("after ten attempts over more than three days a message is given up", () => {
  let at = now;
  let attempts = 1;
  for (let next = nextAttemptAt(attempts, at, 0); next !== null; next = nextAttemptAt(attempts, at, 0)) {
    at = next;
    attempts += 1;
  }
  expect(attempts).toBe(10);
  expect(at - now).toBeGreaterThan(3 * 86_400_000);
  expect(at - now).toBeLessThan(4 * 86_400_000);
});

test("a receiver may ask for more time than the schedule gives, within a day, and never for less", () => {
  fc.assert(
    fc.property(fc.nat(30 * 86_400_000), random, (retryAfterMs, r) => {
      const next = nextAttemptAt(1, now, r, retryAfterMs) ?? 0;
      expect(next).toBeGreaterThanOrEqual(now + Math.min(retryAfterMs, longestRetryAfterMs));
      expect(next).toBeGreaterThanOrEqual(now + 5_000);
      expect(next).toBeLessThanOrEqual(now + longestRetryAfterMs * 1.1 + 60_000);
    }),
  );
});

test("Retry-After is read as seconds or as an HTTP date, and anything else is nothing", () => {
  const wallNow = Date.parse("2026-03-02T01:00:00Z");
  expect(parseRetryAfter("120", wallNow)).toBe(120_000);
  expect(parseRetryAfter("Mon, 02 Mar 2026 01:00:30 GMT", wallNow)).toBe(30_000);
  expect(parseRetryAfter("Mon, 02 Mar 2026 00:00:00 GMT", wallNow)).toBe(0);
  expect(parseRetryAfter("soon", wallNow)).toBeNull();
  expect(parseRetryAfter(undefined, wallNow)).toBeNull();
});
