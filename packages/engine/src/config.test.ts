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
    secretKey: null,
    publicOrigin: null,
    proxyCount: 0,
    oidc: null,
    session: { idleMinutes: 30, lifeHours: 12 },
    parts: new Set(["api", "workers", "console"]),
    clock: { kind: "system" },
    logLevel: "info",
    rateLimit: 5_000,
    queueLimit: 20_000,
    lanes: 2,
    seal: { directory: null, keepTrailMonths: null },
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
    DUBAN_SECRET_KEY: "thirty-two characters of chance.",
    DUBAN_PUBLIC_URL: "https://duban.example/",
    DUBAN_PROXIES: "1",
    DUBAN_OIDC_ISSUER: "https://id.example/realm",
    DUBAN_OIDC_CLIENT_ID: "duban",
    DUBAN_OIDC_CLIENT_SECRET: "shared",
    DUBAN_OIDC_CLAIM: "employee",
    DUBAN_OIDC_SCOPE: "openid staff",
    DUBAN_OIDC_NAME: "政务统一认证",
    DUBAN_SESSION_IDLE_MINUTES: "15",
    DUBAN_SESSION_HOURS: "8",
    DUBAN_PARTS: "api, workers",
    DUBAN_CLOCK: "manual:2026-03-02T09:00:00+08:00",
    LOG_LEVEL: "debug",
    DUBAN_RATE_LIMIT: "10",
    DUBAN_QUEUE_LIMIT: "30",
    DUBAN_LANES: "4",
    DUBAN_SEAL_DIR: "/etc/duban/seal",
    DUBAN_TRAIL_MONTHS: "18",
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
    secretKey: "thirty-two characters of chance.",
    publicOrigin: "https://duban.example",
    proxyCount: 1,
    oidc: {
      issuer: "https://id.example/realm",
      clientId: "duban",
      clientSecret: "shared",
      claim: "employee",
      scope: "openid staff",
      name: "政务统一认证",
    },
    session: { idleMinutes: 15, lifeHours: 8 },
    parts: new Set(["api", "workers"]),
    clock: { kind: "manual", startsAt: Date.parse("2026-03-02T01:00:00Z") },
    logLevel: "debug",
    rateLimit: 10,
    queueLimit: 30,
    lanes: 4,
    seal: { directory: "/etc/duban/seal", keepTrailMonths: 18 },
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

test("a provider that is half configured, or reached over plain http, is every one of its problems", () => {
  expect(problemsOf({ DUBAN_OIDC_ISSUER: "https://id.example", DUBAN_OIDC_CLIENT_ID: "duban" })).toEqual([
    "DUBAN_OIDC_CLIENT_SECRET must be set where DUBAN_OIDC_ISSUER is",
    "DUBAN_PUBLIC_URL must be set where DUBAN_OIDC_ISSUER is",
  ]);
  expect(problemsOf({ DUBAN_OIDC_ISSUER: "http://id.example" })[0]).toContain("must be https");
  expect(problemsOf({ DUBAN_OIDC_SCOPE: "profile" })).toEqual(["DUBAN_OIDC_SCOPE must hold openid"]);
});

test("the trail is kept for six months at the least", () => {
  expect(problemsOf({ DUBAN_TRAIL_MONTHS: "5" })).toEqual([
    "DUBAN_TRAIL_MONTHS must be a whole number from 6 to 1200",
  ]);
});
