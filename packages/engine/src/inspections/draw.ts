import { createHash, createHmac } from "node:crypto";

/** What a seed is made of; all of it is published with the seed. */
export interface SeedParts {
  readonly inspection: string;
  /** 32 bytes in hex, by chance; its SHA-256 was published when the inspection was planned. */
  readonly contribution: string;
  /** The head of the county's chain of seals at the announcement, made after the contribution was committed to; null: none was. */
  readonly seal: { readonly number: number; readonly hash: string } | null;
  /** A value from outside that the plan named beforehand and that only time could tell; null: the plan named none. */
  readonly publicValue: string | null;
}

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** What is published of a contribution before it is shown: the SHA-256, in hex, of its hex text. */
export const commitmentOf = (contribution: string): string => sha256(contribution);

/** The seed of a draw, 32 bytes in hex: the SHA-256 of its parts, a line each. */
export function seedOf({ inspection, contribution, seal, publicValue }: SeedParts): string {
  const sealed = seal === null ? "-" : `${seal.number}:${seal.hash}`;
  return sha256(["duban-draw-1", inspection, contribution, sealed, publicValue ?? "-", ""].join("\n"));
}

/** One of a frozen pool with what places it: rank 1 comes first. */
export interface Ranked {
  readonly id: string;
  readonly digest: string;
  readonly rank: number;
}

/** The pool in the order the seed gives it: by HMAC-SHA256 of the id under the seed's 32 bytes, in hex, ascending. */
export function rankPool(seed: string, ids: readonly string[]): Ranked[] {
  const key = Buffer.from(seed, "hex");
  return ids
    .map((id) => ({ id, digest: createHmac("sha256", key).update(id, "utf8").digest("hex") }))
    .sort((one, other) => (one.digest < other.digest ? -1 : 1))
    .map((one, place) => ({ ...one, rank: place + 1 }));
}

export const exclusionReasons = [
  "overlap",
  "quota",
  "ownUnit",
  "deputy",
  "outOfScope",
  "kin",
  "interest",
  "formerPost",
  "other",
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** Why one of a pool is not drawn; an inspector only for `object`, or, where that is null, at all. */
export interface Exclusion {
  readonly id: string;
  readonly object: string | null;
  readonly reason: ExclusionReason;
  readonly detail: string;
  /** When a conflict was declared; null for what the directory and the other inspections say themselves. */
  readonly declaredAt: number | null;
}

/** Who inspects an object: the team, and who comes next, in this order, for a second look. */
export interface Team {
  readonly object: string;
  readonly inspectors: readonly string[];
  readonly reserve: readonly string[];
}

/** A draw, whole: from its pools, exclusions and seed anybody gets `drawn` and `teams` again. */
export interface Draw {
  readonly seed: string;
  readonly objects: {
    readonly wanted: number;
    readonly pool: readonly Ranked[];
    readonly excluded: readonly Exclusion[];
    readonly drawn: readonly string[];
  };
  readonly inspectors: {
    readonly wanted: number;
    readonly pool: readonly Ranked[];
    readonly excluded: readonly Exclusion[];
    readonly teams: readonly Team[];
  };
}

/** A pool as it was frozen, with who of it is left out. */
export interface Pool {
  readonly wanted: number;
  readonly ids: readonly string[];
  readonly excluded: readonly Exclusion[];
}

/** The objects drawn: the first of the ranking that nothing excludes. Fewer than wanted where there are no more. */
export function drawObjects(seed: string, pool: Pool): Draw["objects"] {
  const ranked = rankPool(seed, pool.ids);
  const out = new Set(pool.excluded.map(({ id }) => id));
  const drawn = ranked.filter(({ id }) => !out.has(id)).slice(0, pool.wanted);
  return { wanted: pool.wanted, pool: ranked, excluded: pool.excluded, drawn: drawn.map(({ id }) => id) };
}

/** The inspectors of each object: the first of one ranking that nothing excludes for it; the others stand in reserve. */
export function drawTeams(seed: string, objects: readonly string[], pool: Pool): Draw["inspectors"] {
  const ranked = rankPool(seed, pool.ids);
  const teams = objects.map((object) => {
    const out = new Set(
      pool.excluded.filter((one) => one.object === null || one.object === object).map(({ id }) => id),
    );
    const left = ranked.map(({ id }) => id).filter((id) => !out.has(id));
    return { object, inspectors: left.slice(0, pool.wanted), reserve: left.slice(pool.wanted) };
  });
  return { wanted: pool.wanted, pool: ranked, excluded: pool.excluded, teams };
}
