import type { Span } from "./deputation.ts";

/** The roles a person or a key can hold; the words of the product's own contract. */
export const roles = [
  "handler",
  "liaison",
  "head",
  "inspector",
  "supervisor",
  "leader",
  "systemAdmin",
  "securityAdmin",
  "auditor",
] as const;
export type Role = (typeof roles)[number];

/**
 * How far the office of a supervisor or an inspector reaches: the tasks of any of these programmes, lines or units.
 *
 * In a caller `units` holds the units below those that were named too.
 */
export interface Scope {
  readonly programmes: readonly string[];
  readonly lines: readonly string[];
  readonly units: readonly string[];
}

/**
 * Who asks: what the credentials said, never what the request said.
 *
 * `unit` is the unit the key belongs to (null for a key of the whole county), `person` the person behind it.
 * `scope` bounds what his being supervisor or inspector is worth; null is the whole county.
 * A key with a unit and no role at all is that unit's own system and may do what its handlers may.
 */
export interface Caller {
  readonly tenantId: number;
  readonly key: string;
  readonly name: string;
  readonly person: string | null;
  readonly unit: string | null;
  readonly roles: readonly Role[];
  readonly scope: Scope | null;
  /** Whose deputy he acts as, and when he may; `unit`, `roles` and `scope` are then that person's. */
  readonly actsFor?: { readonly person: string; readonly spans: readonly Span[] };
  /** The unit he belongs to himself, where he acts for another or by a key of another unit. */
  readonly homeUnit?: string;
  /** The event types that its key may post, of those that its rights allow; left out where it may post all of them. */
  readonly eventTypes?: readonly string[];
}

/**
 * Who did something, as it is recorded with the event: the caller without his rights.
 *
 * Two parties are the same for four eyes when their `person` is the same, or, where either has none, their `key`. A deputy and
 * the person he acts for (`onBehalfOf`) are one; `unit` is then that person's, `homeUnit` the deputy's own. A key of a person can be of
 * a unit other than his; then too `homeUnit` is his own.
 */
export interface Party {
  readonly key: string;
  readonly person: string | null;
  readonly unit: string | null;
  readonly onBehalfOf?: string;
  readonly homeUnit?: string;
}

/** The engine itself: rungs, projections and sent notices are its doing. */
export const engineParty: Party = { key: "engine", person: null, unit: null };

/** The recorded form of a caller. */
export const partyOf = (caller: Caller): Party => ({
  key: caller.key,
  person: caller.person,
  unit: caller.unit,
  ...(caller.actsFor === undefined ? {} : { onBehalfOf: caller.actsFor.person }),
  ...(caller.homeUnit === undefined ? {} : { homeUnit: caller.homeUnit }),
});
