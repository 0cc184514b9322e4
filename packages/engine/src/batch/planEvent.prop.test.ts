import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventOutcome, IncomingEvent } from "../engine.ts";
import type { Caller, Role } from "../lifecycle/caller.ts";
import { currentDefinition, findDefinition } from "../lifecycle/definition.ts";
import { isRejection } from "../lifecycle/rejection.ts";
import { replay } from "../lifecycle/replay.ts";
import { type ExternalEventType, externalEventTypes } from "../lifecycle/taskEvent.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import type { RecordedEvent } from "../store/events.ts";
import { dayOf, instantAt } from "../time/calendar.ts";
import { chinaCalendar } from "../time/chinaCalendar.ts";
import { createRung } from "../time/ladder.ts";
import { BatchDraft, knownKey, type Loaded, ladderKey, nothingLoaded } from "./batchDraft.ts";
import { Directory } from "./directory.ts";
import { planEvent } from "./planEvent.ts";
import { type MatterItem, planMatter } from "./planMatter.ts";

const calendar = chinaCalendar("default", 1);
const ladder = {
  id: "default",
  version: 1,
  rungs: [
    createRung({ clock: "sign", at: { workdays: 0 }, notify: ["head"] }),
    createRung({ at: { workdays: -2 }, card: "blue", notify: ["handler"] }),
    createRung({ at: { workdays: 0 }, card: "yellow", notify: ["handler", "head"] }),
    createRung({ at: { hours: 30 }, card: "red", urgent: true, notify: ["leader"] }),
  ],
};
const startsAt = Date.parse("2026-04-28T10:00:00+08:00");
const taskIds = ["a", "b", "c"];

const callerOf = (key: string, unit: string, roles: Role[]): Caller => ({
  tenantId: 1,
  key,
  name: key,
  person: null,
  unit,
  roles,
  scope: null,
});
const callers: readonly Caller[] = [
  callerOf("unit", "nyj", ["handler"]),
  callerOf("system", "lyj", []),
  callerOf("supervisor", "dcs", ["supervisor"]),
  callerOf("leader", "dcs", ["supervisor", "leader"]),
  callerOf("inspector", "dcs", ["inspector"]),
];

const dataByType: Readonly<Record<ExternalEventType, readonly Record<string, unknown>[]>> = {
  accepted: [{}, { handler: "p1" }],
  declined: [{ reason: "非我单位职责" }],
  reassigned: [
    { unit: "lyj", reason: "改派", due: { workdays: 6 } },
    { unit: "nyj", reason: "改派" },
    { unit: "nobody", reason: "改派" },
  ],
  progressed: [{ note: "在办" }, { note: "在办", progress: 70 }],
  submitted: [{ result: "办结" }],
  passed: [{ findings: "属实" }],
  failed: [{ reason: "不实" }],
  closureApproved: [{}],
  closureRefused: [{ reason: "再核" }],
  extensionRequested: [
    { due: { workdays: 20 }, reason: "汛期" },
    { due: { on: "2026-05-01" }, reason: "汛期" },
  ],
  extensionGranted: [{}, { due: { on: "2026-07-01" } }],
  extensionRefused: [{ reason: "不准" }],
  suspensionRequested: [{ reason: "待批" }],
  suspensionGranted: [{}],
  suspensionRefused: [{ reason: "不准" }],
  resumed: [{}],
  urged: [{}, { note: "抓紧" }],
  waived: [{ reason: "无关" }],
  terminated: [{ reason: "取消" }],
  reopened: [{ due: { workdays: 5 }, reason: "反弹" }],
  lookbackPassed: [{ findings: "巩固" }],
  lookbackFailed: [{ due: { workdays: 5 }, reason: "反弹" }],
  countersigned: [{}],
  countersignRefused: [{ reason: "数据不符" }],
  countersignersNamed: [
    { units: ["lyj"], reason: "调整" },
    { units: ["nobody"], reason: "调整" },
  ],
};

