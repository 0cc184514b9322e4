import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createDatabase,
  type Database,
  type EmbeddedPostgres,
  migrate,
  silentLogger,
  startEmbeddedPostgres,
} from "@duban/engine";

/**
 * A directory with a Postgres of its own, started as the product starts it: durable, with the product's settings. Servers
 * started on the same directory share it. `close` ends and removes everything.
 */
export interface Testbed {
  readonly dataDir: string;
  /** The server's database, migrated. */
  readonly database: Database;
  /** The process of the postmaster that serves the directory now, whoever started it. */
  postmaster(): Promise<number>;
  /** Runs work while the testbed has let go of Postgres: whoever starts a server then starts Postgres too. */
  withoutPostgres<T>(work: () => Promise<T>): Promise<T>;
  /** A migrated, empty database beside it, or a copy of another that nobody is connected to. */
  createScratch(name: string, copyOf?: string): Promise<Database>;
  dropScratch(database: Database): Promise<void>;
  close(): Promise<void>;
}

/** Makes a testbed under the system's temporary directory, or under BENCH_DIR: what is measured is that place's disk. */
export async function openTestbed(): Promise<Testbed> {
  const dataDir = await mkdtemp(join(process.env["BENCH_DIR"] ?? tmpdir(), "duban-bench-"));
  let postgres = await startEmbeddedPostgres({ dataDir, logger: silentLogger });
  let database = open(postgres.url);
  await migrate(database, { logger: silentLogger });
  const scratches = new Set<Database>();
  let closing: Promise<void> | undefined;
  const dropScratch = async (scratch: Database) => {
    scratches.delete(scratch);
    await scratch.close();
    await database.raw(`drop database if exists ${nameOf(scratch)} with (force)`);
  };
  return {
    dataDir,
    get database() {
      return database;
    },
    async postmaster() {
      const path = join(dataDir, "postgres/cluster/postmaster.pid");
      return Number.parseInt(await readFile(path, "utf8"), 10);
    },
    async withoutPostgres(work) {
      await database.close();
      await postgres.stop();
      try {
        return await work();
      } finally {
        postgres = await startEmbeddedPostgres({ dataDir, logger: silentLogger });
        database = open(postgres.url);
      }
    },
    async createScratch(name, copyOf) {
      await database.raw(`create database ${name} template ${copyOf ?? "template0"}`);
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      const scratch = open(url.href);
      scratches.add(scratch);
      if (copyOf === undefined) await migrate(scratch, { logger: silentLogger });
      return scratch;
    },
    dropScratch,
    close() {
      closing ??= (async () => {
        for (const scratch of scratches) await dropScratch(scratch);
        await database.close();
        await stopAndRemove(postgres, dataDir);
      })();
      return closing;
    },
  };
}

// Loading a million rows takes minutes; what serves must not wait for the default limit of thirty seconds either.
const open = (url: string) =>
  createDatabase(url, { max: 8, logger: silentLogger, statementTimeoutMs: 3_600_000 });

const nameOf = (database: Database) => new URL(database.url).pathname.slice(1);

async function stopAndRemove(postgres: EmbeddedPostgres, dataDir: string): Promise<void> {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
