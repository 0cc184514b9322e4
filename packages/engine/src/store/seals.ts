import type { Instant } from "../time/day.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A seal as it is kept: `body` is the text that was hashed (SHA-256, hex) and signed (Ed25519, base64). */
export interface SealRow {
  readonly number: number;
  readonly at: Instant;
  readonly body: string;
  readonly hash: string;
  readonly signature: string;
}

/** The tables whose rows are sealed. Their columns are never renamed or dropped: see the ADR. */
export const sealedTables = ["events", "trail", "village_events"] as const;
export type SealedTable = (typeof sealedTables)[number];

/** A position in each of them. */
export type SealedPlaces = Readonly<Record<SealedTable, number>>;

export const noPlaces: SealedPlaces = { events: 0, trail: 0, village_events: 0 };

const positionsStatement = statement<SealedPlaces>(
  "seals-positions",
  `select case when e.is_called then e.last_value else 0 end as events,
  case when t.is_called then t.last_value else 0 end as trail,
  case when v.is_called then v.last_value else 0 end as village_events
from events_position_seq e
cross join trail_position_seq t
cross join village_events_position_seq v`,
);

/** The last positions given out, to whomever, committed or not. */
export async function findPositions(on: Executor): Promise<SealedPlaces> {
  const [row] = await on.query(positionsStatement);
  return row ?? noPlaces;
}

// Who inserts has taken this lock before he gets a position, and keeps it until his transaction is over.
const writersStatement = statement<{ writer: string }>(
  "seals-writers",
  `select distinct l.virtualtransaction as writer
from pg_catalog.pg_locks l
where l.locktype = 'relation'
  and l.mode = 'RowExclusiveLock'
  and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
  and l.relation in ('events'::regclass, 'trail'::regclass, 'village_events'::regclass)`,
);

/** The transactions that may have written to a sealed table and are not over. */
export async function findWriters(on: Executor): Promise<Set<string>> {
  const rows = await on.query(writersStatement);
  return new Set(rows.map(({ writer }) => writer));
}

const claimStatement = statement<{ claimed: boolean }>(
  "seals-claim",
  `select pg_try_advisory_xact_lock(hashtextextended('duban seals', $1::integer)) as claimed`,
);

/** Takes the county's chain for this transaction; false if another process has it. */
export async function claimSeals(tx: Transaction, tenantId: number): Promise<boolean> {
  const [row] = await tx.query(claimStatement, [tenantId]);
  return row?.claimed === true;
}

const lastStatement = statement<SealRow>(
  "seals-last",
  `select s.number, s.at, s.body, s.hash, s.signature
from seals s
where s.tenant_id = $1::integer
order by s.number desc
limit 1`,
);

/** The county's last seal, if there is any. */
export async function findLastSeal(on: Executor, tenantId: number): Promise<SealRow | undefined> {
  const [row] = await on.query(lastStatement, [tenantId]);
  return row;
}

const lastOfVillagesStatement = statement<{ body: string }>(
  "seals-last-of-villages",
  `select s.body
from seals s
where s.tenant_id = $1::integer
  and position('"village_events":{' in s.body) > 0
order by s.number desc
limit 1`,
);

/**
 * The body of the county's last seal that speaks of village events. That is the last one, but where an older server has sealed
 * since, and where none was ever made: then every seal is looked at, once a process.
 */
export async function findLastBodyOfVillages(on: Executor, tenantId: number): Promise<string | undefined> {
  const [row] = await on.query(lastOfVillagesStatement, [tenantId]);
  return row?.body;
}

const lastHashStatement = statement<{ number: number; hash: string }>(
  "seals-last-hash",
  `select s.number, s.hash
from seals s
where s.tenant_id = $1::integer
order by s.number desc
limit 1`,
);

/** Number and hash of the county's last seal; much smaller than its body. */
export async function findLastHash(
  on: Executor,
  tenantId: number,
): Promise<{ number: number; hash: string } | undefined> {
  const [row] = await on.query(lastHashStatement, [tenantId]);
  return row;
}

const pageStatement = statement<SealRow>(
  "seals-page",
  `select s.number, s.at, s.body, s.hash, s.signature
from seals s
where s.tenant_id = $1::integer
  and s.number > $2::integer
order by s.number
limit 1`,
);

/** The first seal after the one numbered `after`, whether or not that is the next number. */
export async function findNextSeal(
  on: Executor,
  tenantId: number,
  after: number,
): Promise<SealRow | undefined> {
  const [row] = await on.query(pageStatement, [tenantId, after]);
  return row;
}

const appendStatement = statement(
  "seals-append",
  `insert into seals (tenant_id, number, at, body, hash, signature)
values ($1::integer, $2::integer, $3::timestamptz, $4::text, $5::text, $6::text)`,
);

/** Appends a seal to a county's chain. */
export async function appendSeal(tx: Transaction, tenantId: number, seal: SealRow): Promise<void> {
  const { number, at, body, hash, signature } = seal;
  await tx.execute(appendStatement, [tenantId, number, sqlInstant(at), body, hash, signature]);
}

const columnsStatement = statement<{ name: string; columns: string[] }>(
  "seals-columns",
  `select c.relname::text as name, array_agg(a.attname::text order by a.attname) as columns
from pg_catalog.pg_class c
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.oid in ('events'::regclass, 'trail'::regclass, 'village_events'::regclass)
group by c.relname`,
);

/** The columns that the sealed tables have now; whatever a later migration adds is sealed from then on. */
export async function findSealedColumns(
  on: Executor,
): Promise<Readonly<Record<SealedTable, readonly string[]>>> {
  const rows = await on.query(columnsStatement);
  const columnsOf = (table: SealedTable) => rows.find(({ name }) => name === table)?.columns ?? [];
  return {
    events: columnsOf("events"),
    trail: columnsOf("trail"),
    village_events: columnsOf("village_events"),
  };
}
