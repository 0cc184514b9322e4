import { timingSafeEqual } from "node:crypto";
import {
  appendSession,
  type Caller,
  type Database,
  endSessions,
  findSessionHolder,
  type Instant,
  type Role,
  type SessionHolder,
  type SessionStage,
  type SignInWay,
  scopeInForce,
  touchSession,
  type WhichSessions,
} from "@duban/engine";
import { hashToken } from "../keyToken.ts";
import { createSessionToken, type SessionToken } from "./sessionCookie.ts";

/** How long a session lasts: since it was last used, and in all. */
export interface SessionLimits {
  readonly idleMs: number;
  readonly lifeMs: number;
}

/** Where a sign-in came from, as it is kept with the session. */
export interface Origin {
  readonly address: string | null;
  readonly agent: string | null;
}

/**
 * Who is signed in.
 *
 * `find` answers a session that runs: not ended, its account not locked, within both limits. It remembers an answer for a second,
 * as the key ring does: what is ended here ends at once in this process and within a second in others. `isUsed` says whether
 * the request counts as use, against the idle limit.
 */
export interface Sessions {
  readonly limits: SessionLimits;
  now(): Instant;
  find(token: SessionToken, isUsed: boolean): Promise<SessionHolder | undefined>;
  /** Begins a session under a new token; `until` is an end it inherits from the one it takes the place of. */
  begin(who: Beginning): Promise<string>;
  end(tenantId: number, person: string, which: WhichSessions, why: string): Promise<number>;
  forget(): void;
}

/** What a session begins with. */
export interface Beginning extends Origin {
  readonly tenantId: number;
  readonly person: string;
  readonly way: SignInWay;
  readonly stage: SessionStage;
  readonly until?: Instant;
}

interface Entry {
  readonly holder: SessionHolder;
  readonly freshUntil: number;
  seenAt: Instant;
}

const freshMs = 1_000;
const maxEntries = 10_000;
// The idle limit is counted in minutes; a write a minute is what it costs.
const touchMs = 60_000;

/** Opens the sessions. `now` is the machine's clock, whatever the engine's is: see the ADR on sign-in. */
export function createSessions(database: Database, limits: SessionLimits, now: () => Instant): Sessions {
  const entryByToken = new Map<string, Entry>();
  let generation = 0;
  const runs = ({ expiresAt }: SessionHolder, seenAt: Instant, at: Instant) =>
    at < expiresAt && at < seenAt + limits.idleMs;

  async function lookUp({ token, tenantId, id }: SessionToken): Promise<Entry | undefined> {
    const startedIn = generation;
    const found = await findSessionHolder(database, tenantId, id);
    if (found === undefined || !timingSafeEqual(hashToken(token), found.secretHash)) return undefined;
    const holder = { ...found, scope: await scopeInForce(database, tenantId, found.scope) };
    const entry = { holder, freshUntil: performance.now() + freshMs, seenAt: holder.seenAt };
    if (startedIn !== generation) return entry;
    if (entryByToken.size >= maxEntries) entryByToken.delete(entryByToken.keys().next().value ?? "");
    entryByToken.set(token, entry);
    return entry;
  }

  return {
    limits,
    now,
    async find(token, isUsed) {
      const known = entryByToken.get(token.token);
      const isFresh = known !== undefined && known.freshUntil > performance.now();
      if (!isFresh) entryByToken.delete(token.token);
      const entry = isFresh ? known : await lookUp(token);
      const at = now();
      if (entry === undefined || !runs(entry.holder, entry.seenAt, at)) return undefined;
      if (isUsed && at - entry.seenAt >= touchMs) {
        entry.seenAt = at;
        await touchSession(database, token.tenantId, token.id, at);
      }
      return entry.holder;
    },
    async begin({ tenantId, until, ...session }) {
      const { token, id, hash } = createSessionToken(tenantId);
      const at = now();
      await appendSession(database, tenantId, {
        ...session,
        id,
        secretHash: hash,
        createdAt: at,
        seenAt: at,
        expiresAt: until ?? at + limits.lifeMs,
      });
      return token;
    },
    async end(tenantId, person, which, why) {
      const count = await endSessions(database, tenantId, person, which, why, now());
      generation += 1;
      entryByToken.clear();
      return count;
    },
    forget() {
      generation += 1;
      entryByToken.clear();
    },
  };
}

/** The caller that a signed-in person is: like that of a key of his, under the name `account:` and his id. */
export function callerOfSession({
  tenantId,
  person,
  name,
  unit,
  roles,
  scope,
  isHead,
}: SessionHolder): Caller {
  const all: readonly Role[] = isHead && !roles.includes("head") ? [...roles, "head"] : roles;
  return { tenantId, key: `account:${person}`, name, person, unit, roles: all, scope };
}
