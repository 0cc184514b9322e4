import type { RecordedEvent, Task } from "@duban/client";
import { expect, test } from "vitest";
import { dayOf, instantOf } from "../county/year2013.ts";
import { check, type Known } from "./check.ts";
import type { Ledger } from "./readLedger.ts";

const task = {
  id: "t1",
  number: "督〔2013〕1号",
  unit: "lyj",
  role: "lead",
  state: "closed",
  revision: 2,
  card: "none",
  reworks: 0,
  extensions: 0,
  lateWorkdays: 0,
} as Task;

const event = (revision: number, type: string, data: Record<string, unknown> = {}) =>
  ({
    revision,
    type,
    source: type === "assigned" ? "engine" : "urn:lyj",
    id: `e${revision}`,
    recordedAt: "2013-08-01T10:00:00+08:00",
    data,
  }) as RecordedEvent;

const ledger: Ledger = {
  matters: [],
  tasks: [task],
  eventsByTask: new Map([["t1", [event(1, "assigned"), event(2, "submitted")]]]),
  notices: [],
  deliveries: [],
};

const known: Known = {
  outcomes: [
    {
      task: "t1",
      state: "closed",
      unit: "lyj",
      reworks: 0,
      extensions: 0,
      plain: {
        dueAt: instantOf(dayOf("2013-08-31"), "17:30"),
        submittedAt: instantOf(dayOf("2013-08-01"), "10:00"),
      },
    },
  ],
  tally: {
    posted: 1,
    applied: 1,
    duplicates: 0,
    rejected: new Map(),
    batches: 0,
    losses: { answers: 0, appliedEvents: 0 },
    replayed: 0,
  },
  receiver: {
    url: "",
    requests: 0,
    unverified: 0,
    messages: new Map(),
    useSecret: () => {},
    close: async () => {},
  },
  webhookTypes: ["duban.task.rungFired"],
};

const withTask = (change: Partial<Task>): Ledger => ({ ...ledger, tasks: [{ ...task, ...change }] });
const withEvents = (events: RecordedEvent[]): Ledger => ({
  ...ledger,
  eventsByTask: new Map([["t1", events]]),
});

test("a ledger as expected has no differences", () => {
  expect(check(ledger, known)).toEqual([]);
});

test("a task in another state, unit, card or lateness than expected is a difference", () => {
  for (const change of [
    { state: "inProgress" },
    { unit: "nyj" },
    { reworks: 1 },
    { extensions: 1 },
    { card: "red" },
    { lateWorkdays: 3 },
  ] as const) {
    expect(check(withTask(change), known)).toHaveLength(1);
  }
});

test("a task whose course broke off is a difference", () => {
  expect(check(ledger, { ...known, outcomes: [] }).length).toBeGreaterThan(0);
});

test("a gap in the revisions, an event lost, an event twice, a rung twice: each is a difference", () => {
  expect(check(withEvents([event(1, "assigned"), event(3, "submitted")]), known)).toHaveLength(1);
  expect(check(withTask({ revision: 3 }), known)).toHaveLength(1);
  const lost = { ...known, tally: { ...known.tally, posted: 2 } };
  expect(check(ledger, lost)).toHaveLength(1);
  const again = { ...event(2, "submitted"), revision: 3 };
  const doubled = {
    ...withTask({ revision: 3 }),
    eventsByTask: new Map([["t1", [event(1, "assigned"), event(2, "submitted"), again]]]),
  };
  expect(check(doubled, known).join()).toContain("recorded twice");
  const rung = { clock: "finish", generation: 1, rung: 0 };
  const rungs = [event(1, "assigned"), event(2, "rungFired", rung), event(3, "rungFired", rung)];
  expect(
    check({ ...withTask({ revision: 3 }), eventsByTask: new Map([["t1", rungs]]) }, known).join(),
  ).toContain("fired twice");
});

test("a duplicate nobody sent, a message undelivered, a wrong signature, a notice at night: each is a difference", () => {
  expect(check(ledger, { ...known, tally: { ...known.tally, duplicates: 1 } })).toHaveLength(1);
  const unheard = { ...known, webhookTypes: ["duban.task.submitted"] };
  expect(check(ledger, unheard)).toHaveLength(1);
  expect(check(ledger, { ...known, receiver: { ...known.receiver, unverified: 1 } })).toHaveLength(1);
  const notice = { person: "lyj-head", urgent: false, sentAt: "2013-08-31T23:30:00+08:00" };
  expect(check({ ...ledger, notices: [notice as Ledger["notices"][number]] }, known)).toHaveLength(1);
});
