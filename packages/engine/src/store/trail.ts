import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/**
 * What an entry of the trail is about: an act by a call that changes something, a sign-in or what goes with it, a refusal
 * (no valid key, not allowed, four eyes), or something the installation did by itself.
 */
export const trailKinds = ["administration", "signIn", "refusal", "system"] as const;
export type TrailKind = (typeof trailKinds)[number];

/** Who did it. All null: nobody knows who, as the credentials were none or wrong. */
export interface TrailActor {
  readonly key: string | null;
  readonly person: string | null;
  readonly unit: string | null;
}

/**
 * One entry of the trail: who, on whose behalf, what, to what, when, from where, and how it ended.
 *
 * `action` is the id of an operation, or the type of an event; `target` the path or the task it was about; `address` where
 * the request came from; `outcome` is `done` or the kind of the problem. `detail` never holds a secret.
 */
export interface TrailEntry {
  readonly at: Instant;
  readonly kind: TrailKind;
  readonly actor: TrailActor;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly address: string | null;
  readonly outcome: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An entry as it is kept; `position` grows over all counties. */
export interface TrailRow extends TrailEntry {
  readonly position: number;
}

const appendStatement = statement(
  "trail-append",
  `insert into trail (tenant_id, at, kind, actor, on_behalf_of, action, target, address, outcome, detail)
select $1::integer, n.at, n.kind, n.actor, n.on_behalf_of, n.action, n.target, n.address, n.outcome, n.detail
from json_to_recordset($2::json) as n (at timestamptz, kind text, actor jsonb, on_behalf_of text, action text, target text,
  address text, outcome text, detail jsonb)`,
);

// What jsonb can't hold, as JSON spells it: NUL and half a pair. Somebody's odd text must not keep a refusal off the trail.
const unstorable = /\\u0000|\\ud[89a-f][0-9a-f]{2}/gi;

/** Appends entries to a county's trail, in the order given; within a transaction they stand or fall with it. */
export async function appendTrail(
  on: Executor,
  tenantId: number,
  entries: readonly TrailEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ onBehalfOf, ...entry }) => ({
    ...entry,
    at: sqlInstant(entry.at),
    on_behalf_of: onBehalfOf,
  }));
  const json = JSON.stringify(rows).replaceAll(unstorable, "\\ufffd");
  await on.execute(appendStatement, [tenantId, json]);
}

/** Which entries are asked for; null is any. `from` inclusive, `until` exclusive. */
export interface TrailFilter {
  readonly kind: TrailKind | null;
  readonly key: string | null;
  readonly person: string | null;
  readonly action: string | null;
  readonly target: string | null;
  readonly outcome: string | null;
  readonly from: Instant | null;
  readonly until: Instant | null;
}

const findStatement = statement<TrailRow>(
  "trail-find",
  `select position, at, kind, actor, on_behalf_of as "onBehalfOf", action, target, address, outcome, detail
from trail
where tenant_id = $1::integer
  and position < $2::bigint
  and ($3::text is null or kind = $3::text)
  and ($4::text is null or actor ->> 'key' = $4::text)
  and ($5::text is null or actor ->> 'person' = $5::text or on_behalf_of = $5::text)
  and ($6::text is null or action = $6::text)
  and ($7::text is null or target = $7::text)
  and ($8::text is null or outcome = $8::text)
  and ($9::timestamptz is null or at >= $9::timestamptz)
  and ($10::timestamptz is null or at < $10::timestamptz)
order by position desc
limit $11::integer`,
  { replan: true },
);

/** A county's trail, newest first, from before the position `before` if given; served by trail_pkey. */
export function findTrail(
  on: Executor,
  tenantId: number,
  filter: TrailFilter,
  before: number | null,
  limit: number,
): Promise<TrailRow[]> {
  return on.query(findStatement, [
    tenantId,
    before ?? Number.MAX_SAFE_INTEGER,
    filter.kind,
    filter.key,
    filter.person,
    filter.action,
    filter.target,
    filter.outcome,
    sqlInstant(filter.from),
    sqlInstant(filter.until),
    limit,
  ]);
}

const lastVerificationStatement = statement<TrailRow>(
  "trail-last-verification",
  `select position, at, kind, actor, on_behalf_of as "onBehalfOf", action, target, address, outcome, detail
from trail
where tenant_id = $1::integer
  and action = 'verify'
order by position desc
limit 1`,
);

/** The entry of a county's last check of what was sealed, if it is on the trail; served by trail_verifications. */
export async function findLastVerificationEntry(
  on: Executor,
  tenantId: number,
): Promise<TrailRow | undefined> {
  const [row] = await on.query(lastVerificationStatement, [tenantId]);
  return row;
}
