import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "./client.ts";
import { adminKey, type Installation } from "./installation.ts";
import type { Random } from "./random.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const longestMs = { minutes: 3 * hour, hours: 30 * hour, days: 6 * day, weeks: 20 * day };

/**
 * Moves the manual clock until stopped: by the API, which does what is due on the way, or behind everybody's back, so that the
 * workers, or an event, find what was missed.
 */
export class ClockMover {
  count = 0;
  /** Where the clock stands, about. */
  now: number;
  readonly #client: Client;
  readonly #installation: Installation;
  readonly #random: Random;

  constructor(installation: Installation, client: Client, random: Random, startsAt: number) {
    this.#installation = installation;
    this.#client = client;
    this.#random = random;
    this.now = startsAt;
  }

  async run(stop: AbortSignal): Promise<void> {
    const random = this.#random;
    while (!stop.aborted) {
      await wait(random.integer(100, 1_500), undefined, { signal: stop }).catch(() => undefined);
      const jump = random.weighted({ minutes: 8, hours: 8, days: 3, weeks: 0.3 });
      const to = this.now + random.integer(minute, longestMs[jump]);
      if (random.chance(0.4)) await this.#installation.moveClock(to).catch(() => undefined);
      else await this.#client.ask("POST", "/v1/clock", adminKey, { to: new Date(to).toISOString() });
      this.now = await this.#installation.now().catch(() => this.now);
      this.count += 1;
    }
  }
}
