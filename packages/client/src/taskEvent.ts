import type { Deadline } from "./deadline.ts";
import type { ProblemDocument } from "./problem.ts";
import type { TaskState } from "./task.ts";

/** A pointer to something that shows the work; never demanded. */
export interface Evidence {
  readonly name: string;
  readonly url: string;
  readonly sha256?: string;
}

interface Reason {
  readonly reason: string;
}
interface Note {
  readonly note?: string;
}

/** The data of each event type that may be sent; the contract's table, and the three of countersigning. */
export interface TaskEventData {
  accepted: { readonly handler?: string };
  declined: Reason;
  reassigned: { readonly unit: string; readonly reason: string; readonly due?: Deadline };
  progressed: {
    readonly progress?: number;
    readonly note: string;
    /** The stage that is met with this; it must be the one at work. */
    readonly stage?: string;
    /** How much of each target is done so far, an exact decimal; reported again, it takes the place of the one before. */
    readonly figures?: Readonly<Record<string, string | number>>;
    readonly evidence?: readonly Evidence[];
  };
  submitted: {
    readonly result: string;
    readonly figures?: Readonly<Record<string, string | number>>;
    readonly evidence?: readonly Evidence[];
  };
  passed: { readonly findings: string };
  failed: Reason;
  closureApproved: Note;
  closureRefused: Reason;
  extensionRequested: { readonly due: Deadline; readonly reason: string };
  extensionGranted: { readonly due?: Deadline; readonly note?: string };
  extensionRefused: Reason;
  suspensionRequested: Reason;
  suspensionGranted: Note;
  suspensionRefused: Reason;
  resumed: Note;
  urged: Note;
  waived: Reason;
  terminated: Reason;
  reopened: { readonly due: Deadline; readonly reason: string };
  lookbackPassed: { readonly findings: string };
  lookbackFailed: { readonly due: Deadline; readonly reason: string };
  /** Of a task whose matter asks for it (会签): a unit that was asked signs. */
  countersigned: Note;
  /** It does not, or no longer. */
  countersignRefused: Reason;
  /** The units that must, from now on; none: no signature is needed any more. */
  countersignersNamed: { readonly units: readonly string[]; readonly reason: string };
}

export type TaskEventType = keyof TaskEventData;

/** What a sender may say beside type and data. */
interface EventAttributes {
  /** The id of the task it is about. */
  readonly task: string;
  /**
   * Left out, one is made for the call and kept through its repetitions. A sender that must survive its own restart
   * gives its own and keeps it: the same source and id are applied once, for ever.
   */
  readonly id?: string;
  /** When it happened, RFC 3339 with offset; left out, the server takes the moment it arrives. */
  readonly time?: string;
  /** The revision the sender has seen; another one on the server refuses the event. */
  readonly expectedRevision?: number;
}

/** An event to send: type and data belong together. */
export type TaskEvent = {
  [T in TaskEventType]: EventAttributes & { readonly type: T; readonly data: TaskEventData[T] };
}[TaskEventType];

/** What became of one event. */
export type EventResult =
  | {
      readonly source: string;
      readonly id: string;
      readonly status: "applied" | "duplicate";
      readonly task: string;
      readonly revision: number;
      readonly state: TaskState;
    }
  | {
      readonly source: string;
      readonly id: string;
      readonly status: "rejected";
      readonly task: string | null;
      readonly revision: number | null;
      readonly state: TaskState | null;
      readonly problem: ProblemDocument;
    };

/** An event in the JSON format of CloudEvents 1.0. */
export interface CloudEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly datacontenttype: "application/json";
  readonly time?: string;
  readonly expectedrevision?: number;
  readonly data: unknown;
}

/** Dresses an event for the wire; an event without an id gets one here, so it is called once an event and never in a retry. */
export function toCloudEvent(source: string, event: TaskEvent): CloudEvent {
  return {
    specversion: "1.0",
    id: event.id ?? crypto.randomUUID(),
    source,
    type: `duban.task.${event.type}`,
    subject: event.task,
    datacontenttype: "application/json",
    ...(event.time === undefined ? {} : { time: event.time }),
    ...(event.expectedRevision === undefined ? {} : { expectedrevision: event.expectedRevision }),
    data: event.data,
  };
}
