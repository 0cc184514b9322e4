import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type Migration, migrate, readMigrations, silentLogger } from "@duban/engine";
import { afterAll, beforeEach, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";

const logger = silentLogger;
const clones: ClonedDatabase[] = [];
let clone: ClonedDatabase;
beforeEach(async () => {
  clone = await cloneDatabase({ migrated: false });
  clones.push(clone);
});
afterAll(() => Promise.all(clones.map((each) => each.drop())));

const migration = (version: number, sql: string): Migration => ({
  version,
  slug: `step${version}`,
  sql,
  sha256: `hash of ${sql}`,
});
const first = migration(1, "create table a (id integer primary key); insert into a values (1)");
const second = migration(2, "create table b (id integer primary key)");

test("pending migrations are applied once, in order, and a second start finds nothing to do", async () => {
  expect(await migrate(clone.database, { logger, migrations: [first] })).toEqual([1]);
  expect(await migrate(clone.database, { logger, migrations: [first, second] })).toEqual([2]);
  expect(await migrate(clone.database, { logger, migrations: [first, second] })).toEqual([]);
  expect(await clone.database.raw("select version, slug from migrations order by version")).toEqual([
    { version: 1, slug: "step1" },
    { version: 2, slug: "step2" },
  ]);
});

test("processes that start at once share the work and none fails", async () => {
  const others = [1, 2, 3].map(() => createDatabase(clone.url, { max: 2, logger }));
  const applied = await Promise.all(
    others.map((each) => migrate(each, { logger, migrations: [first, second] })),
  );
  await Promise.all(others.map((each) => each.close()));
  expect(applied.flat().sort()).toEqual([1, 2]);
});

test("a migration that fails leaves nothing of itself, and those before it stand", async () => {
  const broken = migration(2, "create table c (id integer); select 1 / 0");
  await expect(migrate(clone.database, { logger, migrations: [first, broken] })).rejects.toThrow(
    "division by zero",
  );
  expect(
    await clone.database.raw("select to_regclass('a') is not null as a, to_regclass('c') is null as c"),
  ).toEqual([{ a: true, c: true }]);
  expect(await migrate(clone.database, { logger, migrations: [first, second] })).toEqual([2]);
});

test("an applied migration that was edited stops the start", async () => {
  await migrate(clone.database, { logger, migrations: [first] });
  const edited = { ...first, sha256: "another" };
  await expect(migrate(clone.database, { logger, migrations: [edited, second] })).rejects.toMatchObject({
    code: "migration-edited",
    message: expect.stringContaining("0001_step1"),
  });
});

test("an applied migration that is not in this code stops the start", async () => {
  await migrate(clone.database, { logger, migrations: [first] });
  const replaced = { ...second, version: 1 };
  await expect(migrate(clone.database, { logger, migrations: [replaced] })).rejects.toMatchObject({
    code: "migration-missing",
  });
});

test("a database newer than this code stops the start", async () => {
  await migrate(clone.database, { logger, migrations: [first, second] });
  await expect(migrate(clone.database, { logger, migrations: [first] })).rejects.toMatchObject({
    code: "database-newer",
  });
});

test("a directory of migrations may leave numbers out, but has none twice and none without a number", async () => {
  const directory = await mkdtemp(join(tmpdir(), "duban-migrations-"));
  const put = (name: string) => writeFile(join(directory, name), "select 1;");
  await put("0001_first.sql");
  await put("0007_later.sql");
  expect((await readMigrations(directory)).map(({ version }) => version)).toEqual([1, 7]);
  await put("0007_other.sql");
  await expect(readMigrations(directory)).rejects.toMatchObject({ code: "migration-name" });
  await rm(join(directory, "0007_other.sql"));
  await put("unnumbered.sql");
  await expect(readMigrations(directory)).rejects.toMatchObject({ code: "migration-name" });
  await rm(directory, { recursive: true });
});

test("the migrations of this code carry on an empty database", async () => {
  const ours = await readMigrations();
  expect(await migrate(clone.database, { logger })).toEqual(ours.map(({ version }) => version));
});
