import { createClient } from "@duban/client";
import { createEngine, type Engine, ensureTenant, silentLogger, systemClock } from "@duban/engine";
import { adminKey, startServerProcess } from "../server/serverProcess.ts";
import type { Testbed } from "../server/testbed.ts";
import { putCounty } from "./county.ts";

/** The county in a testbed's database. */
export interface County {
  readonly tenantId: number;
  /** The keys of the senders by name. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Has a server put the county in place, and stops it. */
export async function settleCounty(testbed: Testbed): Promise<County> {
  const server = await startServerProcess({ dataDir: testbed.dataDir });
  const client = createClient({ url: server.url, key: adminKey, source: "urn:bench" });
  const keys = Object.fromEntries(await putCounty(client));
  await server.stop();
  const tenantId = await ensureTenant(testbed.database, { code: "default", name: "default" }, Date.now());
  return { tenantId, keys };
}

/** An engine in this process on the testbed's database: for loading, beside a server or without one. */
export const loadingEngine = (testbed: Testbed): Engine =>
  createEngine({
    database: testbed.database,
    clock: systemClock,
    logger: silentLogger,
    lanes: 2,
    queueLimit: 20_000,
  });
