import type {
  Arrow,
  Arrows,
  Authority,
  Definition,
  MachineShape,
  Notice,
  RequestNode,
  WorkNode,
} from "./definitionShape.ts";

/** What every open state takes beside its own events. */
const anyOpen: Arrows<WorkNode> = {
  urged: [{ actions: ["countUrge"] }],
  waived: [{ target: "waived", guard: "assisting", actions: ["endClocks"] }],
  terminated: [{ target: "terminated", actions: ["endClocks"] }],
  rungFired: [{ actions: ["fireRung"] }],
  projected: [{ actions: ["reproject"] }],
  transferred: [{ actions: ["transfer"] }],
};

/** Taken only of a task whose matter asks for countersigning, and before the work is submitted. */
const countersigners: Arrows<WorkNode> = {
  countersignersNamed: [{ guard: "countersignAsked", actions: ["nameCountersigners"] }],
};

const reassigned: readonly Arrow<WorkNode>[] = [
  {
    target: "assigned",
    actions: ["moveToUnit", "restartSign", "restartStages", "restartReport", "restartFinish"],
  },
];
const returned: readonly Arrow<WorkNode>[] = [
  { target: "inProgress", actions: ["resumeWork", "countRework"] },
];
const begunAnew: readonly Arrow<WorkNode>[] = [
  { target: "inProgress", actions: ["restartStages", "restartReport", "restartFinish", "startOver"] },
];

/** A request is about work in hand: whatever takes the task out of inProgress lets it lapse. */
const lapsing: Arrows<RequestNode> = {
  submitted: [{ target: "none", guard: "countersigned", actions: ["clearRequest"] }],
  reassigned: [{ target: "none", actions: ["clearRequest"] }],
  terminated: [{ target: "none", actions: ["clearRequest"] }],
  waived: [{ target: "none", guard: "assisting", actions: ["clearRequest"] }],
};

const machine: MachineShape = {
  id: "task",
  type: "parallel",
  // Notices of a task go out after its end too.
  on: { noticeSent: [{ actions: ["recordOnly"] }] },
  states: {
    work: {
      initial: "unassigned",
      states: {
        unassigned: {
          on: {
            assigned: [
              { target: "assigned", actions: ["startSign", "startStages", "startReport", "startFinish"] },
            ],
          },
        },
        assigned: {
          on: {
            accepted: [{ target: "inProgress", actions: ["endSign", "takeHandler"] }],
            declined: [{ target: "declined", actions: ["endSign", "endWork"] }],
            reassigned,
            ...countersigners,
            ...anyOpen,
          },
        },
        declined: { on: { reassigned, ...anyOpen } },
        inProgress: {
          on: {
            reassigned,
            progressed: [{ actions: ["meetStage", "meetReport", "noteProgress", "noteFigures"] }],
            submitted: [
              {
                target: "underInspection",
                guard: "countersigned",
                actions: ["holdWork", "noteSubmitter", "noteFigures"],
              },
            ],
            suspensionGranted: [
              {
                target: "suspended",
                guard: "suspensionWaits",
                actions: ["holdWork"],
              },
            ],
            countersigned: [{ guard: "countersignAsked", actions: ["noteCountersign"] }],
            countersignRefused: [{ guard: "countersignAsked", actions: ["noteCountersignRefusal"] }],
            ...countersigners,
            ...anyOpen,
          },
        },
        suspended: {
          on: {
            resumed: [{ target: "inProgress", actions: ["resumeWork"] }],
            ...countersigners,
            ...anyOpen,
          },
        },
        underInspection: {
          on: {
            passed: [{ target: "inspected", actions: ["noteInspector"] }],
            failed: returned,
            ...anyOpen,
          },
        },
        inspected: {
          on: {
            closureApproved: [
              {
                target: "closed",
                guard: "quorumReached",
                actions: ["noteApproval", "endWork"],
              },
              { actions: ["noteApproval"] },
            ],
            closureRefused: returned,
            ...anyOpen,
          },
        },
        closed: {
          on: {
            reopened: begunAnew,
            lookbackPassed: [{ target: "archived", actions: ["recordOnly"] }],
            lookbackFailed: begunAnew,
            // Closed work can be taken up again, and then it must be somebody's.
            transferred: [{ actions: ["transfer"] }],
          },
        },
        archived: { on: {} },
        terminated: { on: {} },
        waived: { on: {} },
      },
    },
    request: {
      initial: "none",
      states: {
        none: {
          on: {
            extensionRequested: [
              {
                target: "extension",
                guard: "inProgress",
                actions: ["askExtension"],
              },
            ],
            suspensionRequested: [
              {
                target: "suspension",
                guard: "inProgress",
                actions: ["askSuspension"],
              },
            ],
          },
        },
        extension: {
          on: {
            extensionGranted: [{ target: "none", actions: ["extendFinish", "clearRequest"] }],
            extensionRefused: [{ target: "none", actions: ["clearRequest"] }],
            ...lapsing,
          },
        },
        suspension: {
          on: {
            suspensionGranted: [{ target: "none", actions: ["clearRequest"] }],
            suspensionRefused: [{ target: "none", actions: ["clearRequest"] }],
            ...lapsing,
          },
        },
      },
    },
  },
};

