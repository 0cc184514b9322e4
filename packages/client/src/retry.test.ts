import { expect, test } from "vitest";
import { defaultRetryPolicy, nextDelayMs, parseRetryAfterMs } from "./retry.ts";

const policy = {
  ...defaultRetryPolicy,
  attempts: 8,
  baseDelayMs: 200,
  maxDelayMs: 10_000,
  random: () => 0.999_999,
};

test("the bound of the wait doubles from attempt to attempt and stops growing at its greatest", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7].map((attempt) => nextDelayMs(policy, attempt, undefined));
  expect(waits).toEqual([199, 399, 799, 1599, 3199, 6399, 9999]);
});

test("the wait may be as short as nothing", () => {
  expect(nextDelayMs({ ...policy, random: () => 0 }, 5, undefined)).toBe(0);
});

test("after the last attempt there is no wait, for there is no next", () => {
  expect(nextDelayMs(policy, 8, undefined)).toBeUndefined();
  expect(nextDelayMs(policy, 8, 1000)).toBeUndefined();
});

test("what the server asks for is waited in full, with jitter on top", () => {
  expect(nextDelayMs(policy, 1, 5000)).toBe(5199);
});

test("Retry-After is read as seconds or as a date, and nonsense is not read at all", () => {
  const now = Date.parse("2013-03-12T02:00:00Z");
  expect(parseRetryAfterMs("7", now)).toBe(7000);
  expect(parseRetryAfterMs("Tue, 12 Mar 2013 02:00:30 GMT", now)).toBe(30_000);
  expect(parseRetryAfterMs("Tue, 12 Mar 2013 01:00:00 GMT", now)).toBe(0);
  expect(parseRetryAfterMs("soon", now)).toBeUndefined();
  expect(parseRetryAfterMs(null, now)).toBeUndefined();
});

test("waiting stops at an abort", async () => {
  const controller = new AbortController();
  const waiting = defaultRetryPolicy.wait(60_000, controller.signal);
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await expect(defaultRetryPolicy.wait(60_000, controller.signal)).rejects.toThrow("enough");
});
