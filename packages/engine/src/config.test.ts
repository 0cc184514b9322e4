import { expect, test } from "vitest";
import { describeProblems, isConfigProblems, parseConfig } from "./config.ts";

function problemsOf(env: Record<string, string>): readonly string[] {
  const outcome = parseConfig(env);
  return isConfigProblems(outcome) ? outcome.problems : [];
}

test("an empty environment is the defaults of the contract", () => {
  expect(parseConfig({})).toEqual({
    host: "127.0.0.1",
    port: 8080,
    databaseUrl: null,
    redis: null,
    dataDir: ".duban",
    adminKey: null,
    parts: new Set(["api", "workers", "console"]),
    clock: { kind: "system" },
    logLevel: "info",
    rateLimit: 5_000,
    queueLimit: 20_000,
    lanes: 2,
    webhook: { privateAddresses: "refuse", timeoutMs: 10_000 },
  });
});

test("every variable is read", () => {
  const env = {
    HOST: "0.0.0.0",
    PORT: "0",
    DATABASE_URL: "postgres://duban:secret@db.example/duban",
    REDIS_URL: "rediss://cache.example:6380/1",
    REDIS_CLUSTER: "1",
    DATA_DIR: "/var/lib/duban data",
    DUBAN_ADMIN_KEY: "a-key",
    DUBAN_PARTS: "api, workers",
    DUBAN_CLOCK: "manual:2026-03-02T09:00:00+08:00",
    LOG_LEVEL: "debug",
    DUBAN_RATE_LIMIT: "10",
    DUBAN_QUEUE_LIMIT: "30",
    DUBAN_LANES: "4",
    DUBAN_WEBHOOK_PRIVATE: "allow",
    DUBAN_WEBHOOK_TIMEOUT_MS: "500",
  };
  expect(parseConfig(env)).toEqual({
    host: "0.0.0.0",
    port: 0,
    databaseUrl: "postgres://duban:secret@db.example/duban",
    redis: { url: "rediss://cache.example:6380/1", cluster: true },
    dataDir: "/var/lib/duban data",
    adminKey: "a-key",
    parts: new Set(["api", "workers"]),
    clock: { kind: "manual", startsAt: Date.parse("2026-03-02T01:00:00Z") },
    logLevel: "debug",
    rateLimit: 10,
    queueLimit: 30,
    lanes: 4,
    webhook: { privateAddresses: "allow", timeoutMs: 500 },
  });
});

test("a variable set to nothing counts as unset", () => {
  expect(parseConfig({ PORT: "", DATABASE_URL: "", DUBAN_PARTS: "", DUBAN_ADMIN_KEY: "" })).toEqual(
    parseConfig({}),
  );
});

test("one message lists every problem, each by its variable, and shows no secret", () => {
  const env = {
    PORT: "70000",
    DATABASE_URL: "mysql://root:hunter2@db",
    REDIS_CLUSTER: "1",
    DUBAN_ADMIN_KEY: "hunter2 with spaces",
    DUBAN_PARTS: "api,kitchen",
    DUBAN_CLOCK: "manual:tomorrow",
    LOG_LEVEL: "loud",
    DUBAN_RATE_LIMIT: "-1",
    DUBAN_LANES: "1.5",
    DUBAN_WEBHOOK_PRIVATE: "yes",
  };
  const problems = problemsOf(env);
  expect(problems.map((problem) => problem.split(" ")[0]).sort()).toEqual(Object.keys(env).sort());
  const message = describeProblems({ problems });
  expect(message).not.toContain("hunter2");
  expect(message.split("\n")).toHaveLength(1 + problems.length);
});

test.each([
  "manual:",
  "manual:2026-03-02",
  "manual:2026-03-02T09:00:00",
  "manual:2026-02-30T09:00:00Z",
  "real",
])("a clock of %s is refused", (clock) => {
  expect(problemsOf({ DUBAN_CLOCK: clock })).toHaveLength(1);
});
