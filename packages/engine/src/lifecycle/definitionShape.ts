import type { Role } from "./caller.ts";
import type { Acting } from "./standing.ts";
import type { ExternalEventType, TaskEventType } from "./taskEvent.ts";
import type { DefinitionRef, WorkState } from "./taskState.ts";

/** Where the work stands for the machine; `unassigned` is the nothing that `assigned` starts from and is never stored. */
export type WorkNode = WorkState | "unassigned";

/** What waits beside the work: nothing, or a request of that kind. */
export type RequestNode = "none" | "extension" | "suspension";

/** The whole state value of the parallel machine. */
export interface MachineValue {
  readonly work: WorkNode;
  readonly request: RequestNode;
}

/** What guards may ask. Those of the state, `inProgress` and `suspensionWaits`, follow from the state value, so no caller can misstate them. */
export const guardNames = [
  "assisting",
  "quorumReached",
  "countersignAsked",
  "countersigned",
  "inProgress",
  "suspensionWaits",
] as const;
export type GuardName = (typeof guardNames)[number];

/** What a transition does to a task, by name; actions.ts gives each its meaning. */
export const actionNames = [
  "startSign",
  "startFinish",
  "startStages",
  "startReport",
  "endSign",
  "holdWork",
  "resumeWork",
  "endWork",
  "endClocks",
  "restartSign",
  "restartFinish",
  "restartStages",
  "restartReport",
  "extendFinish",
  "takeHandler",
  "moveToUnit",
  "meetStage",
  "meetReport",
  "noteProgress",
  "noteFigures",
  "noteSubmitter",
  "noteInspector",
  "noteApproval",
  "noteCountersign",
  "noteCountersignRefusal",
  "nameCountersigners",
  "countRework",
  "startOver",
  "askExtension",
  "askSuspension",
  "clearRequest",
  "countUrge",
  "fireRung",
  "reproject",
  "transfer",
  "recordOnly",
] as const;
export type ActionName = (typeof actionNames)[number];

/** One arrow: taken when its guard holds (or it has none); without a target the state stays. */
export interface Arrow<Node extends string> {
  readonly target?: Node;
  readonly guard?: GuardName;
  readonly actions: readonly ActionName[];
}

/** The arrows of one state by event type; of several the first whose guard holds is taken. */
export type Arrows<Node extends string> = Readonly<Partial<Record<TaskEventType, readonly Arrow<Node>[]>>>;

/** One region of the machine. */
export interface Region<Node extends string> {
  readonly initial: Node;
  readonly states: Readonly<Record<Node, { readonly on: Arrows<Node> }>>;
}

/** An XState 5 parallel machine as JSON: names for guards and actions, no functions. */
export interface MachineShape {
  readonly id: string;
  readonly type: "parallel";
  readonly on: Arrows<never>;
  readonly states: {
    readonly work: Region<WorkNode>;
    readonly request: Region<RequestNode>;
  };
}

/** Who may send an event: the relations to the task that give the right, in the order in which they are tried. */
export type Sender = Exclude<Acting, "leader" | "systemAdmin">;

/**
 * Whom four eyes keep from an event: members of the task's unit, who submitted, who inspected, who asked for what waits,
 * who has approved this closure already, whose unit has countersigned already, or who has for another unit.
 */
export type Recusal = "ownUnit" | "submitter" | "inspector" | "asker" | "approver" | "signer";

/** Who may send an event (any of `senders`), and who of these may not for this task. */
export interface Authority {
  readonly senders: readonly Sender[];
  readonly recused: readonly Recusal[];
}

/** Whom an event is told to. `climb` passes it up where nobody holds the role. */
export interface Notice {
  readonly roles: readonly Role[];
  readonly climb: boolean;
}

/**
 * A versioned lifecycle, whole, as data.
 *
 * A version that has been released is never edited: tasks follow the one they were assigned under, and replaying their
 * history needs it unchanged.
 */
export interface Definition {
  readonly ref: DefinitionRef;
  readonly machine: MachineShape;
  readonly authority: Readonly<Record<TaskEventType, Authority>>;
  readonly notices: Readonly<Partial<Record<TaskEventType, Notice>>>;
  /** What people read on the screen. */
  readonly labels: {
    readonly states: Readonly<Record<WorkState, string>>;
    readonly events: Readonly<Record<ExternalEventType, string>>;
  };
}
