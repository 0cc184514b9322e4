import { type Logger as PinoLogger, pino } from "pino";

export type Logger = PinoLogger;

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Names that hold a secret wherever they stand in a logged object, down to the second level. */
const secretNames = [
  "key",
  "apiKey",
  "adminKey",
  "secret",
  "password",
  "authorization",
  "databaseUrl",
  "redisUrl",
  "headers.authorization",
];

/**
 * A logger that writes JSON lines to stderr, and to nowhere else, with keys and secrets replaced by `[secret]`.
 *
 * Stdout stays free for what a command answers. Writing is synchronous: the last lines before a crash are the
 * ones that matter. `stream` is for tests.
 */
export function createLogger(level: LogLevel, stream?: { write(line: string): void }): Logger {
  const paths = secretNames.flatMap((name) => [name, `*.${name}`]);
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: "[secret]" },
    },
    stream ?? pino.destination({ fd: 2, sync: true }),
  );
}

/** Says nothing; for tests and for scripts that print for people. */
export const silentLogger: Logger = pino({ level: "silent" });

/** A connection URL fit for a log line or an error: the password is left out. Text that is no URL is not shown. */
export function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "(not a URL)";
  const shown = new URL(url);
  if (shown.password !== "") shown.password = "***";
  return shown.toString();
}
