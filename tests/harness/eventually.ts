import { setTimeout as wait } from "node:timers/promises";

/**
 * Runs `check` until it neither throws nor answers false, and gives its answer; after `withinMs` fails with its last error.
 *
 * The one place where tests wait: for what happens beyond a boundary that tells nobody when it is done. The limit is no
 * measure of speed; it only ends a test that would hang.
 */
export async function eventually<T>(
  check: () => T | false | Promise<T | false>,
  options: { withinMs?: number; everyMs?: number; what?: string } = {},
): Promise<T> {
  const { withinMs = 20_000, everyMs = 20, what = "the condition" } = options;
  const startedAt = performance.now();
  for (;;) {
    let failure: unknown;
    try {
      const answer = await check();
      if (answer !== false) return answer;
    } catch (error) {
      failure = error;
    }
    if (performance.now() - startedAt > withinMs) {
      throw failure ?? new Error(`${what} did not hold within ${withinMs} ms`);
    }
    await wait(everyMs);
  }
}
