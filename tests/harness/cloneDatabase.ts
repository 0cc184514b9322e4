import { randomBytes } from "node:crypto";
import { createDatabase, type Database, type Logger, silentLogger } from "@duban/engine";
import { inject } from "vitest";

/** The migrated database that every clone is a copy of; nobody else may connect to it. */
export const templateName = "duban_template";

/** A database of one test file's own. */
export interface ClonedDatabase {
  readonly url: string;
  readonly database: Database;
  /** Closes `database` and drops it, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * A fresh, migrated, empty database: for `beforeAll`, with `drop` in `afterAll`. `max` is the connections of its pool.
 *
 * `template` is another database to copy, which nobody may be connected to; `migrated: false` gives one without any table, for tests of the migrations themselves.
 */
export async function cloneDatabase(
  options: { max?: number; logger?: Logger; migrated?: boolean; template?: string } = {},
): Promise<ClonedDatabase> {
  const serverUrl = inject("postgresUrl");
  const name = `duban_test_${randomBytes(6).toString("hex")}`;
  const template = options.migrated === false ? "template0" : (options.template ?? templateName);
  await onServer(serverUrl, `create database ${name} template ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const logger = options.logger ?? silentLogger;
  const database = createDatabase(url.href, { max: options.max ?? 8, logger });
  return {
    url: url.href,
    database,
    async drop() {
      await database.close();
      await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(serverUrl: string, text: string): Promise<void> {
  const maintenance = createDatabase(serverUrl, { max: 1, logger: silentLogger });
  try {
    // Two copies of one template at a time wait for each other; a test file may have to wait for several.
    await maintenance.raw("select pg_advisory_lock(hashtextextended('duban test clones', 0))");
    await maintenance.raw(text);
  } finally {
    await maintenance.close();
  }
}
