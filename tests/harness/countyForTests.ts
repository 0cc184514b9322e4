import { createDatabase, silentLogger } from "@duban/engine";
import type { TestProject } from "vitest/node";
import { type KeptCounty, keepCounty, seedCounty, startsAt } from "../e2e/seedCounty.ts";
import { adminKey } from "../e2e/serverApi.ts";
import { templateName } from "./cloneDatabase.ts";
import { startPostgresForTests } from "./postgresForTests.ts";
import { spawnServer } from "./spawnServer.ts";

/** The database with the county in it that every test of the console begins with a copy of. */
export const countyTemplate = "duban_county";

declare module "vitest" {
  export interface ProvidedContext {
    /** What the county's database does not give back: its keys, and its tasks in order. */
    county: KeptCounty;
  }
}

/** Starts the Postgres of a test run and puts the county up once, by a real server, for every file to copy. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const postgres = await startPostgresForTests(project, "off");
  const maintenance = createDatabase(postgres.url, { max: 1, logger: silentLogger });
  await maintenance.raw(`drop database if exists ${countyTemplate}`);
  await maintenance.raw(`create database ${countyTemplate} template ${templateName}`);
  await maintenance.close();
  const url = new URL(postgres.url);
  url.pathname = `/${countyTemplate}`;
  const server = await spawnServer({
    DATABASE_URL: url.href,
    DUBAN_ADMIN_KEY: adminKey,
    DUBAN_CLOCK: `manual:${startsAt}`,
  });
  project.provide("county", keepCounty(await seedCounty(server.url)));
  await server.kill("SIGTERM");
  return postgres.stop;
};