interface Step {
  readonly caller: Caller;
  readonly event: IncomingEvent;
  readonly laterMs: number;
}

const stepArbitrary: fc.Arbitrary<Step> = fc
  .record({
    type: fc.constantFrom(...externalEventTypes),
    pick: fc.nat(5),
    task: fc.constantFrom(...taskIds, "unknown"),
    caller: fc.constantFrom(...callers),
    // Few ids, so that repeats and reused ids come up.
    id: fc.nat(60),
    expectedRevision: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 8 }),
    laterMs: fc.oneof(fc.constant(0), fc.nat(36 * 3_600_000)),
  })
  .map(({ type, pick, task, caller, id, expectedRevision, laterMs }) => {
    const choices = dataByType[type];
    const data = choices[pick % choices.length] ?? {};
    const fingerprint = createHash("sha256")
      .update(JSON.stringify([type, task, data]))
      .digest();
    const event = {
      id: `e${id}`,
      source: "urn:test",
      type,
      task,
      at: null,
      expectedRevision,
      data,
      fingerprint,
    };
    return { caller, event, laterMs };
  });

const base: Loaded = {
  ...nothingLoaded,
  units: new Map(["nyj", "lyj"].map((code) => [code, { code, from: null, until: null, mergedInto: null }])),
  calendars: new Map([["default", calendar]]),
  ladders: new Map([[ladderKey(ladder), ladder]]),
  currentLadders: new Map([["default", ladder]]),
  directory: new Directory([{ id: "h", unit: "nyj", roles: ["head"], head: true }]),
};

/** What a county holds: what `Loaded` is read from and a draft is written to. */
interface Store {
  readonly loaded: Loaded;
  readonly events: readonly RecordedEvent[];
  readonly notices: readonly unknown[];
}

function written(store: Store, draft: BatchDraft): Store {
  const tasks = new Map(store.loaded.tasks);
  for (const task of draft.changedTasks()) tasks.set(task.id, task);
  const known = new Map(store.loaded.known);
  for (const event of draft.events) {
    const key = knownKey(event.source, event.id);
    known.set(key, { ...event, event_id: event.id, task_id: event.task });
  }
  return {
    loaded: { ...store.loaded, tasks, known },
    events: [...store.events, ...draft.events],
    notices: [...store.notices, ...draft.notices],
  };
}

function storeWithTasks(): Store {
  const draft = new BatchDraft(base);
  for (const id of taskIds) {
    const item: MatterItem = {
      caller: callers[2] ?? callerOf("s", "dcs", ["supervisor"]),
      idempotent: null,
      render: () => ({}),
      id: `m-${id}`,
      taskIds: [id],
      request: {
        title: "绿化荒山",
        source: { kind: "meeting" },
        programme: null,
        line: null,
        priority: "normal",
        requirement: null,
        lead: "nyj",
        assist: [],
        due: id === "b" ? { on: "2026-05-12" } : { workdays: 5 },
        signWithin: { workdays: 1 },
        ladder: "default",
        calendar: "default",
        approvals: id === "c" ? 2 : 1,
        maxExtensions: 1,
      },
    };
    expect(planMatter(draft, item, `督〔2026〕${id}号`, startsAt)).toMatchObject({ status: "created" });
  }
  return written({ loaded: base, events: [], notices: [] }, draft);
}

/** Applies the steps in batches cut where `cuts` says; a batch has one instant, so steps of one batch share it. */
function run(steps: readonly (Step & { now: number })[], cutBefore: (index: number) => boolean) {
  let store = storeWithTasks();
  let draft = new BatchDraft(store.loaded);
  const outcomes: EventOutcome[] = [];
  for (const [index, { caller, event, now }] of steps.entries()) {
    if (cutBefore(index)) {
      store = written(store, draft);
      draft = new BatchDraft(store.loaded);
    }
    outcomes.push(planEvent(draft, { caller, event }, now));
  }
  return { outcomes, store: written(store, draft) };
}

