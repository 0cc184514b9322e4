import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, migrate, silentLogger, startEmbeddedPostgres } from "@duban/engine";
import type { TestProject } from "vitest/node";
import { templateName } from "./cloneDatabase.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The maintenance database of the server that holds the template; `TEST_DATABASE_URL` replaces the embedded one. */
    postgresUrl: string;
  }
}

/** Starts the Postgres of a test run with a migrated template database in it. Vitest calls what comes back when the run ends. */
export default async (project: TestProject) => (await startPostgresForTests(project, "off")).stop;

/** As above; `durability` is `on` where a test kills Postgres and expects to find everything again. */
export async function startPostgresForTests(
  project: TestProject,
  durability: "on" | "off",
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const given = process.env["TEST_DATABASE_URL"];
  const dataDir = await mkdtemp(join(tmpdir(), "duban-test-"));
  const server =
    given === undefined
      ? await startEmbeddedPostgres({ dataDir, logger: silentLogger, durability })
      : { url: given, stop: async () => undefined };
  await makeTemplate(server.url);
  project.provide("postgresUrl", server.url);
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const maintenance = createDatabase(serverUrl, { max: 1, logger: silentLogger });
  await maintenance.raw(`drop database if exists ${templateName}`);
  await maintenance.raw(`create database ${templateName}`);
  await maintenance.close();
  const url = new URL(serverUrl);
  url.pathname = `/${templateName}`;
  const template = createDatabase(url.href, { max: 1, logger: silentLogger });
  await migrate(template, { logger: silentLogger });
  await template.close();
}
