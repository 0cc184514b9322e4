import { createHash } from "node:crypto";
import type { RecordDigest } from "../store/sealedRecords.ts";
import { noPlaces, type SealedPlaces, type SealRow } from "../store/seals.ts";
import type { Instant } from "../time/day.ts";
import type { SealKey } from "./sealKey.ts";

/** Of an event: position, task or what it is about, revision, digest. Of an entry of the trail: position, digest. */
export type SealEntry = readonly [number, string, number, string] | readonly [number, string];

/** What a seal says of one table: every record after `after` up to `upTo`, by those columns. */
export interface SealSpan {
  readonly columns: readonly string[];
  readonly after: number;
  readonly upTo: number;
  readonly entries: readonly SealEntry[];
}

/** What the trail lost by its retention: everything up to a position, before an instant. */
export interface SealDrop {
  readonly upTo: number;
  readonly before: string;
  readonly count: number;
}

/**
 * What a seal says, and its signature vouches for. `previous` is the hash of the seal before, or 64 zeros: a chain in which
 * nothing can be changed, left out or put elsewhere without every later seal having to be signed anew.
 *
 * Seals from before village events were sealed have no span of those.
 */
export interface SealBody {
  readonly form: 1;
  readonly tenant: number;
  readonly number: number;
  readonly at: string;
  readonly previous: string;
  readonly key: string;
  readonly events: SealSpan;
  readonly trail: SealSpan;
  readonly village_events?: SealSpan;
  readonly dropped: SealDrop | null;
}

export const noSealBefore = "0".repeat(64);

/** A record's digest as a seal lists it. */
export const sealEntryOf = ({ position, subject, revision, digest }: RecordDigest): SealEntry =>
  subject === null || revision === null ? [position, digest] : [position, subject, revision, digest];

/** Where a chain stands: what its next seal begins with. */
export interface ChainEnd {
  readonly number: number;
  readonly hash: string;
  readonly at: Instant | null;
  readonly upTo: SealedPlaces;
}

export const emptyChain: ChainEnd = {
  number: 0,
  hash: noSealBefore,
  at: null,
  upTo: noPlaces,
};

/** Makes the seal that follows `end`. Pure but for the signature. */
export function createSeal(
  key: SealKey,
  tenant: number,
  end: ChainEnd,
  content: { readonly at: Instant } & Required<
    Pick<SealBody, "events" | "trail" | "village_events" | "dropped">
  >,
): SealRow {
  const { at, events, trail, village_events, dropped } = content;
  const number = end.number + 1;
  const said: SealBody = {
    form: 1,
    tenant,
    number,
    at: new Date(at).toISOString(),
    previous: end.hash,
    key: key.id,
    events,
    trail,
    village_events,
    dropped,
  };
  const body = JSON.stringify(said);
  const hash = createHash("sha256").update(body).digest("hex");
  return { number, at, body, hash, signature: key.sign(body) };
}

/** Up to where a seal's body says that village events are sealed; undefined if it says nothing of them. */
export const villagesUpTo = (body: string): number | undefined =>
  (JSON.parse(body) as SealBody).village_events?.upTo;

/** Where the chain stands after a seal of our own making; `villages` is where that stands, if the seal itself says nothing of it. */
export function endAfter(seal: SealRow, villages = 0): ChainEnd {
  const { events, trail, village_events } = JSON.parse(seal.body) as SealBody;
  return {
    number: seal.number,
    hash: seal.hash,
    at: seal.at,
    upTo: { events: events.upTo, trail: trail.upTo, village_events: village_events?.upTo ?? villages },
  };
}
