import { expect, test } from "vitest";
import { sentEvent } from "../eventMaker.ts";
import { Journal, type Try } from "../journal.ts";
import type { EventRow, Snapshot } from "../model/history.ts";
import { checkDuties } from "./checkDuties.ts";
import { checkJournal } from "./checkJournal.ts";
import { checkNotices } from "./checkNotices.ts";
import { checkTasks } from "./checkTasks.ts";
import { checkWebhooks } from "./checkWebhooks.ts";

// What guards the others has to be guarded itself: every kind of damage done to a sound history must be found.
const at = (local: string) => Date.parse(`2026-03-${local}:00+08:00`);
const task = "01a20724-74aa-7775-8092-80ea8cd3c10b";
const almanac = {
  timeZone: "Asia/Shanghai",
  dayStartsAt: "09:00",
  dayEndsAt: "17:30",
  days: {},
  coverage: { from: "2026-01-01", to: "2026-12-31" },
};
const rungs = [0, 2].map((hours) => ({
  at: { hours },
  clock: "finish",
  card: hours === 0 ? "yellow" : null,
  notify: hours === 0 ? ["head"] : [],
  urgent: false,
  time: null,
}));

const event = (
  type: string,
  recorded_at: number,
  data: EventRow["data"],
  rest: Partial<EventRow> = {},
): EventRow => ({
  task_id: task,
  revision: 0,
  type,
  source: "urn:duban:engine",
  event_id: `${type} ${JSON.stringify(data)}`,
  at: recorded_at,
  recorded_at,
  actor: { key: "engine", person: null, unit: null },
  roles: [],
  data,
  state: "assigned",
  unit: "农业局",
  calendar_version: 1,
  ...rest,
});
const fired = (rung: number, instant: number, rest: object = {}) => {
  const due = { at: new Date(instant).toISOString(), dueAt: new Date(at("03T17:30")).toISOString() };
  const data = {
    clock: "finish",
    generation: 1,
    rung,
    ...due,
    notified: rung === 0 ? [{ person: "head" }] : [],
  };
  return event("rungFired", instant, { ...data, ...rest });
};
const terms = { calendar: "default", ladder: { id: "default", version: 1 }, unit: "农业局", approvals: 1 };
const urged = event(
  "urged",
  at("02T11:00"),
  {},
  {
    source: "urn:chaos:sender",
    event_id: "u1",
    actor: { key: "supervisor", person: null, unit: "督查室" },
  },
);
const sent = { person: "head", message: "m1", notices: ["n1"] };
const soundHistory = [
  event("assigned", at("02T10:00"), { ...terms, due: { workdays: 1 }, signWithin: { days: 5 } }),
  urged,
  fired(0, at("03T17:30")),
  fired(1, at("03T19:30")),
  event("noticeSent", at("04T09:00"), sent),
];

function snapshotOf(history: readonly EventRow[]): Snapshot {
  const numbered = history.map((row, index) => ({ ...row, revision: row.revision || index + 1 }));
  const clock = {
    task_id: task,
    generation: 1,
    state: "running",
    provisional: false,
    remaining: null,
    rungs: [],
    next_rung_at: null,
  };
  const notice = {
    id: "n1",
    person: "head",
    task_id: task,
    revision: 3,
    subject: "rungFired",
    urgent: false,
  };
  const hours = {
    created_at: at("03T17:30"),
    send_at: at("04T09:00"),
    message_id: "m1",
    sent_at: at("04T09:00"),
  };
  const row = { id: task, matter_id: "m", state: "assigned", revision: history.length, unit: "农业局" };
  return {
    at: at("04T10:00"),
    historyByTask: new Map([[task, numbered]]),
    tasks: [{ ...row, card: "yellow", extensions: 0, updated_at: numbered.at(-1)?.recorded_at ?? 0 }],
    clocksByTask: new Map([
      [
        task,
        [
          { ...clock, name: "sign", due_at: at("09T17:30"), fired: [] },
          { ...clock, name: "finish", due_at: at("03T17:30"), fired: [0, 1] },
        ],
      ],
    ]),
    notices: [{ ...notice, ...hours }],
    outbox: numbered.map(({ revision }) => ({
      id: `o${revision}`,
      webhook_id: "all",
      task_id: task,
      revision,
      state: "delivered",
      next_attempt_at: null,
    })),
    people: [{ id: "head", unit: "农业局", roles: [], head: true }],
    duties: [],
    occurrences: [],
    answers: [],
    matters: [],
    almanac: () => almanac,
    almanacInForce: () => almanac,
    ladder: () => rungs,
  };
}

const sound = snapshotOf(soundHistory);
const without = (index: number) => soundHistory.filter((_, place) => place !== index);
const withEvent = (index: number, row: EventRow) =>
  soundHistory.map((kept, place) => (place === index ? row : kept));

test("a sound history is found sound", () => {
  expect(checkTasks(sound)).toEqual({ violations: [], rungs: 2 });
  expect(checkNotices(sound)).toEqual([]);
});

