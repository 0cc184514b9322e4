import { createPublicKey, verify } from "node:crypto";
import { EngineError } from "../errors.ts";
import type { Database, Transaction } from "../store/database.ts";
import { digestRecords } from "../store/sealedRecords.ts";
import {
  appendSeal,
  claimSeals,
  findLastBodyOfVillages,
  findLastHash,
  findLastSeal,
  findSealedColumns,
  type SealedTable,
  type SealRow,
} from "../store/seals.ts";
import { dropTrail, findTrailEnd } from "../store/trailRetention.ts";
import type { Instant } from "../time/day.ts";
import {
  type ChainEnd,
  createSeal,
  emptyChain,
  endAfter,
  type SealSpan,
  sealEntryOf,
  villagesUpTo,
} from "./sealBody.ts";
import { readHeads, type SealHead, writeHeads } from "./sealHeads.ts";
import type { Horizon } from "./sealHorizon.ts";
import { readPublicKeys, type SealKey } from "./sealKey.ts";

export interface SealerOptions {
  readonly database: Database;
  readonly key: SealKey;
  /** Where the heads are kept, beside the key. */
  readonly directory: string;
  /** How long the trail is kept; null: for ever. */
  readonly keepTrailMs: number | null;
}

/** Chains and signs what was recorded. */
export interface Sealer {
  /**
   * Seals a county's records up to the horizon; answers how many. A seal is also made when nothing came for an hour, so that
   * a chain cut off at its end can be told by its age.
   *
   * Throws `seals-rolled-back` if the chain is not the one whose head is kept beside the key: then nothing more is sealed, as
   * it would hide what was lost.
   */
  seal(tenantId: number, horizon: Horizon, now: Instant): Promise<number>;
}

// A seal of this many records of a kind is some 200 kB; more of them make the place of a fault no better known.
const mostRecords = 2_000;
const quietMs = 60 * 60 * 1_000;

/** Builds the sealer of this process; counties may be sealed by several processes that have the same key, one at a time. */
export function createSealer({ database, key, directory, keepTrailMs }: SealerOptions): Sealer {
  const ends = new Map<number, ChainEnd>();

  const endOf = async (tx: Transaction, tenantId: number, heads: ReadonlyMap<number, SealHead>) => {
    const known = ends.get(tenantId);
    const last = await findLastHash(tx, tenantId);
    if (
      known !== undefined &&
      known.number === (last?.number ?? 0) &&
      known.hash === (last?.hash ?? known.hash)
    ) {
      return known;
    }
    const seal = await findLastSeal(tx, tenantId);
    checkHead(tenantId, seal, heads.get(tenantId), await readPublicKeys(directory));
    if (seal === undefined) return emptyChain;
    const ofVillages =
      villagesUpTo(seal.body) === undefined ? await findLastBodyOfVillages(tx, tenantId) : undefined;
    return endAfter(seal, ofVillages === undefined ? 0 : villagesUpTo(ofVillages));
  };

  const sealOnce = async (tenantId: number, horizon: Horizon, now: Instant) => {
    const heads = await readHeads(directory);
    const made = await database.transaction(async (tx) => {
      if (!(await claimSeals(tx, tenantId))) return undefined;
      const end = await endOf(tx, tenantId, heads);
      const columns = await findSealedColumns(tx);
      const span = (table: SealedTable) => spanOf(tx, tenantId, table, columns[table], end, horizon);
      const [events, trail] = [await span("events"), await span("trail")];
      const village_events = await span("village_events");
      const dropped = await dropOld(tx, tenantId, trail.upTo, keepTrailMs, now);
      const count = [events, trail, village_events].reduce((sum, { entries }) => sum + entries.length, 0);
      const isQuiet = end.at !== null && now - end.at < quietMs;
      if (count === 0 && dropped === null && isQuiet) return undefined;
      const seal = createSeal(key, tenantId, end, { at: now, events, trail, village_events, dropped });
      await appendSeal(tx, tenantId, seal);
      return { seal, count };
    });
    if (made === undefined) return { count: 0, more: false };
    const { seal, count } = made;
    ends.set(tenantId, endAfter(seal));
    // Read again: another process may have sealed another county meanwhile.
    const kept = await readHeads(directory);
    const { number, hash } = seal;
    kept.set(tenantId, { tenant: tenantId, number, hash, at: new Date(seal.at).toISOString() });
    await writeHeads(directory, kept);
    return { count, more: count >= mostRecords };
  };

  return {
    async seal(tenantId, horizon, now) {
      let sealed = 0;
      for (let more = true; more; ) {
        const round = await sealOnce(tenantId, horizon, now);
        sealed += round.count;
        more = round.more;
      }
      return sealed;
    },
  };
}

/** Refuses to go on from a last seal that is not signed by a trusted key, or is before the one that the head names. */
function checkHead(
  tenantId: number,
  last: SealRow | undefined,
  head: SealHead | undefined,
  publicKeys: readonly string[],
): void {
  const number = last?.number ?? 0;
  const isBehind =
    head !== undefined && (number < head.number || (number === head.number && last?.hash !== head.hash));
  const isSigned =
    last === undefined ||
    publicKeys.some((pem) =>
      verify(null, Buffer.from(last.body), createPublicKey(pem), Buffer.from(last.signature, "base64")),
    );
  if (!isBehind && isSigned) return;
  const why = isSigned
    ? `the head kept beside the key is seal ${head?.number}`
    : "its signature is none of the keys'";
  throw new EngineError(
    "seals-rolled-back",
    `county ${tenantId} ends with seal ${number}, but ${why}: see npm run verify`,
  );
}

async function spanOf(
  tx: Transaction,
  tenantId: number,
  table: SealedTable,
  columns: readonly string[],
  end: ChainEnd,
  horizon: Horizon,
): Promise<SealSpan> {
  const after = end.upTo[table];
  const upTo = Math.max(after, horizon[table]);
  const records = await digestRecords(tx, table, tenantId, { after, upTo }, mostRecords);
  const reached = records.length < mostRecords ? upTo : (records.at(-1)?.position ?? upTo);
  return { columns, after, upTo: reached, entries: records.map(sealEntryOf) };
}

/** Drops what the trail need not keep, once it is sealed; what this answers is signed together with the next records. */
async function dropOld(
  tx: Transaction,
  tenantId: number,
  sealedUpTo: number,
  keepMs: number | null,
  now: Instant,
) {
  if (keepMs === null) return null;
  const before = now - keepMs;
  const upTo = await findTrailEnd(tx, tenantId, before, sealedUpTo);
  if (upTo === null) return null;
  const count = await dropTrail(tx, tenantId, upTo);
  return count === 0 ? null : { upTo, before: new Date(before).toISOString(), count };
}
