import { readdir } from "node:fs/promises";
import { type Statement, statements } from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";

const store = new URL("../../packages/engine/src/store/", import.meta.url);

let clone: ClonedDatabase;
let all: Statement[];
beforeAll(async () => {
  clone = await cloneDatabase({ max: 1 });
  // Also those that no other module asks for yet: a statement is known once its file is loaded.
  const files = (await readdir(store)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  await Promise.all(files.map((name) => import(new URL(name, store).href)));
  // Those that a test made are not the store's.
  all = [...statements().values()].filter(({ name }) => !name.startsWith("test_"));
});
afterAll(() => clone.drop());

test("every statement of the store can be prepared against the migrated schema, with the type of each parameter known", async () => {
  expect(all.length).toBeGreaterThan(0);
  const failures: string[] = [];
  for (const { name, text } of all) {
    try {
      await clone.database.raw(`prepare "${name}" as ${text}`);
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  expect(failures).toEqual([]);
  const untyped = await clone.database.raw(
    "select name from pg_prepared_statements where 'unknown'::regtype = any (parameter_types)",
  );
  expect(untyped).toEqual([]);
});

test("no statement asks the database for the time: instants are parameters", () => {
  const clocks =
    /\b(now\s*\(|current_(timestamp|date|time)\b|clock_timestamp|localtime|transaction_timestamp)/i;
  expect(all.filter(({ text }) => clocks.test(text)).map(({ name }) => name)).toEqual([]);
});

test("every statement about counties' rows names its county first, or says why it looks across them", async () => {
  const tables = await clone.database.raw<{ name: string }>(
    "select table_name::text as name from information_schema.columns where column_name = 'tenant_id'",
  );
  const named = new RegExp(`\\b(from|join|into|update)\\s+(${tables.map(({ name }) => name).join("|")})\\b`);
  const unscoped = all.filter(({ text, across }) => named.test(text) && across === undefined);
  const wrong = unscoped.filter(
    ({ text }) => !/tenant_id[\s\S]*\$1::integer|\$1::integer[\s\S]*tenant_id/.test(text),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
