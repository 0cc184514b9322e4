import { randomBytes } from "node:crypto";
import {
  appRole,
  createDatabase,
  ensureTenant,
  findUnits,
  migrate,
  protectTenants,
  saveUnits,
  silentLogger,
} from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";

/** A Postgres of one's own, whose user owns his database and nothing else. */
let clone: ClonedDatabase;
const owner = `owner_${randomBytes(6).toString("hex")}`;

beforeAll(async () => {
  clone = await cloneDatabase({ max: 1, migrated: false });
  const [database] = await clone.database.raw<{ name: string }>("select current_database()::text as name");
  await clone.database.raw(`create role ${owner} login password 'of-his-own'`);
  await clone.database.raw(`alter database ${database?.name} owner to ${owner}`);
  await clone.database.raw(
    `do $$ begin create role ${appRole} nologin noinherit; exception when duplicate_object then null; end $$`,
  );
});
afterAll(() => clone.drop());

test("an owner who is no superuser migrates, and is under row security with the role that was given to him and without it", async () => {
  const url = new URL(clone.url);
  url.username = owner;
  url.password = "of-his-own";
  const own = createDatabase(url.href, { max: 1, logger: silentLogger });
  await migrate(own, { logger: silentLogger });
  const forced = () =>
    own.raw<{ name: string }>(
      `select c.relname::text as name
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
         and not (c.relrowsecurity and c.relforcerowsecurity)`,
    );
  // Nobody gave him the role: the connections stay his, and are under it all the same.
  expect(await protectTenants(own, silentLogger)).toBeNull();
  expect(await forced()).toEqual([]);
  const tenantId = await ensureTenant(own, { code: "default", name: "default" }, 0);
  const unit = { code: "nyj", name: "农业局", kind: "department", parent: null, position: 1 } as const;
  await saveUnits(own, tenantId, [{ ...unit, aliases: [], from: null, until: null }], 0);
  expect(await own.raw("select code from units")).toEqual([]);
  expect((await findUnits(own, tenantId, null, 9)).map(({ code }) => code)).toEqual(["nyj"]);

  await clone.database.raw(`grant ${appRole} to ${owner}`);
  expect(await protectTenants(own, silentLogger)).toBe(appRole);
  const app = createDatabase(url.href, { max: 1, logger: silentLogger, role: appRole });
  expect(await app.raw("select current_user::text as name")).toEqual([{ name: appRole }]);
  expect(await app.raw("select code from units")).toEqual([]);
  expect((await findUnits(app, tenantId, null, 9)).map(({ code }) => code)).toEqual(["nyj"]);
  await expect(app.raw("alter table units disable row level security")).rejects.toThrow(/must be owner/);
  await app.close();
  await own.close();
});
