import { setTimeout as wait } from "node:timers/promises";

export interface SweepOptions {
  /** Looks for whatever is due and does it; must not throw. */
  readonly run: () => Promise<void>;
  readonly everyMs: number;
  readonly random?: () => number;
}

/**
 * Runs at once, and then again and again for as long as the process lives: about every `everyMs` after the last run ended,
 * by the system's time and up to a quarter sooner or later, so that processes started together don't stay in step.
 *
 * This is what makes the queue dispensable: nothing that is due waits longer than a run and an interval.
 */
export function startSweep({ run, everyMs, random = Math.random }: SweepOptions): { stop(): Promise<void> } {
  const stop = new AbortController();
  const sweeping = (async () => {
    while (!stop.signal.aborted) {
      await run();
      const delayMs = everyMs * (0.75 + random() / 2);
      await wait(delayMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stop.abort();
      await sweeping;
    },
  };
}
