import {
  appendSuccession,
  appendTrail,
  type Caller,
  endPerson,
  endSessions,
  findLastSuccession,
  type Instant,
  invariant,
  lockAccount,
  lockPeople,
  partyOf,
  type Succession,
  type TrailEntry,
  type Transaction,
} from "@duban/engine";
import { v7 as uuidv7 } from "uuid";
import { type Problem, problem } from "../problem.ts";

/** A departure as it is asked for. `machineNow` is what accounts and sessions go by. */
export interface Leaving {
  readonly person: string;
  readonly successor: string;
  readonly reason: string;
  readonly machineNow: Instant;
}

/**
 * Ends everything that a person is and may, and leaves the succession by which what waits for him is moved; the one before, if he
 * had left already. In one transaction with its entry on the trail.
 */
export async function beginLeaving(
  tx: Transaction,
  caller: Caller,
  { person, successor, reason, machineNow }: Leaving,
  entry: TrailEntry,
): Promise<Succession | Problem> {
  const { tenantId } = caller;
  const people = await lockPeople(tx, tenantId, [person, successor]);
  const one = people.find(({ id }) => id === person);
  const other = people.find(({ id }) => id === successor);
  if (one === undefined) return problem("unknown-person", `${person} is nobody known here`);
  if (other === undefined) return problem("unknown-person", `${successor} is nobody known here`);
  if (one.leftAt !== null) {
    const before = await findLastSuccession(tx, tenantId, "person", person);
    return before?.successor === successor
      ? before
      : problem("not-accepted", `${person} has left already, for another successor`);
  }
  if (person === successor) return problem("invalid-request", "the successor is another person");
  if (other.leftAt !== null) return problem("not-accepted", `${successor} has left too`);
  const ended = await endPerson(tx, tenantId, person, entry.at);
  const account = await lockAccount(tx, tenantId, person, `left: ${reason}`.slice(0, 4000), machineNow);
  const sessions = await endSessions(tx, tenantId, person, {}, "the person left", machineNow);
  const succession = {
    id: uuidv7(),
    kind: "person",
    subject: person,
    successor,
    withPeople: false,
    reason,
    orderedBy: partyOf(caller),
    begunAt: entry.at,
  } as const;
  await appendSuccession(tx, tenantId, succession);
  const detail = {
    succession: succession.id,
    successor,
    reason,
    ended: { ...ended, sessions, account: account ? 1 : 0 },
  };
  await appendTrail(tx, tenantId, [{ ...entry, detail }]);
  const begun = await findLastSuccession(tx, tenantId, "person", person);
  invariant(begun !== undefined, "the succession that was begun is there");
  return begun;
}
