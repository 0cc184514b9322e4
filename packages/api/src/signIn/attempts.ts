import { type AttemptRule, claimAttempt, type Database, forgiveAttempts } from "@duban/engine";
import { type Problem, retryLater } from "../problem.ts";
import type { Sessions } from "./sessions.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

// Five tries, then pauses of one, two, four … minutes: a hand that slips is back soon, a program gets some hundred tries a day.
// A quarter of an hour is the longest: who locks somebody else out on purpose must not do it for a day.
const ofOne: AttemptRule = {
  free: 5,
  firstPauseMs: minuteMs,
  longestPauseMs: 15 * minuteMs,
  forgottenAfterMs: dayMs,
};
// An office shares an address; what succeeds is taken back.
const ofAddress: AttemptRule = { ...ofOne, free: 50 };

/** What attempts are counted by: a name, known or not; a second factor; an address. */
export type Subject = `account:${string}` | `factor:${string}` | `address:${string}`;

/** The subject of a person's password, or of a name that nobody has. */
export const accountSubject = (name: string): Subject => `account:${name.toLowerCase().slice(0, 200)}`;

interface Attempts {
  readonly database: Database;
  readonly sessions: Sessions;
}

/** Counts an attempt before it is made; the problem of a subject that has to wait. */
export async function takeAttempt(
  { database, sessions }: Attempts,
  tenantId: number,
  subject: Subject,
): Promise<Problem | undefined> {
  const now = sessions.now();
  const rule = subject.startsWith("address:") ? ofAddress : ofOne;
  const blockedUntil = await claimAttempt(database, tenantId, subject, rule, now);
  return blockedUntil === null
    ? undefined
    : retryLater("too-many-requests", "too many tries; wait before the next", (blockedUntil - now) / 1000);
}

/** Takes attempts back that turned out to be good: all of a person's, one of an address'. */
export async function forgive(
  { database }: Pick<Attempts, "database">,
  tenantId: number,
  subject: Subject,
): Promise<void> {
  const count = subject.startsWith("address:") ? 1 : 1_000_000;
  await forgiveAttempts(database, tenantId, subject, count);
}
