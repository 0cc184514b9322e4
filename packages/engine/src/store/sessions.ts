import type { Role, Scope } from "../lifecycle/caller.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** What a session still wants before it may do anything: a second factor, another password, or nothing. */
export const sessionStages = ["secondFactor", "passwordChange", "whole"] as const;
export type SessionStage = (typeof sessionStages)[number];

/** How somebody came in. */
export type SignInWay = "password" | "provider";

/** A session as it is kept: never its secret. `agent` is what the browser calls itself. */
export interface Session {
  readonly id: string;
  readonly person: string;
  readonly way: SignInWay;
  readonly stage: SessionStage;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  readonly address: string | null;
  readonly agent: string | null;
}

/** A session as it is used, with what its person is now. */
export interface SessionHolder extends Session {
  readonly tenantId: number;
  readonly secretHash: Buffer;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly Role[];
  readonly scope: Scope | null;
  readonly isHead: boolean;
  readonly hasPassword: boolean;
  readonly mustChange: boolean;
  readonly hasSecondFactor: boolean;
}

const appendStatement = statement(
  "sessions-append",
  `
  insert into sessions (tenant_id, id, secret_hash, person, way, stage, created_at, seen_at, expires_at, address, agent)
  values ($1::integer, $2::text, $3::bytea, $4::text, $5::text, $6::text, $7::timestamptz, $8::timestamptz,
    $9::timestamptz, $10::text, $11::text)
  `,
);

/** Adds a session under a new id. */
export async function appendSession(
  executor: Executor,
  tenantId: number,
  session: Session & { readonly secretHash: Buffer },
): Promise<void> {
  await executor.execute(appendStatement, [
    tenantId,
    session.id,
    session.secretHash,
    session.person,
    session.way,
    session.stage,
    sqlInstant(session.createdAt),
    sqlInstant(session.seenAt),
    sqlInstant(session.expiresAt),
    session.address,
    session.agent,
  ]);
}

const findHolderStatement = statement<SessionHolder>(
  "sessions-find-holder",
  `
  select sessions.tenant_id as "tenantId", sessions.id, sessions.secret_hash as "secretHash", sessions.person,
    sessions.way, sessions.stage, sessions.created_at as "createdAt", sessions.seen_at as "seenAt",
    sessions.expires_at as "expiresAt", sessions.address, sessions.agent,
    people.name, people.unit, people.roles, people.scope, people.head as "isHead",
    accounts.password_hash is not null as "hasPassword",
    accounts.must_change as "mustChange",
    accounts.totp_confirmed_at is not null as "hasSecondFactor"
  from sessions
  join accounts on accounts.tenant_id = sessions.tenant_id and accounts.person = sessions.person
  join people on people.tenant_id = sessions.tenant_id and people.id = sessions.person
  where sessions.tenant_id = $1::integer
    and sessions.id = $2::text
    and sessions.ended_at is null
    and accounts.locked_at is null
  `,
);

/** Whose session this is, unless it was ended or its account is locked. The caller compares the hash and the limits. */
export async function findSessionHolder(
  executor: Executor,
  tenantId: number,
  id: string,
): Promise<SessionHolder | undefined> {
  const [holder] = await executor.query(findHolderStatement, [tenantId, id]);
  return holder;
}

const findOfPersonStatement = statement<Session>(
  "sessions-find-of-person",
  `
  select id, person, way, stage, created_at as "createdAt", seen_at as "seenAt", expires_at as "expiresAt", address, agent
  from sessions
  where tenant_id = $1::integer
    and person = $2::text
    and ended_at is null
    and expires_at > $3::timestamptz
    and seen_at > $4::timestamptz
  order by created_at desc
  limit 200
  `,
);

/** A person's sessions that still run: not ended, not past their end, and seen after `seenAfter`. Newest first. */
export function findSessions(
  executor: Executor,
  tenantId: number,
  person: string,
  now: Instant,
  seenAfter: Instant,
): Promise<Session[]> {
  return executor.query(findOfPersonStatement, [tenantId, person, sqlInstant(now), sqlInstant(seenAfter)]);
}

const touchStatement = statement(
  "sessions-touch",
  `
  update sessions
  set seen_at = greatest(seen_at, $3::timestamptz)
  where tenant_id = $1::integer
    and id = $2::text
    and ended_at is null
  `,
);

/** Notes that a session was used. */
export async function touchSession(
  executor: Executor,
  tenantId: number,
  id: string,
  now: Instant,
): Promise<void> {
  await executor.execute(touchStatement, [tenantId, id, sqlInstant(now)]);
}

const endStatement = statement<{ id: string }>(
  "sessions-end",
  `
  update sessions
  set ended_at = $5::timestamptz,
    ended_why = $6::text
  where tenant_id = $1::integer
    and person = $2::text
    and ($3::text is null or id = $3::text)
    and ($4::text is null or id <> $4::text)
    and ended_at is null
  returning id
  `,
);

/** Which of a person's sessions are to end: the one named, or all but the one named, or all. */
export interface WhichSessions {
  readonly only?: string;
  readonly except?: string;
}

/** Ends sessions, for good; answers how many. */
export async function endSessions(
  executor: Executor,
  tenantId: number,
  person: string,
  which: WhichSessions,
  why: string,
  now: Instant,
): Promise<number> {
  const values = [tenantId, person, which.only ?? null, which.except ?? null, sqlInstant(now), why];
  return (await executor.query(endStatement, values)).length;
}
