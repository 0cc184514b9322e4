import fc from "fast-check";
import { expect, test } from "vitest";
import { authorise } from "./authorise.ts";
import { type Caller, engineParty, partyOf } from "./caller.ts";
import { missingCountersigns } from "./countersigning.ts";
import { currentDefinition, findDefinition } from "./definition.ts";
import {
  assignedData,
  calendar,
  caller,
  contextAt,
  countersigner,
  dataFor,
  handler,
  inspector,
  otherSupervisor,
  start,
  supervisor,
} from "./fixture.ts";
import { operationsOf } from "./operations.ts";
import { isRejection } from "./rejection.ts";
import { type ReplayStep, replay } from "./replay.ts";
import { findCurrentStage } from "./stages.ts";
import {
  type ExternalEventType,
  externalEventTypes,
  type TaskEvent,
  type TransitionContext,
} from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";
import { transition } from "./transition.ts";

const hourMs = 3_600_000;
const callers = [
  handler,
  countersigner,
  inspector,
  supervisor,
  otherSupervisor,
  caller("sun", null, "supervisor", "leader"),
];
/** Another version of the county's days: what a notice of the State Council does to open deadlines. */
const edited = { ...calendar, version: 2, days: new Map() };

const due = fc.oneof(
  fc.record({ workdays: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 60 }) }),
  fc.constantFrom({ on: "2026-03-20" }, { on: "2026-09-30" }, { month: "2026-04" }),
  fc.constant({ at: "2026-05-01T12:00:00+08:00" }),
);

interface Step {
  readonly pick: number;
  readonly by: number;
  readonly waitHours: number;
  readonly due: object | undefined;
  readonly wild: boolean;
}
const step: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(1000),
  by: fc.nat(callers.length - 1),
  waitHours: fc.integer({ min: 0, max: 150 }),
  due: fc.option(due, { nil: undefined }),
  wild: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
});

const terms = fc.record({
  role: fc.constantFrom("lead", "assist"),
  due,
  approvals: fc.integer({ min: 1, max: 2 }),
  countersign: fc.constantFrom(undefined, ["keju"], ["keju", "ducha"], []),
  maxExtensions: fc.integer({ min: 0, max: 2 }),
  stages: fc
    .array(due, { maxLength: 3 })
    .map((dues) => dues.map((one, place) => ({ name: `stage ${place}`, due: one }))),
  reportEvery: fc.constantFrom(null, { weekly: 5 }, { monthly: 31 }),
});

type Sending = { readonly by: Caller; readonly type: ExternalEventType };

const anything = ({ pick, by }: Step): Sending => ({
  by: callers[by] ?? handler,
  type: externalEventTypes[pick % externalEventTypes.length] ?? "progressed",
});

const setbacks = ["terminated", "waived", "declined", "reassigned", "urged"];

/** An event that somebody may send now; setbacks are rare, or no story would get far. */
function forward(state: TaskState, one: Step): Sending {
  const may = (by: Caller) => operationsOf(currentDefinition, state, by);
  const open = [...new Set(callers.flatMap(may))];
  const onward = open.filter((type) => one.pick % 10 === 0 || !setbacks.includes(type));
  const type = (onward.length > 0 ? onward : open)[one.pick % (onward.length || open.length)];
  if (type === undefined) return anything(one);
  const able = callers.filter((by) => may(by).includes(type));
  return { by: able[one.by % able.length] ?? handler, type };
}

/** The event a step means: mostly one the caller may send now, else any; or something of the engine's own. */
function eventOf(state: TaskState, one: Step, now: number): TaskEvent {
  const { pick, due, wild } = one;
  const engine = { by: engineParty, roles: [], at: now };
  const rungs = state.clocks.flatMap((clock) => clock.rungs.map(({ rung }) => ({ clock, rung })));
  const next = rungs[pick % (rungs.length + 1)];
  if (pick % 4 === 0 && next !== undefined) {
    const { clock, rung } = next;
    const data = { clock: clock.name, generation: clock.generation, rung };
    return { type: "rungFired", data, ...engine };
  }
  if (pick % 17 === 1) {
    return {
      type: "projected",
      data: { calendar: { id: "default", version: 2 }, why: "调休" },
      ...engine,
    };
  }
  if (pick % 17 === 2) return { type: "noticeSent", data: { message: "m" }, ...engine };
  const { by, type } = wild ? anything(one) : forward(state, one);
  const stage = type === "progressed" && pick % 3 !== 0 ? stageNamed(state, pick) : {};
  const given = { ...dataFor[type], ...stage };
  const data = "due" in given && due !== undefined ? { ...given, due } : given;
  return { type, data, by: partyOf(by), roles: by.roles, at: now };
}

