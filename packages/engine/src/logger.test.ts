import { expect, test } from "vitest";
import { createLogger, withoutPassword } from "./logger.ts";

function linesOf(write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  write(createLogger("info", { write: (line) => lines.push(JSON.parse(line)) }));
  return lines;
}

test("a log line is one JSON object with the level's name and the time in UTC", () => {
  const [line] = linesOf((logger) => logger.info({ tasks: 3 }, "applied"));
  expect(line).toMatchObject({ level: "info", msg: "applied", tasks: 3 });
  expect(line?.["time"]).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test("what is below the level is not written", () => {
  expect(linesOf((logger) => logger.debug("details"))).toEqual([]);
});

test("keys, secrets and passwords never reach the log", () => {
  const [line] = linesOf((logger) =>
    logger.info({
      key: "hunter2",
      webhook: { secret: "hunter2", url: "https://example.org" },
      config: { adminKey: "hunter2", databaseUrl: "postgres://u:hunter2@db/x" },
      request: { headers: { authorization: "Bearer hunter2" } },
    }),
  );
  expect(JSON.stringify(line)).not.toContain("hunter2");
  expect(line).toMatchObject({ webhook: { url: "https://example.org" } });
});

test("a connection URL is shown without its password", () => {
  expect(withoutPassword("postgres://duban:hunter2@db.example/duban")).toBe(
    "postgres://duban:***@db.example/duban",
  );
  expect(withoutPassword("hunter2")).toBe("(not a URL)");
});