const unit: Authority = { senders: ["unit"], recused: [] };
const supervisor: Authority = { senders: ["supervisor"], recused: [] };
const engine: Authority = { senders: ["engine"], recused: [] };
const inspecting: Authority = {
  senders: ["inspector"],
  recused: ["submitter", "ownUnit"],
};
const closing: Authority = {
  senders: ["supervisor"],
  recused: ["submitter", "inspector", "ownUnit"],
};
const answering: Authority = {
  senders: ["supervisor"],
  recused: ["ownUnit", "asker"],
};
/** Who countersigns answers for his own unit: never for the work's, and nobody for two. */
const countersigning: Authority = { senders: ["countersigner"], recused: ["ownUnit", "signer"] };

const authority: Definition["authority"] = {
  accepted: unit,
  declined: unit,
  reassigned: supervisor,
  progressed: unit,
  submitted: unit,
  passed: inspecting,
  failed: inspecting,
  closureApproved: { ...closing, recused: [...closing.recused, "approver"] },
  closureRefused: closing,
  extensionRequested: unit,
  extensionGranted: answering,
  extensionRefused: answering,
  suspensionRequested: unit,
  suspensionGranted: answering,
  suspensionRefused: answering,
  resumed: { senders: ["unit", "supervisor"], recused: [] },
  urged: supervisor,
  waived: supervisor,
  terminated: supervisor,
  reopened: supervisor,
  lookbackPassed: inspecting,
  lookbackFailed: inspecting,
  countersigned: countersigning,
  countersignRefused: { ...countersigning, recused: ["ownUnit"] },
  countersignersNamed: supervisor,
  assigned: engine,
  rungFired: engine,
  projected: engine,
  transferred: engine,
  noticeSent: engine,
};

const toUnit: Notice = { roles: ["handler", "liaison"], climb: true };
const toHandler: Notice = { roles: ["handler"], climb: true };
const toSupervisor: Notice = { roles: ["supervisor"], climb: false };
const toInspector: Notice = { roles: ["inspector"], climb: false };

/** Hand-overs and answers only; a rung says itself whom it tells. */
const notices: Definition["notices"] = {
  assigned: toUnit,
  reassigned: toUnit,
  transferred: toUnit,
  declined: toSupervisor,
  submitted: toInspector,
  passed: toSupervisor,
  failed: toHandler,
  closureRefused: toHandler,
  extensionRequested: toSupervisor,
  extensionGranted: toHandler,
  extensionRefused: toHandler,
  suspensionRequested: toSupervisor,
  suspensionGranted: toHandler,
  suspensionRefused: toHandler,
  urged: toHandler,
  waived: toHandler,
  terminated: toHandler,
  reopened: toHandler,
  lookbackFailed: toHandler,
  countersigned: toHandler,
  countersignRefused: toHandler,
};

const labels: Definition["labels"] = {
  states: {
    assigned: "交办",
    declined: "退回",
    inProgress: "办理",
    suspended: "挂账",
    underInspection: "核查",
    inspected: "已核查",
    closed: "办结",
    archived: "归档",
    terminated: "终止",
    waived: "免办",
  },
  events: {
    accepted: "签收",
    declined: "退回",
    reassigned: "改派",
    progressed: "报进展",
    submitted: "报结",
    passed: "核查通过",
    failed: "退回重办",
    closureApproved: "同意办结",
    closureRefused: "不同意办结",
    extensionRequested: "申请延期",
    extensionGranted: "同意延期",
    extensionRefused: "不同意延期",
    suspensionRequested: "申请挂账",
    suspensionGranted: "同意挂账",
    suspensionRefused: "不同意挂账",
    resumed: "恢复办理",
    urged: "催办",
    waived: "免办",
    terminated: "终止",
    reopened: "重新交办",
    lookbackPassed: "回头看通过",
    lookbackFailed: "回头看未通过",
    countersigned: "会签",
    countersignRefused: "不同意会签",
    countersignersNamed: "指定会签单位",
  },
};

/**
 * The lifecycle of a task, version 1: the contract's event table, row by row, and what countersigning adds where a matter
 * asks for it.
 */
export const taskDefinition: Definition = {
  ref: { id: "task", version: 1 },
  machine,
  authority,
  notices,
  labels,
};
