/*
 * Writes packages/engine/schema.sql from the migrations; with --check only compares, and ends with 1 where they differ.
 * The migrations are run on a Postgres of its own, thrown away after.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createDatabase, migrate, silentLogger, startEmbeddedPostgres } from "@duban/engine";
import { schemaText } from "./schemaText.ts";

const path = fileURLToPath(new URL("../packages/engine/schema.sql", import.meta.url));

async function dump(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "duban-schema-"));
  const server = await startEmbeddedPostgres({ dataDir, logger: silentLogger, durability: "off" });
  const database = createDatabase(server.url, { max: 1, logger: silentLogger });
  try {
    await migrate(database, { logger: silentLogger });
    return await schemaText(database);
  } finally {
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const text = await dump();
if (!process.argv.includes("--check")) {
  await writeFile(path, text);
} else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
  process.stderr.write(
    "schema.sql is not what the migrations make: run node --import tsx scripts/schema.ts\n",
  );
  process.exitCode = 1;
}
