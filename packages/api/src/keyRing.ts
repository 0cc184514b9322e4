import { timingSafeEqual } from "node:crypto";
import {
  type Caller,
  type Database,
  type EngineClock,
  findKeyHolder,
  type Instant,
  type KeyHolder,
  noteKeysUsed,
  type Role,
  type Scope,
  scopeInForce,
} from "@duban/engine";
import { hashToken, keyIdOf } from "./keyToken.ts";

/**
 * Who a token belongs to.
 *
 * `findFresh` answers at once for a token found good within the last `freshMs`; `authenticate` asks the database.
 * `isKnown` tells a token that was good once from one never seen. `forget` makes every token be asked for again, after
 * a write in this process; other processes follow within `freshMs`. `noteUsed` and `writeUsed` keep when keys were last used: the
 * first in memory, the second, called once a minute and at the end, in the database.
 */
export interface KeyRing {
  findFresh(token: string): Caller | undefined;
  isKnown(token: string): boolean;
  authenticate(token: string): Promise<Caller | undefined>;
  forget(): void;
  noteUsed(holder: Pick<KeyHolder, "tenantId" | "id">): void;
  writeUsed(): Promise<void>;
}

interface Entry {
  readonly caller: Caller;
  readonly freshUntil: number;
}

// A revoked key, or a person's changed roles, take hold in other processes after a second at the latest; the query
// behind it then costs each key one a second however many requests it makes.
const defaultFreshMs = 1_000;
const maxEntries = 10_000;

// Compared with when there is no such key, so that a made-up id costs what a wrong secret of a real one does.
const dummyHash = hashToken("no key has this token");

/** How long a key is still good, by the engine's clock: past its own date it is not. */
export const isKeyGood = ({ expiresAt }: KeyHolder, now: Instant): boolean =>
  expiresAt === null || now < expiresAt;

/** Whether the secret before the last rotation still counts. */
export const isInOverlap = ({ previousUntil }: KeyHolder, now: Instant): boolean =>
  previousUntil !== null && now < previousUntil;

/** Makes a key ring. Tokens themselves are not kept, only their hashes: looking one up says nothing about another. */
export function createKeyRing(
  database: Database,
  clock: Pick<EngineClock, "read">,
  freshMs: number = defaultFreshMs,
): KeyRing {
  let used = new Map<string, Pick<KeyHolder, "tenantId" | "id">>();
  const entryByHash = new Map<string, Entry>();
  const pendingByHash = new Map<string, Promise<Caller | undefined>>();
  let generation = 0;

  async function lookUp(token: string, hash: Buffer, hashText: string): Promise<Caller | undefined> {
    const startedIn = generation;
    const [holder, now] = await Promise.all([findKeyHolder(database, keyIdOf(token)), clock.read()]);
    const goodUntil = goodUntilOf(holder, hash, now);
    // A key that signs never travels: who sends it like another key has it from where it must not be.
    if (holder === undefined || goodUntil <= now || holder.signed) {
      entryByHash.delete(hashText);
      return undefined;
    }
    const caller = callerOf(holder, await scopeInForce(database, holder.tenantId, holder.scope));
    if (startedIn === generation) {
      if (entryByHash.size >= maxEntries) entryByHash.delete(entryByHash.keys().next().value ?? "");
      const freshUntil = performance.now() + Math.min(freshMs, goodUntil - now);
      entryByHash.set(hashText, { caller, freshUntil });
    }
    noteUsed(holder);
    return caller;
  }

  const noteUsed = (holder: Pick<KeyHolder, "tenantId" | "id">) =>
    void used.set(`${holder.tenantId} ${holder.id}`, holder);

  return {
    findFresh(token) {
      const entry = entryByHash.get(hashToken(token).toString("latin1"));
      return entry !== undefined && entry.freshUntil > performance.now() ? entry.caller : undefined;
    },
    isKnown: (token) => entryByHash.has(hashToken(token).toString("latin1")),
    authenticate(token) {
      const hash = hashToken(token);
      const hashText = hash.toString("latin1");
      const pending = pendingByHash.get(hashText);
      if (pending !== undefined) return pending;
      const looking = lookUp(token, hash, hashText).finally(() => {
        if (pendingByHash.get(hashText) === looking) pendingByHash.delete(hashText);
      });
      pendingByHash.set(hashText, looking);
      return looking;
    },
    forget() {
      generation += 1;
      entryByHash.clear();
      pendingByHash.clear();
    },
    noteUsed,
    async writeUsed() {
      const taken = used;
      used = new Map();
      const idsByTenant = new Map<number, string[]>();
      for (const { tenantId, id } of taken.values()) {
        idsByTenant.set(tenantId, [...(idsByTenant.get(tenantId) ?? []), id]);
      }
      const now = await clock.read();
      for (const [tenantId, ids] of idsByTenant) await noteKeysUsed(database, tenantId, ids, now);
    },
  };
}

/** Until when a token of that hash is good for a key: its own date, or the end of an overlap; not at all if it is wrong. */
function goodUntilOf(holder: KeyHolder | undefined, hash: Buffer, now: Instant): number {
  const isPresent = timingSafeEqual(hash, holder?.secretHash ?? dummyHash);
  const isPrevious = timingSafeEqual(hash, holder?.previousHash ?? dummyHash);
  if (holder === undefined) return Number.NEGATIVE_INFINITY;
  const end = holder.expiresAt ?? Number.POSITIVE_INFINITY;
  if (isPresent) return end;
  return isPrevious && isInOverlap(holder, now)
    ? Math.min(end, holder.previousUntil ?? 0)
    : Number.NEGATIVE_INFINITY;
}

/** The caller that a key's holder is; the named head of a unit has the role of one. */
export function callerOf(holder: KeyHolder, scope: Scope | null): Caller {
  const roles: readonly Role[] =
    holder.isHead && !holder.roles.includes("head") ? [...holder.roles, "head"] : holder.roles;
  return {
    tenantId: holder.tenantId,
    key: holder.id,
    name: holder.name,
    person: holder.person,
    unit: holder.unit,
    roles,
    scope,
    // Four eyes look at both: neither unit's work is his to approve.
    ...(holder.homeUnit === null || holder.homeUnit === holder.unit ? {} : { homeUnit: holder.homeUnit }),
    ...(holder.eventTypes === null ? {} : { eventTypes: holder.eventTypes }),
  };
}
