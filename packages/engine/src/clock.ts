import { EngineError } from "./errors.ts";
import type { Database } from "./store/database.ts";
import { advanceManualClock, ensureManualClock, readManualClock } from "./store/manualClock.ts";
import type { Instant } from "./time/calendar.ts";

/**
 * The one clock: every instant in the engine comes from `read`.
 *
 * The system's clock answers at once. The manual clock is a row that all processes share, so `read` is a promise; it stands
 * still until `advanceTo`, which never moves it back.
 */
export interface EngineClock {
  readonly isManual: boolean;
  read(): Promise<Instant>;
  advanceTo(instant: Instant): Promise<void>;
}

/** The system's clock; it cannot be moved. */
export const systemClock: EngineClock = {
  isManual: false,
  read: () => Promise.resolve(Date.now()),
  advanceTo: () =>
    Promise.reject(new EngineError("clock-not-manual", "the system's clock cannot be moved by hand")),
};

/** The manual clock of tests and demos: begins at `startsAt`, or where an earlier process left it if that is later. */
export async function createManualClock(database: Database, startsAt: Instant): Promise<EngineClock> {
  await ensureManualClock(database, startsAt);
  return {
    isManual: true,
    read: () => readManualClock(database),
    advanceTo: (instant) => advanceManualClock(database, instant),
  };
}
