import { timingSafeEqual } from "node:crypto";
import {
  type Caller,
  type Database,
  findKeyHolder,
  type KeyHolder,
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
 * a write in this process; other processes follow within `freshMs`.
 */
export interface KeyRing {
  findFresh(token: string): Caller | undefined;
  isKnown(token: string): boolean;
  authenticate(token: string): Promise<Caller | undefined>;
  forget(): void;
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

/** Makes a key ring. Tokens themselves are not kept, only their hashes: looking one up says nothing about another. */
export function createKeyRing(database: Database, freshMs: number = defaultFreshMs): KeyRing {
  const entryByHash = new Map<string, Entry>();
  const pendingByHash = new Map<string, Promise<Caller | undefined>>();
  let generation = 0;

  async function lookUp(token: string, hash: Buffer, hashText: string): Promise<Caller | undefined> {
    const startedIn = generation;
    const holder = await findKeyHolder(database, keyIdOf(token));
    const isRight = timingSafeEqual(hash, holder?.secretHash ?? dummyHash);
    if (holder === undefined || !isRight) {
      entryByHash.delete(hashText);
      return undefined;
    }
    const caller = callerOf(holder, await scopeInForce(database, holder.tenantId, holder.scope));
    if (startedIn === generation) {
      if (entryByHash.size >= maxEntries) entryByHash.delete(entryByHash.keys().next().value ?? "");
      entryByHash.set(hashText, { caller, freshUntil: performance.now() + freshMs });
    }
    return caller;
  }

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
  };
}

/** The caller that a key's holder is; the named head of a unit has the role of one. */
function callerOf(holder: KeyHolder, scope: Scope | null): Caller {
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
  };
}