function timed(steps: readonly Step[]) {
  let now = startsAt;
  return steps.map((step) => {
    now += step.laterMs;
    return { ...step, now };
  });
}

const steps = fc.array(stepArbitrary, { minLength: 1, maxLength: 60 }).map(timed);

describe("planning", () => {
  it("makes batching invisible: a batch does what its events would do one by one", () => {
    fc.assert(
      fc.property(steps, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (timedSteps, cuts) => {
        const oneByOne = run(timedSteps, () => true);
        const batched = run(timedSteps, (index) => cuts[index] === true);
        expect(batched).toEqual(oneByOne);
      }),
    );
  });

  it("records revisions dense from 1, and replaying them gives the state", () => {
    fc.assert(
      fc.property(steps, (timedSteps) => {
        const { store } = run(timedSteps, () => false);
        for (const id of taskIds) {
          const history = store.events.filter((event) => event.task === id);
          expect(history.map((event) => event.revision)).toEqual(history.map((_, index) => index + 1));
          const replayed = replay(
            findDefinition,
            history.map((event) => ({
              event: {
                type: event.type,
                data: event.data,
                by: event.actor,
                roles: event.roles,
                at: event.at,
              },
              context: { now: event.recordedAt, calendar, ladder },
            })),
          );
          expect(isRejection(replayed)).toBe(false);
          expect(replayed).toEqual(store.loaded.tasks.get(id));
        }
      }),
    );
  });

  it("applies an id at most once, and a rejected event changes nothing of its own", () => {
    fc.assert(
      fc.property(steps, (timedSteps) => {
        const { outcomes, store } = run(timedSteps, () => false);
        const keys = store.events.map((event) => knownKey(event.source, event.id));
        expect(new Set(keys).size).toBe(keys.length);
        const applied = outcomes.filter((outcome) => outcome.status === "applied").length;
        const fromOutside = store.events.filter((event) => event.source === "urn:test");
        expect(fromOutside).toHaveLength(applied);
      }),
    );
  });

  it("fires a rung never early, once a generation, and leaves none unfired before a later event of its task", () => {
    fc.assert(
      fc.property(steps, (timedSteps) => {
        const { store } = run(timedSteps, () => false);
        const fired = new Set<string>();
        for (const event of store.events) {
          if (event.type !== "rungFired") continue;
          expect(event.at).toBeLessThanOrEqual(event.recordedAt);
          const key = `${event.task}/${event.data.clock}/${event.data.generation}/${event.data.rung}`;
          expect(fired.has(key)).toBe(false);
          fired.add(key);
        }
        for (const task of store.loaded.tasks.values()) expectNothingMissed(task);
      }),
    );
  });

  it("leaves no clock armed on an ended task", () => {
    fc.assert(
      fc.property(steps, (timedSteps) => {
        const ended = ["declined", "closed", "archived", "terminated", "waived"];
        for (const task of run(timedSteps, () => false).store.loaded.tasks.values()) {
          if (!ended.includes(task.state)) continue;
          expect(task.clocks.every((clock) => clock.state === "done" && clock.rungs.length === 0)).toBe(true);
        }
      }),
    );
  });
});

function expectNothingMissed(task: TaskState): void {
  // What the last event itself armed for its own instant (a resumption) is still to fire.
  for (const clock of task.clocks) {
    for (const rung of clock.rungs) expect(rung.at).toBeGreaterThanOrEqual(task.updatedAt);
  }
}

describe("the examples here", () => {
  it("stand on a working day of the calendar, under the current definition", () => {
    expect(instantAt(calendar, dayOf(calendar, startsAt), "10:00")).toBe(startsAt);
    expect(currentDefinition.ref).toEqual({ id: "task", version: 1 });
  });
});
