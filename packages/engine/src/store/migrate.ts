import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { EngineError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { Database, Transaction } from "./database.ts";

/** One file `migrations/NNNN_slug.sql`. `sha256` is of its text with `\n` line ends, whatever the checkout made of them. */
export interface Migration {
  readonly version: number;
  readonly slug: string;
  readonly sql: string;
  readonly sha256: string;
}

interface AppliedMigration {
  readonly version: number;
  readonly slug: string;
  readonly sha256: string;
}

/** Where this package keeps its migrations. */
export const migrationsDirectory = fileURLToPath(new URL("../../migrations/", import.meta.url));

const fileName = /^(\d{4})_([a-zA-Z0-9]+(?:[-_][a-zA-Z0-9]+)*)\.sql$/;

/**
 * Reads the migrations of a directory in order. Their versions rise from 1, each used once; numbers may be left out.
 *
 * A file lost after it was applied is noticed by the database, one lost before by `schema.sql`.
 */
export async function readMigrations(directory: string = migrationsDirectory): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  const versionOf = (name: string | undefined) => Number(fileName.exec(name ?? "")?.[1] ?? 0);
  return Promise.all(
    names.map(async (name, index) => {
      const version = versionOf(name);
      const after = versionOf(names[index - 1]);
      if (version <= after) {
        throw new EngineError(
          "migration-name",
          `expected a migration after ${after}, found ${name} in ${directory}`,
        );
      }
      const slug = fileName.exec(name)?.[2] ?? "";
      const sql = (await readFile(`${directory}/${name}`, "utf8")).replaceAll("\r\n", "\n");
      return { version, slug, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Brings the database to the newest migration: each pending file in a transaction of its own, together with the record of it.
 *
 * Any number of processes may start at once: an advisory lock lets one in at a time, the others find the work done.
 * Throws without changing anything if an applied migration was edited (`migration-edited`), is missing here or
 * differs in name (`migration-missing`), or the database is ahead of this code (`database-newer`).
 * Answers the versions it applied. A migration must not contain begin or commit.
 */
export async function migrate(
  database: Database,
  options: { logger: Logger; migrations?: readonly Migration[] },
): Promise<number[]> {
  const migrations = options.migrations ?? (await readMigrations());
  const applied: number[] = [];
  for (;;) {
    const version = await database.transaction((tx) => applyNext(tx, migrations));
    if (version === undefined) return applied;
    applied.push(version);
    options.logger.info({ migration: version }, "migrated");
  }
}

/** The migrations the database has, oldest first; none if it was never migrated. */
export async function appliedMigrations(tx: Pick<Transaction, "raw">): Promise<AppliedMigration[]> {
  const [table] = await tx.raw<{ present: boolean }>(
    "select to_regclass('migrations') is not null as present",
  );
  if (table?.present !== true) return [];
  return tx.raw<AppliedMigration>("select version, slug, sha256 from migrations order by version");
}

/** Applies the first migration the database lacks, if any. */
async function applyNext(tx: Transaction, migrations: readonly Migration[]): Promise<number | undefined> {
  // Whoever waits here waits for another process's migration, which may rewrite a large table.
  // Nor may row security hide from a migration the rows it is to change, where the owner is under it too.
  await tx.raw(
    "set local lock_timeout = '10min'; set local statement_timeout = 0; set local duban.tenant = '*'",
  );
  await tx.raw("select pg_advisory_xact_lock(hashtextextended('duban migrations', 0))");
  await tx.raw(`
    create table if not exists migrations (
      version integer not null constraint migrations_pkey primary key,
      slug text not null,
      sha256 text not null,
      applied_at timestamptz not null
    )`);
  const applied = await appliedMigrations(tx);
  checkApplied(applied, migrations);
  const next = migrations[applied.length];
  if (next === undefined) return undefined;
  await tx.raw(next.sql);
  await tx.raw(
    "insert into migrations (version, slug, sha256, applied_at) values ($1::integer, $2::text, $3::text, $4::timestamptz)",
    [next.version, next.slug, next.sha256, new Date().toISOString()],
  );
  return next.version;
}

function checkApplied(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  if (applied.length > migrations.length) {
    throw new EngineError(
      "database-newer",
      `the database is at migration ${applied.length}, this code knows ${migrations.length}: start the newer code`,
    );
  }
  for (const [index, { version, slug, sha256 }] of applied.entries()) {
    const ours = migrations[index];
    const name = `${String(version).padStart(4, "0")}_${slug}`;
    if (ours === undefined || ours.version !== version || ours.slug !== slug) {
      throw new EngineError("migration-missing", `migration ${name} was applied but is not in this code`);
    }
    if (ours.sha256 !== sha256) {
      throw new EngineError(
        "migration-edited",
        `migration ${name} was edited after it was applied: restore the file and write a new migration`,
      );
    }
  }
}
