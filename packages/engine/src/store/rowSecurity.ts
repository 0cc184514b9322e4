import type { Logger } from "../logger.ts";
import { countySetting } from "./county.ts";
import type { Database, Transaction } from "./database.ts";

/** The role that the application's connections take: no owner of anything, and not exempt from row security. */
export const appRole = "duban_app";

// Sub-selects, so that the setting is read once a statement and not once a row; the comparison can then be served by an index.
const setting = `(select current_setting('${countySetting}', true))`;
const number = `(select nullif(nullif(current_setting('${countySetting}', true), ''), '*')::integer)`;

/**
 * Every table with a `tenant_id` that is not under row security yet. By the catalog and not by a list, so that no later table
 * is forgotten.
 */
const unprotectedText = `
  select c.relname::text as name
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relkind in ('r', 'p')
    and not (c.relrowsecurity and c.relforcerowsecurity
      and exists (select from pg_catalog.pg_policy p where p.polrelid = c.oid and p.polname = 'one_county'))
  order by c.relname`;

/**
 * Puts every county's rows under row security, and makes the application's role; answers that role, or null where this
 * connection may not make one. To be called as the owner, after the migrations; safe at each start, and where processes
 * start together.
 *
 * The policy holds for the owner too (`force`), unless he is a superuser: with a Postgres of one's own where no role can
 * be made, the owner's connections are under it all the same.
 */
export async function protectTenants(database: Database, logger: Logger): Promise<string | null> {
  return database.transaction(async (tx) => {
    await tx.raw("select pg_advisory_xact_lock(hashtextextended('duban migrations', 0))");
    for (const { name } of await tx.raw<{ name: string }>(unprotectedText)) {
      await tx.raw(`
        alter table ${name} enable row level security;
        alter table ${name} force row level security;
        drop policy if exists one_county on ${name};
        create policy one_county on ${name}
          using (tenant_id = ${number} or ${setting} = '*')
          with check (tenant_id = ${number} or ${setting} = '*')`);
      logger.info({ table: name }, "put under row security");
    }
    return takeRole(tx, logger);
  });
}

const grantText = `
  grant usage on schema public to ${appRole};
  grant select, insert, update, delete on all tables in schema public to ${appRole};
  grant usage, select on all sequences in schema public to ${appRole};
  revoke insert, update, delete on migrations from ${appRole};
  revoke update, delete on events, seals, inspection_acts, payments, village_events from ${appRole}`;

async function mayTake(tx: Transaction): Promise<boolean> {
  await tx.raw("savepoint taking");
  try {
    await tx.raw(`set local role ${appRole}`);
    await tx.raw("reset role");
    return true;
  } catch {
    await tx.raw("rollback to savepoint taking");
    return false;
  }
}

async function takeRole(tx: Transaction, logger: Logger): Promise<string | null> {
  await tx.raw("savepoint role");
  try {
    const [known] = await tx.raw("select from pg_catalog.pg_roles where rolname = $1", [appRole]);
    if (known === undefined) await tx.raw(`create role ${appRole} nologin noinherit`);
    // Who was given the role by its administrator may take it, but not give it, not even to himself.
    if (!(await mayTake(tx))) await tx.raw(`grant ${appRole} to current_user`);
    await tx.raw(grantText);
    return appRole;
  } catch (error) {
    await tx.raw("rollback to savepoint role");
    logger.warn({ err: error }, `the role ${appRole} could not be made: the connections stay the owner's`);
    return null;
  }
}
