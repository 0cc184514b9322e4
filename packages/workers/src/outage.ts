import type { Logger } from "@duban/engine";

/** Whether something this process leans on answers at present. */
export interface Outage {
  /** To be told of every failure; only the first of an outage is logged. */
  failed(error: unknown): void;
  /** To be told of every success; ends the outage, if there was one. */
  succeeded(): void;
}

/** Logs one line when `what` begins to fail and one when it works again, however often it failed in between. */
export function createOutage(
  what: string,
  logger: Logger,
  onChange: (reachable: boolean) => void = () => undefined,
): Outage {
  let failures = 0;
  let beganAt = 0;
  return {
    failed(error) {
      failures += 1;
      if (failures > 1) return;
      beganAt = performance.now();
      onChange(false);
      logger.warn({ err: error, what }, `${what} failed; what it left undone is found by the sweep`);
    },
    succeeded() {
      onChange(true);
      if (failures === 0) return;
      const lastedMs = Math.round(performance.now() - beganAt);
      logger.info({ what, failures, lastedMs }, `${what} works again`);
      failures = 0;
    },
  };
}
