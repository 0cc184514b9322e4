import { inject } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { countyTemplate } from "../harness/countyForTests.ts";
import { type SpawnedServer, spawnServer } from "../harness/spawnServer.ts";
import { type OpenedBrowser, openBrowser } from "./openBrowser.ts";
import { countyAt, type SeededCounty, startsAt } from "./seedCounty.ts";
import { adminKey } from "./serverApi.ts";

/** The real server on a database and a clock of its own, with a county in it and a browser before it. */
export interface StartedConsole {
  readonly url: string;
  readonly county: SeededCounty;
  readonly browser: OpenedBrowser;
  server: SpawnedServer;
  stop(): Promise<void>;
}

/** Starts it all; for `beforeAll`, with `stop` in `afterAll`. */
export async function startConsole(): Promise<StartedConsole> {
  const clone: ClonedDatabase = await cloneDatabase({ template: countyTemplate });
  const server = await spawnServer({
    DATABASE_URL: clone.url,
    DUBAN_ADMIN_KEY: adminKey,
    DUBAN_CLOCK: `manual:${startsAt}`,
  });
  const county = countyAt(server.url, inject("county"));
  const browser = await openBrowser();
  const started: StartedConsole = {
    url: server.url,
    county,
    browser,
    server,
    async stop() {
      await browser.close();
      await started.server.kill("SIGTERM");
      await clone.drop();
    },
  };
  return started;
}