/** Mostly the stage at work, now and then another. */
function stageNamed(state: TaskState, pick: number): object {
  const name = pick % 5 === 0 ? "stage 1" : findCurrentStage(state)?.name;
  return name === undefined ? {} : { stage: name };
}

function invariants(state: TaskState): void {
  const ended = ["declined", "closed", "archived", "terminated", "waived"].includes(state.state);
  const still = ["suspended", "underInspection", "inspected"].includes(state.state);
  for (const clock of state.clocks) {
    if (ended) expect(clock.state).toBe("done");
    if (still) expect(clock.state).not.toBe("running");
    if (clock.state !== "running") expect(clock.rungs).toEqual([]);
  }
  expect(new Set(state.clocks.map(({ name }) => name)).size).toBe(state.clocks.length);
  const said = state.countersigns.map(({ unit }) => unit);
  expect(new Set(said).size).toBe(said.length);
  for (const unit of said) expect(state.terms.countersign).toContain(unit);
  if (["underInspection", "inspected", "closed"].includes(state.state)) {
    expect(missingCountersigns(state)).toEqual([]);
  }
  if (state.request !== null) expect(state.state).toBe("inProgress");
  const current = findCurrentStage(state);
  if (state.state === "inProgress") {
    expect(state.clocks.map(({ name, state: run }) => [name, run])).toEqual([
      ["sign", "done"],
      ...(state.terms.stages.length > 0 ? [["stage", current === undefined ? "done" : "running"]] : []),
      ...(state.terms.reportEvery === null ? [] : [["report", "running"]]),
      ["finish", "running"],
    ]);
  }
  const standing = state.stages.map((stage) => stage.state);
  const open = standing.filter((stage) => stage === "current" || stage === "waiting");
  expect(open).toEqual(open.map((_, place) => (place === 0 ? "current" : "waiting")));
  expect(standing).toHaveLength(state.terms.stages.length);
}

/** Plays a story and gives back its end and what was recorded on the way. */
function play(agreed: object, steps: readonly Step[]): { state: TaskState; recorded: ReplayStep[] } | null {
  const data = { ...assignedData, ...agreed };
  const first: TaskEvent = {
    type: "assigned",
    data,
    by: engineParty,
    roles: [],
    at: start,
  };
  const begun = transition(currentDefinition, null, first, contextAt(start));
  if (isRejection(begun)) return null;
  let { state } = begun;
  const recorded: ReplayStep[] = [{ event: { ...first, data: begun.data }, context: contextAt(start) }];
  let context: TransitionContext = contextAt(start);
  for (const one of steps) {
    context = { ...context, now: context.now + one.waitHours * hourMs };
    const event = eventOf(state, one, context.now);
    if (event.type === "projected") context = { ...context, calendar: edited };
    const before = JSON.stringify(state);
    const credentials = { unit: event.by.unit, roles: event.roles, scope: null };
    const right = authorise(currentDefinition, state, event, credentials);
    const outcome = isRejection(right) ? right : transition(currentDefinition, state, event, context);
    expect(JSON.stringify(state)).toBe(before);
    if (isRejection(outcome)) continue;
    expect(outcome.state.revision).toBe(state.revision + 1);
    state = outcome.state;
    invariants(state);
    recorded.push({ event: { ...event, data: outcome.data }, context });
  }
  return { state, recorded };
}

const stories = fc.array(step, { minLength: 10, maxLength: 60, size: "max" });

test("whatever is sent, revisions are dense, a request waits only in inProgress, and no ended task has a clock left running", () => {
  fc.assert(
    fc.property(terms, stories, (agreed, steps) => {
      const story = play(agreed, steps);
      if (story !== null) expect(story.state.revision).toBe(story.recorded.length);
    }),
  );
});

test("replaying what was recorded, through JSON, gives the very state", () => {
  fc.assert(
    fc.property(terms, stories, (agreed, steps) => {
      const story = play(agreed, steps);
      if (story === null) return;
      const written = story.recorded.map(({ event, context }) => ({
        event: JSON.parse(JSON.stringify(event)) as TaskEvent,
        context,
      }));
      expect(replay(findDefinition, written)).toEqual(story.state);
    }),
  );
});

test("a history that can't have happened is refused with its revision, and none at all is no task", () => {
  const story = play({}, []);
  const [first] = story?.recorded ?? [];
  expect(first).toBeDefined();
  expect(replay(findDefinition, first === undefined ? [] : [first, first])).toMatchObject({
    kind: "not-accepted",
    detail: expect.stringContaining("revision 2 (assigned)"),
  });
  expect(replay(findDefinition, [])).toMatchObject({ kind: "unknown-task" });
  expect(replay(() => undefined, story?.recorded ?? [])).toMatchObject({
    kind: "not-accepted",
  });
});
