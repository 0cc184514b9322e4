/** What the lifecycle's tests start from: a calendar, a ladder, people of three units, and a way to any state. */
import type { Calendar } from "../time/calendar.ts";
import { chinaCalendar } from "../time/chinaCalendar.ts";
import { createRung, type Ladder } from "../time/ladder.ts";
import { authorise } from "./authorise.ts";
import { type Caller, engineParty, partyOf, type Role } from "./caller.ts";
import { currentDefinition } from "./definition.ts";
import { isRejection, type Rejection } from "./rejection.ts";
import type {
  AssignedData,
  ExternalEventType,
  TaskEventType,
  TransitionContext,
  Transitioned,
} from "./taskEvent.ts";
import type { TaskState, WorkState } from "./taskState.ts";
import { transition } from "./transition.ts";

export const calendar: Calendar = chinaCalendar("default", 1);

export const ladder: Ladder = {
  id: "default",
  version: 1,
  rungs: [
    createRung({
      at: { workdays: -3 },
      card: "blue",
      notify: ["handler", "liaison"],
    }),
    createRung({ at: { workdays: 0 }, card: "yellow", notify: ["head"] }),
    createRung({
      at: { workdays: 2 },
      card: "red",
      notify: ["leader"],
      urgent: true,
      propose: "约谈",
    }),
    createRung({ at: { hours: 0 }, clock: "sign", notify: ["liaison"] }),
  ],
};

/** An instant of 2026 on the county's wall: "03-02T10:00". */
export const on = (text: string): number => Date.parse(`2026-${text}:00+08:00`);

/** A Monday morning; the ten working days of the fixture end on Monday 16 March at 17:30. */
export const start: number = on("03-02T10:00");

export const contextAt = (now: number): TransitionContext => ({
  now,
  calendar,
  ladder,
});

export function caller(person: string | null, unit: string | null, ...roles: Role[]): Caller {
  const name = `${person ?? "system"} of ${unit ?? "the county"}`;
  return { tenantId: 1, key: `key ${name}`, name, person, unit, roles, scope: null };
}

export const handler = caller("li", "tianyuan", "handler");
export const unitSystem = caller(null, "tianyuan");
export const inspector = caller("wang", "ducha", "inspector");
export const supervisor = caller("zhao", "ducha", "supervisor");
/** Of a unit that some tasks ask to countersign. */
export const countersigner = caller("lü", "keju", "handler");
export const otherSupervisor = caller("qian", null, "supervisor");

export const assignedData: AssignedData = {
  task: "task-1",
  matter: "matter-1",
  number: "督〔2026〕1号",
  title: "绿化荒山",
  programme: null,
  line: null,
  priority: "normal",
  unit: "tianyuan",
  role: "lead",
  definition: { id: "task", version: 1 },
  due: { workdays: 10 },
  signWithin: { workdays: 1 },
  approvals: 1,
  maxExtensions: 1,
  calendar: "default",
  ladder: { id: "default", version: 1 },
};

/** An event's data that its schema takes. */
export const dataFor: Readonly<Record<ExternalEventType, Readonly<Record<string, unknown>>>> = {
  accepted: { handler: "li" },
  declined: { reason: "不属本单位职责" },
  reassigned: { unit: "keju", reason: "改由柯街办理", due: { workdays: 10 } },
  progressed: { progress: 40, note: "已整地" },
  submitted: { result: "已完成" },
  passed: { findings: "属实" },
  failed: { reason: "成活率不足" },
  closureApproved: {},
  closureRefused: { reason: "材料不齐" },
  extensionRequested: { due: { workdays: 30 }, reason: "连续降雨" },
  extensionGranted: {},
  extensionRefused: { reason: "理由不充分" },
  suspensionRequested: { reason: "等待上级批复" },
  suspensionGranted: {},
  suspensionRefused: { reason: "可以先办" },
  resumed: {},
  urged: {},
  waived: { reason: "已由牵头单位办完" },
  terminated: { reason: "事项撤销" },
  reopened: { due: { workdays: 5 }, reason: "群众反映" },
  lookbackPassed: { findings: "成效保持" },
  lookbackFailed: { due: { workdays: 5 }, reason: "反弹" },
  countersigned: {},
  countersignRefused: { reason: "数据不符" },
  countersignersNamed: { units: ["keju"], reason: "机构调整" },
};

/** Somebody whom the table lets send that event of a task of tianyuan that li submitted and wang inspected. */
export function senderOf(type: ExternalEventType): Caller {
  const [sender] = currentDefinition.authority[type].senders;
  if (sender === "countersigner") return countersigner;
  return sender === "unit" ? handler : sender === "inspector" ? inspector : supervisor;
}

export interface Sending {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly by?: Caller;
  readonly now?: number;
}

/** Sends an event as the batch does: authorised, then taken or refused. */
export function send(
  state: TaskState,
  type: ExternalEventType,
  { data = dataFor[type], by = senderOf(type), now = start }: Sending = {},
): Transitioned | Rejection {
  const event = { type, data, by: partyOf(by), roles: by.roles, at: now };
  const right = authorise(currentDefinition, state, event, by);
  return isRejection(right) ? right : transition(currentDefinition, state, event, contextAt(now));
}

/** Lets the engine itself record something. */
export function record(
  state: TaskState | null,
  type: TaskEventType,
  data: object,
  context: TransitionContext = contextAt(start),
): Transitioned | Rejection {
  const event = {
    type,
    data: { ...data },
    by: engineParty,
    roles: [],
    at: context.now,
  };
  return transition(currentDefinition, state, event, context);
}

/** The state after, where a test's own preparation cannot be refused. */
export function taken(outcome: Transitioned | Rejection): TaskState {
  if (isRejection(outcome)) throw new Error(`${outcome.kind}: ${outcome.detail}`);
  return outcome.state;
}

export const assign = (terms: Partial<AssignedData> = {}, now: number = start): TaskState =>
  taken(record(null, "assigned", { ...assignedData, ...terms }, contextAt(now)));

/** Sends events one after another, each with its default data and sender. */
export const walk = (state: TaskState, types: readonly ExternalEventType[], now: number = start): TaskState =>
  types.reduce((walked, type) => taken(send(walked, type, { now })), state);

/** The shortest way to each state. */
export const ways: Readonly<Record<WorkState, readonly ExternalEventType[]>> = {
  assigned: [],
  declined: ["declined"],
  inProgress: ["accepted"],
  suspended: ["accepted", "suspensionRequested", "suspensionGranted"],
  underInspection: ["accepted", "submitted"],
  inspected: ["accepted", "submitted", "passed"],
  closed: ["accepted", "submitted", "passed", "closureApproved"],
  archived: ["accepted", "submitted", "passed", "closureApproved", "lookbackPassed"],
  terminated: ["terminated"],
  waived: ["waived"],
};

/** A task in that state; a waived one assists, any other leads unless told otherwise. */
export function taskIn(state: WorkState, terms: Partial<AssignedData> = {}): TaskState {
  const role = state === "waived" ? "assist" : "lead";
  return walk(assign({ role, ...terms }), ways[state]);
}
