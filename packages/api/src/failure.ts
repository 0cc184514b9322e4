import { EngineError, isRetryable, type Logger } from "@duban/engine";
import { type Problem, problem, retryLater } from "./problem.ts";

// A database that restarts is back within seconds; sooner would only be in its way.
const comeBackSeconds = 2;

/**
 * The one place where our own failure becomes HTTP: 503 `unavailable` where trying again may help, else 500.
 *
 * It is logged here, and the answer says nothing of it. After an `unavailable` nobody knows whether the event was recorded:
 * sending it again with the same id finds out, and does no harm.
 */
export function problemOfFailure(error: unknown, logger: Logger): Problem {
  const isPassing = isRetryable(error);
  logger[isPassing ? "warn" : "error"]({ err: error }, "a request failed");
  if (isPassing)
    return retryLater("unavailable", "the database cannot be reached; send it again", comeBackSeconds);
  const code = error instanceof EngineError ? error.code : "unexpected";
  return problem("internal-error", `the server failed (${code}); its log says more`);
}