test.each<[string, readonly EventRow[], string]>([
  ["a rung that did not fire", without(3), "not fired: rung 1"],
  ["a rung that fired twice", [...soundHistory, fired(1, at("04T09:30"))], "does not stand"],
  [
    "a rung fired early",
    withEvent(3, { ...fired(1, at("03T19:30")), recorded_at: at("03T19:29") }),
    "is early",
  ],
  [
    "a rung of another generation",
    withEvent(3, fired(1, at("03T19:30"), { generation: 2 })),
    "does not stand",
  ],
  ["rungs out of order", without(2).concat(fired(0, at("04T09:00"))), "out of order"],
  [
    "an event that met a rung unfired",
    [...without(3), { ...urged, recorded_at: at("04T09:10") }],
    "should have fired rung 1",
  ],
  [
    "a gap in the revisions",
    withEvent(3, { ...fired(1, at("03T19:30")), revision: 9 }),
    "its revision should be 4",
  ],
  [
    "an event that the state does not take",
    [...soundHistory, event("passed", at("04T09:30"), {})],
    "does not take it",
  ],
  ["time that ran back", withEvent(4, event("noticeSent", at("03T09:00"), sent)), "recorded before"],
  ["a state that its history does not give", without(1), "by its history"],
])("the model finds %s", (_, history, found) => {
  const changed = snapshotOf(history);
  const { violations } = checkTasks({
    ...changed,
    tasks: found === "by its history" ? sound.tasks : changed.tasks,
  });
  expect(violations.join("\n")).toContain(found);
});

test("the model finds a notice that was not written, one that went out twice, and one that never did", () => {
  expect(checkNotices({ ...sound, notices: [] }).join()).toContain("is to tell head, and told nobody");
  const twice = snapshotOf([...soundHistory, event("noticeSent", at("04T09:30"), sent)]);
  expect(checkNotices(twice).join()).toContain("recorded 2 times");
  const unsent = sound.notices.map((notice) => ({ ...notice, sent_at: null }));
  expect(checkNotices({ ...snapshotOf(without(4)), notices: unsent }).join()).toContain(
    "should have gone out",
  );
});

function journalWith(...tries: readonly Try[]): Journal {
  const journal = new Journal();
  journal.events.push(
    sentEvent({ source: "urn:chaos:sender", id: "u1", type: "urged", task, tries: [...tries] }),
  );
  return journal;
}

test.each<[string, Snapshot, Journal, string | null]>([
  [
    "nothing in what was applied as it was answered",
    sound,
    journalWith({ outcome: "applied", revision: 2, state: "assigned" }),
    null,
  ],
  ["nothing in what nobody was told of", sound, journalWith({ outcome: "unknown" }), null],
  [
    "an acknowledged event that is gone",
    snapshotOf(without(1)),
    journalWith({ outcome: "applied", revision: 2, state: "assigned" }),
    "is not recorded",
  ],
  [
    "another revision than was acknowledged",
    sound,
    journalWith({ outcome: "duplicate", revision: 3, state: "assigned" }),
    "it was answered",
  ],
  [
    "a refused event that is recorded",
    sound,
    journalWith({ outcome: "rejected", kind: "forbidden" }),
    "was refused and is recorded",
  ],
  ["an event that nobody sent", sound, new Journal(), "nobody sent it"],
])("the journal finds %s", (_, snapshot, journal, found) => {
  const violations = checkJournal(snapshot, journal);
  if (found === null) expect(violations).toEqual([]);
  else expect(violations.join()).toContain(found);
});

test("the webhooks' check finds what never arrived, what has two bodies, and what is not recorded", () => {
  const hooks = [{ id: "all", types: null }];
  const message = (revision: number, bodies = ["{}"]) => ({
    task,
    revision,
    bodies: new Set(bodies),
    count: 1,
  });
  const received = new Map(sound.outbox.map(({ id, revision }) => [`msg_${id}`, message(revision)]));
  expect(checkWebhooks(sound, hooks, received, true)).toEqual([]);
  expect(checkWebhooks(sound, hooks, new Map([...received].slice(1)), true).join()).toContain(
    "never arrived",
  );
  const changed = new Map(received).set("msg_o1", message(1, ["{}", "{ }"])).set("msg_x", message(9));
  expect(checkWebhooks(sound, hooks, changed, true).join()).toMatch(
    /2 different bodies.*|arrived and is not recorded/,
  );
  expect(checkWebhooks(sound, hooks, changed, true)).toHaveLength(2);
});

test("the duties' check finds a date that nothing is on record of, one that is none, one made early and one made twice", () => {
  const body = {
    rule: "FREQ=WEEKLY;BYDAY=MO",
    startsOn: "2026-03-01",
    endsOn: null,
    time: "08:00",
    adjust: "none",
    calendar: "default",
    enabled: true,
  };
  const made = {
    duty_id: "diary",
    occurs_on: "2026-03-02",
    version: 1,
    at: at("02T08:00"),
    state: "created",
  };
  const occurrence = { ...made, matter_id: "m", recorded_at: at("02T08:00") };
  const county = {
    ...sound,
    duties: [{ id: "diary", version: 1, body, created_at: at("01T10:00") }],
    occurrences: [occurrence],
    matters: [{ id: "m", number: "1" }],
  };
  expect(checkDuties(county)).toEqual([]);
  expect(checkDuties({ ...county, occurrences: [] }).join()).toContain("nothing is on record of 2026-03-02");
  const beside = (more: object) =>
    checkDuties({ ...county, occurrences: [occurrence, { ...occurrence, ...more }] }).join();
  expect(beside({ occurs_on: "2026-03-03", at: at("03T08:00"), matter_id: null })).toContain(
    "does not come round",
  );
  expect(beside({ recorded_at: at("02T07:59"), matter_id: null })).toContain("before its hour");
  expect(beside({})).toContain("share a matter");
});
