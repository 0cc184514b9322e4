import {
  appRole,
  createDatabase,
  type Database,
  findUnits,
  protectTenants,
  silentLogger,
} from "@duban/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { type County, createCounty } from "../harness/county.ts";

let clone: ClonedDatabase;
let county: County;
let app: Database;
const other = 2;

beforeAll(async () => {
  clone = await cloneDatabase({ max: 2 });
  county = await createCounty(clone.database);
  await county.createTasks();
  await clone.database.raw(`
    insert into tenants (tenant_id, code, name, created_at) values (${other}, 'll', '龙陵县', '2026-01-01Z');
    insert into units (tenant_id, code, name, kind, position, aliases, updated_at)
      values (${other}, 'nyj', '龙陵农业局', 'department', 1, '{}', '2026-01-01Z')`);
  expect(await protectTenants(clone.database, silentLogger)).toBe(appRole);
  app = createDatabase(clone.url, { max: 1, logger: silentLogger, role: appRole });
});
afterAll(async () => {
  await app.close();
  await clone.drop();
});

const tablesOfCounties = () =>
  clone.database.raw<{ name: string; forced: boolean; owner: string }>(
    `select c.relname::text as name, c.relrowsecurity and c.relforcerowsecurity as forced,
       pg_get_userbyid(c.relowner)::text as owner
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  );

/** A row count as the application's role, set to a county by hand. */
async function countAs(setting: string | null, table: string): Promise<number> {
  const [row] = await app.transaction(async (tx) => {
    const set = setting === null ? "select 1" : `set local duban.tenant = '${setting}'`;
    // In one text: what runs raw text sets the connection to no county before.
    await tx.raw(set);
    return tx.raw<{ count: number }>(`select count(*)::integer as count from ${table}`);
  });
  return row?.count ?? -1;
}

describe("row security", () => {
  test("is forced on every table that has a county, and the application's role can't get round it", async () => {
    const tables = await tablesOfCounties();
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter(({ forced }) => !forced)).toEqual([]);
    expect(tables.map(({ owner }) => owner)).not.toContain(appRole);
    const [role] = await clone.database.raw(
      "select rolsuper, rolbypassrls, rolcreaterole, rolcanlogin from pg_roles where rolname = $1",
      [appRole],
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcanlogin: false });
    expect(await app.raw("select current_user::text as name")).toEqual([{ name: appRole }]);
    await expect(app.raw("alter table units disable row level security")).rejects.toThrow(/must be owner/);
    await expect(app.raw("set row_security = off; select * from units")).rejects.toThrow(
      /row-level security/,
    );
    await app.raw("reset row_security");
  });

  test("shows nothing where no county is set, one county's rows where it is, and of every table no other's", async () => {
    for (const { name } of await tablesOfCounties()) {
      expect(await countAs(null, name), name).toBe(0);
      const [all] = await clone.database.raw<{ own: number }>(
        `select count(*) filter (where tenant_id = ${county.tenantId})::integer as own from ${name}`,
      );
      expect(await countAs(String(county.tenantId), name), name).toBe(all?.own);
    }
    expect(await countAs(String(other), "units")).toBe(1);
    expect(await countAs(String(other), "tasks")).toBe(0);
  });

  test("lets nothing be written into another county, moved there, changed or removed there", async () => {
    const as = (text: string) =>
      app.transaction(async (tx) => {
        await tx.raw(`set local duban.tenant = '${other}'`);
        return tx.raw(text);
      });
    await expect(
      as(`insert into units (tenant_id, code, name, kind, position, aliases, updated_at)
        values (${county.tenantId}, 'x', 'x', 'office', 1, '{}', '2026-01-01Z')`),
    ).rejects.toThrow(/row-level security/);
    await expect(as(`update units set tenant_id = ${county.tenantId}, code = 'y'`)).rejects.toThrow(
      /row-level security/,
    );
    expect(await as(`update tasks set title = '别的' returning id`)).toEqual([]);
    expect(await as(`delete from units where tenant_id = ${county.tenantId} returning code`)).toEqual([]);
    await expect(as("update events set data = '{}'")).rejects.toThrow(/permission denied/);
    await expect(as("delete from seals")).rejects.toThrow(/permission denied/);
  });

  test("is set by the store itself, statement by statement, over one connection, also after a transaction was undone", async () => {
    const namesOf = async (tenantId: number) =>
      (await findUnits(app, tenantId, null, 50)).map(({ name }) => name);
    expect(await namesOf(county.tenantId)).toContain("农业局");
    expect(await namesOf(other)).toEqual(["龙陵农业局"]);
    await app
      .transaction(async (tx) => {
        expect((await findUnits(tx, county.tenantId, null, 50)).length).toBeGreaterThan(1);
        throw new Error("undone");
      })
      .catch(() => undefined);
    expect(await namesOf(other)).toEqual(["龙陵农业局"]);
    expect(await namesOf(county.tenantId)).toContain("农业局");
    // Raw text is nobody's, whatever the connection was set to before.
    expect(await app.raw("select code from units")).toEqual([]);
  });
});
