import type { Instant } from "../time/calendar.ts";
import type { Caller, Role, Scope } from "./caller.ts";

/** A stretch of time: from its first instant until just before its end. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** That a deputy stands in for a person (AB角), for a span. */
export interface Deputation extends Span {
  readonly person: string;
  readonly deputy: string;
  readonly reason: string | null;
}

/** Whose part a deputy takes, with what that person may by himself: what he may as somebody's deputy is not among it. */
export interface Principal {
  readonly person: string;
  readonly unit: string;
  readonly roles: readonly Role[];
  readonly scope: Scope | null;
}

/** Tells whether a span covers the instant. */
export const isInForce = ({ from, to }: Span, now: Instant): boolean => from <= now && now < to;

/** The three administrators' offices are never exercised through a deputy: no account may come to hold two of them. */
const undelegated: ReadonlySet<Role> = new Set<Role>(["systemAdmin", "securityAdmin", "auditor"]);

/**
 * The caller as the deputy of a principal: his own key and person, the principal's unit, roles and scope, and nothing of his own.
 *
 * Where he belongs himself stays with him as `homeUnit`: four eyes look at both.
 */
export function actFor(caller: Caller, principal: Principal, spans: readonly Span[]): Caller {
  const { unit: homeUnit } = caller;
  return {
    ...caller,
    unit: principal.unit,
    roles: principal.roles.filter((role) => !undelegated.has(role)),
    scope: principal.scope,
    actsFor: { person: principal.person, spans },
    ...(homeUnit === null ? {} : { homeUnit }),
  };
}

/** Whether the caller may act at `now` as what he says he is; the one place where a deputy's time is compared. */
export const mayActAt = ({ actsFor }: Pick<Caller, "actsFor">, now: Instant): boolean =>
  actsFor === undefined || actsFor.spans.some((span) => isInForce(span, now));
