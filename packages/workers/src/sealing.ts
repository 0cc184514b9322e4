import { type Database, type EngineClock, findHorizon, type Logger, type Sealer } from "@duban/engine";
import { tenantIds } from "./deadlines.ts";
import { createOutage } from "./outage.ts";
import { startSweep } from "./sweep.ts";

export interface SealingOptions {
  readonly database: Database;
  readonly clock: EngineClock;
  readonly logger: Logger;
  readonly sealer: Sealer;
  readonly everyMs?: number;
}

// How long a record may stand unsealed. A look that finds nothing costs two small reads and one a county.
const sealEveryMs = 2_000;

/**
 * Seals every county's records, again and again, and once more when it is stopped. Never rejects: what fails is logged once an
 * outage and done by the next run.
 *
 * No bell is rung for this: nobody waits for a seal, and a ring for every commit would cost more than the look.
 */
export function startSealing(options: SealingOptions): { stop(): Promise<void> } {
  const { database, clock, logger, sealer, everyMs = sealEveryMs } = options;
  const outage = createOutage("the sealing of what was recorded", logger);
  const stop = new AbortController();
  const sealAll = async () => {
    const horizon = await findHorizon(database, stop.signal);
    if (horizon === undefined) return;
    const now = await clock.read();
    for (const tenantId of await tenantIds(database)) await sealer.seal(tenantId, horizon, now);
  };
  const run = () => sealAll().then(outage.succeeded, outage.failed);
  const sweep = startSweep({ run, everyMs });
  return {
    async stop() {
      stop.abort();
      await sweep.stop();
      await run();
    },
  };
}
