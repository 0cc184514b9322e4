import type { Executor } from "../store/database.ts";
import { countUnsealed } from "../store/sealedRecords.ts";
import { findLastSeal, noPlaces, type SealedPlaces, type SealRow } from "../store/seals.ts";
import type { Instant } from "../time/day.ts";
import type { SealBody } from "./sealBody.ts";
import { findLastVerification, type Verification } from "./verification.ts";

/** How far a county's record is sealed. Says what stands in the database: whether it is whole is what a verification says. */
export interface SealState {
  /** The last seal, which is a signed checkpoint of all before it: by which key, and up to which positions. */
  readonly last: {
    readonly number: number;
    readonly at: Instant;
    readonly hash: string;
    readonly key: string | null;
    readonly upTo: SealedPlaces;
  } | null;
  /** What waits to be sealed, each counted up to `mostUnsealed`. */
  readonly unsealed: SealedPlaces;
  readonly verification: Verification | null;
}

/** Counting goes no further: that so many wait says already that nothing is sealed. */
export const mostUnsealed = 10_000;

/** Reads a county's seal state. */
export async function readSealState(on: Executor, tenantId: number): Promise<SealState> {
  const seal = await findLastSeal(on, tenantId);
  const last = seal === undefined ? null : { ...shownOf(seal), ...claimsOf(seal) };
  const [unsealed, verification] = await Promise.all([
    countUnsealed(on, tenantId, last?.upTo ?? noPlaces, mostUnsealed),
    findLastVerification(on, tenantId),
  ]);
  return { last, unsealed, verification };
}

const shownOf = ({ number, at, hash }: SealRow) => ({ number, at, hash });

/** What the seal's body claims. One that was altered beyond reading claims nothing, and all counts as not sealed. */
function claimsOf({ body }: SealRow) {
  let said: Partial<SealBody> = {};
  try {
    said = JSON.parse(body) as Partial<SealBody>;
  } catch {
    // Whoever verifies is told of it by name; here it only must not end the look.
  }
  const { events, trail, village_events: ofVillages } = said;
  const upTo = {
    events: events?.upTo ?? 0,
    trail: trail?.upTo ?? 0,
    village_events: ofVillages?.upTo ?? 0,
  };
  return { key: said.key ?? null, upTo };
}
