import type { VillageKind } from "../villages/villageEvent.ts";
import type { Executor, Transaction } from "./database.ts";
import { statement } from "./statement.ts";

/** A household or a village, held by this transaction; `village` is the one it is in, or it itself. */
export interface VillageStream {
  readonly kind: VillageKind;
  readonly subject: string;
  readonly revision: number;
  readonly village: string;
}

// The update changes nothing but takes the row's lock, in one order for everybody, and answers what the last holder left.
const claimStatement = statement<VillageStream>(
  "village-streams-claim",
  `with known as (
  select 'household' as kind, h.id as subject, h.village
  from unnest($2::text[], $3::text[]) as k (kind, subject)
  join households h on h.tenant_id = $1::integer and h.id = k.subject
  where k.kind = 'household'
  union
  select 'village', u.code, u.code
  from unnest($2::text[], $3::text[]) as k (kind, subject)
  join units u on u.tenant_id = $1::integer and u.code = k.subject and u.kind = 'village'
  where k.kind = 'village'
), claimed as (
  insert into village_streams as s (tenant_id, kind, subject, revision)
  select $1::integer, k.kind, k.subject, 0
  from known k
  order by k.kind, k.subject
  on conflict on constraint village_streams_pkey do update
  set revision = s.revision
  returning s.kind, s.subject, s.revision
)
select c.kind, c.subject, c.revision, k.village
from claimed c
join known k on k.kind = c.kind and k.subject = c.subject`,
);

/** Holds those of the subjects that there are, each once. */
export function claimVillageStreams(
  tx: Transaction,
  tenantId: number,
  subjects: readonly { readonly kind: VillageKind; readonly subject: string }[],
): Promise<VillageStream[]> {
  return tx.query(claimStatement, [
    tenantId,
    subjects.map(({ kind }) => kind),
    subjects.map(({ subject }) => subject),
  ]);
}

const saveStatement = statement(
  "village-streams-save",
  `update village_streams s
set revision = n.revision
from unnest($2::text[], $3::text[], $4::integer[]) as n (kind, subject, revision)
where s.tenant_id = $1::integer
  and s.kind = n.kind
  and s.subject = n.subject`,
);

/** Writes how far the subjects have come. */
export function saveVillageStreams(
  tx: Transaction,
  tenantId: number,
  streams: readonly Omit<VillageStream, "village">[],
): Promise<number> {
  return tx.execute(saveStatement, [
    tenantId,
    streams.map(({ kind }) => kind),
    streams.map(({ subject }) => subject),
    streams.map(({ revision }) => revision),
  ]);
}

const findRevisionStatement = statement<{ revision: number }>(
  "village-streams-find-revision",
  `select s.revision
from village_streams s
where s.tenant_id = $1::integer
  and s.kind = $2::text
  and s.subject = $3::text`,
);

/** How many events a household or a village has; 0 where none was ever recorded. */
export async function findVillageRevision(
  on: Executor,
  tenantId: number,
  { kind, subject }: { readonly kind: VillageKind; readonly subject: string },
): Promise<number> {
  const [row] = await on.query(findRevisionStatement, [tenantId, kind, subject]);
  return row?.revision ?? 0;
}
