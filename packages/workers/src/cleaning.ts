import { type Database, dropOldAttempts, dropOldNonces, type Instant } from "@duban/engine";

export interface CleaningOptions {
  readonly database: Database;
  /** The machine's clock: what is dropped here goes by it. */
  readonly machineNow?: () => Instant;
}

const minuteMs = 60_000;
// A pause after wrong passwords lasts a quarter of an hour at most, and a count is forgotten after a day.
const attemptsKeptMs = 2 * 24 * 60 * minuteMs;
// A signed request is believed for five minutes before and after its time.
const noncesKeptMs = 15 * minuteMs;
// In one statement, so that none holds its locks for long; a flood is cleared over several rounds.
const mostAtOnce = 5_000;

/**
 * Builds the clean-up of what sign-ins and signed requests leave behind, in every county: old attempts and nonces, at most 5,000
 * of each a minute. To be called by every sweep; it looks once a minute.
 */
export function createCleaning({ database, machineNow = Date.now }: CleaningOptions): () => Promise<void> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = machineNow();
    if (now < nextAt) return;
    nextAt = now + minuteMs;
    await dropOldAttempts(database, now - attemptsKeptMs, mostAtOnce);
    await dropOldNonces(database, now - noncesKeptMs, mostAtOnce);
  };
}
