import { reject } from "@duban/engine";
import { expect, test } from "vitest";
import { z } from "zod";
import { faultsOf } from "./faults.ts";
import { problemBody, problemKinds, problemOfRejection, retryLater } from "./problem.ts";

test("every kind of the contract has its status", () => {
  const statuses = Object.entries(problemKinds).map(([kind, { status }]) => `${kind} ${status}`);
  expect(statuses).toEqual(
    expect.arrayContaining([
      "invalid-event 400",
      "invalid-request 400",
      "unauthenticated 401",
      "forbidden 403",
      "four-eyes 403",
      "unknown-task 404",
      "not-accepted 409",
      "id-reused 409",
      "stale-revision 412",
      "payload-too-large 413",
      "unsupported-media-type 415",
      "invalid-deadline 422",
      "too-many-requests 429",
      "overloaded 503",
    ]),
  );
});

test("a rejection keeps what the contract promises beside the members of RFC 9457, and never replaces them", () => {
  const rejection = reject("not-accepted", "no", {
    state: "closed",
    accepted: ["reopened"],
    status: "rejected",
  });
  expect(problemBody(problemOfRejection(rejection))).toEqual({
    type: "urn:duban:problem:not-accepted",
    title: expect.any(String),
    status: 409,
    detail: "no",
    state: "closed",
    accepted: ["reopened"],
  });
});

test("coming back is never asked for in less than a second", () => {
  expect(retryLater("overloaded", "d", 0.01).headers["retry-after"]).toBe("1");
  expect(retryLater("overloaded", "d", 1.2).headers["retry-after"]).toBe("2");
});

test("a fault points at the member it is about, also inside the one form of several that was meant", () => {
  const schema = z.strictObject({
    "a/b": z.union([z.strictObject({ days: z.int() }), z.array(z.string())]),
    more: z.string().optional(),
  });
  const faultsAt = (value: unknown) => faultsOf(schema.safeParse(value).error ?? new z.ZodError([]), "/data");
  expect(faultsAt({ "a/b": { days: "x" }, other: 1 }).map(({ pointer }) => pointer)).toEqual([
    "/data/a~1b/days",
    "/data/other",
  ]);
  expect(faultsAt({ "a/b": [1] }).map(({ pointer }) => pointer)).toEqual(["/data/a~1b/0"]);
  expect(faultsAt({ "a/b": 7 }).map(({ pointer }) => pointer)).toEqual(["/data/a~1b"]);
});
