import { expect, test } from "vitest";
import { EngineError } from "../errors.ts";
import { isConnectionLost, isRetryable, withRetry } from "./retry.ts";

const failure = (code: string) => Object.assign(new Error("a failure"), { code });

test.each(["40001", "40P01", "55P03", "57P01", "57P02", "57P03", "08006", "08001", "53300", "ECONNREFUSED"])(
  "SQLSTATE or system error %s is worth another try",
  (code) => {
    expect(isRetryable(failure(code))).toBe(true);
  },
);

test.each(["23505", "42601", "22P02", "57014", "53100", "ENOENT"])("%s is final", (code) => {
  expect(isRetryable(failure(code))).toBe(false);
});

test("what pg throws without a code when a connection dies is a lost connection", () => {
  expect(isConnectionLost(new Error("Connection terminated unexpectedly"))).toBe(true);
  expect(isConnectionLost(new Error("timeout exceeded when trying to connect"))).toBe(true);
  expect(isConnectionLost(failure("40001"))).toBe(false);
  expect(isRetryable("no error at all")).toBe(false);
});

test("an EngineError says itself whether it is worth another try", () => {
  expect(isRetryable(new EngineError("some-code", "gone", { retryable: true }))).toBe(true);
  expect(isRetryable(new EngineError("some-code", "wrong"))).toBe(false);
});

test("work is repeated while its failure is retryable, then its answer is given", async () => {
  const failures = [failure("40001"), failure("57P03")];
  const retried: number[] = [];
  const answer = await withRetry(
    async () => {
      const next = failures.shift();
      if (next !== undefined) throw next;
      return "done";
    },
    { limitMs: 5_000, firstMs: 1, onRetry: (_error, attempt) => retried.push(attempt) },
  );
  expect(answer).toBe("done");
  expect(retried).toEqual([1, 2]);
});

test("a final failure is not repeated", async () => {
  let runs = 0;
  const work = async () => {
    runs++;
    throw failure("23505");
  };
  await expect(withRetry(work, { limitMs: 5_000, firstMs: 1 })).rejects.toMatchObject({ code: "23505" });
  expect(runs).toBe(1);
});

test("past its limit a retry gives the last failure", async () => {
  const work = async () => {
    throw failure("57P03");
  };
  await expect(withRetry(work, { limitMs: 20, firstMs: 2 })).rejects.toMatchObject({ code: "57P03" });
});

test("aborting ends the wait with the last failure", async () => {
  const stop = new AbortController();
  const work = async () => {
    throw failure("40001");
  };
  const options = { limitMs: 60_000, firstMs: 60_000, signal: stop.signal, onRetry: () => stop.abort() };
  await expect(withRetry(work, { ...options, mostMs: 50_000 })).rejects.toMatchObject({ code: "40001" });
});
