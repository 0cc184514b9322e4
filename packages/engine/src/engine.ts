import type { ComplaintTerms } from "./burden/fileComplaint.ts";
import type { CreatedOccurrences } from "./duties/createOccurrences.ts";
import type { DutyTerms } from "./duties/dutySchedule.ts";
import type { ApprovalStep } from "./lifecycle/approvalChain.ts";
import type { Caller, Party } from "./lifecycle/caller.ts";
import type { Rejection } from "./lifecycle/rejection.ts";
import type { ExternalEventType } from "./lifecycle/taskEvent.ts";
import type { StageTerms, TaskState, WorkState } from "./lifecycle/taskState.ts";
import type { DutyRow } from "./store/duties.ts";
import type { Instant } from "./time/calendar.ts";
import type { Deadline } from "./time/deadline.ts";
import type { Recurrence } from "./time/recurrence.ts";
import type { IncomingVillageEvent, VillageKind, VillageOutcome } from "./villages/villageEvent.ts";

/**
 * An event from outside, parsed and not yet applied.
 *
 * `at` is when it happened by its sender's account (null: not said, taken as now); `fingerprint` is a hash of its
 * content (type, subject, time, data), so that a reused id with other content is told from a repeat.
 */
export interface IncomingEvent {
  readonly id: string;
  readonly source: string;
  readonly type: ExternalEventType;
  readonly task: string;
  readonly at: Instant | null;
  readonly expectedRevision: number | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly fingerprint: Buffer;
}

/** What became of an event. The promise of it settles only after the transaction has been committed to disk. */
export type EventOutcome =
  | {
      readonly status: "applied" | "duplicate";
      readonly task: string;
      readonly revision: number;
      readonly state: WorkState;
    }
  | {
      readonly status: "rejected";
      readonly task: string;
      readonly revision: number | null;
      readonly state: WorkState | null;
      readonly rejection: Rejection;
    };

/** What a matter is to deliver of a target, an exact decimal, and the share of each unit: together just that. */
export interface MatterTarget {
  readonly id: string;
  readonly figure: string;
  readonly shares: Readonly<Record<string, string>>;
}

/** A matter as it is asked for, parsed and defaulted; units, calendar and ladder are checked when it is created. */
export interface MatterRequest {
  readonly title: string;
  readonly source: { readonly kind: string; readonly ref?: string | undefined };
  readonly programme: string | null;
  readonly line: string | null;
  readonly priority: "normal" | "urgent" | "critical";
  readonly requirement: string | null;
  readonly lead: string;
  readonly assist: readonly string[];
  readonly due: Deadline;
  readonly signWithin: Deadline;
  readonly ladder: string;
  readonly calendar: string;
  readonly approvals: number;
  /** Left out: any supervisors, in any order. */
  readonly approvalChain?: readonly ApprovalStep[];
  /** The assisting units must countersign before the lead submits (会签); left out: no. */
  readonly countersign?: boolean;
  readonly maxExtensions: number;
  /** Left out: none. */
  readonly targets?: readonly MatterTarget[];
  /** Left out: none. */
  readonly stages?: readonly StageTerms[];
  /** Left out or null: nobody reports by the calendar. */
  readonly reportEvery?: Recurrence | null;
  /** The recurring duty that makes it, and the date of its rule; left out where a person asked. */
  readonly duty?: { readonly id: string; readonly on: string };
  /** The visit on which it was heard as a need, by the place of its event; left out where a person asked. */
  readonly heard?: { readonly kind: VillageKind; readonly subject: string; readonly revision: number };
}

/** A matter as it stands in the store; its state is derived from its tasks when read. */
export interface Matter extends MatterRequest {
  readonly id: string;
  readonly number: string;
  readonly createdBy: Party;
  readonly createdAt: Instant;
}

/** The wish that a matter be created once however often it is asked for: the key, and a hash of the body it came with. */
export interface IdempotentRequest {
  readonly key: string;
  readonly fingerprint: Buffer;
}

export type MatterOutcome =
  | { readonly status: "created" | "repeated"; readonly answer: unknown }
  | { readonly status: "rejected"; readonly rejection: Rejection };

/** Makes the answer to a created matter; pure, called inside the transaction so that the same answer can be kept. */
export type RenderMatter = (matter: Matter, tasks: readonly TaskState[], now: Instant) => unknown;

/** Thrown-free sign of a full queue: nothing was taken, come back after `retryAfterSeconds`. */
export interface Overloaded {
  readonly overloaded: true;
  readonly retryAfterSeconds: number;
}

/** How what is due at one instant of very many tasks is recorded. */
export interface StormOptions {
  /** Transactions under way at once, at most. */
  readonly lanes: number;
  /** When aborted, the batches under way are the last. */
  readonly signal: AbortSignal;
}

/**
 * The engine: the only way to change a task.
 *
 * `submit` takes events of one caller in order and settles each outcome after its commit; events of one task are
 * applied in the order they were submitted. Either all of a call are taken or, the queue being full, none.
 * `createMatter` makes a matter with its tasks, whole or not at all.
 * `fireDueRungs` records rungs whose instant is not after `upTo`, oldest first, at most `limit`, each exactly once
 * whoever else is at it; `storm` is the instant at which all of a full batch was due, null if there were several: what is due
 * at one instant has no order. `fireStorm` fires what is due at such an instant, in several lanes at once (in one while this engine
 * has events waiting), until none of it is left or the signal is aborted, and answers how many.
 * `sendDueNotices` gathers the notices due by `upTo` into one message a person.
 * `reprojectDeadlines` moves the open deadlines that an older version of a calendar projected.
 * `transferTasks` moves the tasks of units that were merged and of people who left, at most `limit` at once, each with a `transferred`.
 * `saveDuty` puts a recurring duty in force, and `createDueOccurrences` makes the matters of the occurrences due by `upTo`,
 * a date of a rule once for ever, going through at most `limit` duties.
 * `nextDueAt` is the earliest instant at which one of these has something to do.
 * `drain` takes no more and resolves when what was begun is committed.
 */
export interface Engine {
  submit(caller: Caller, events: readonly IncomingEvent[]): Promise<EventOutcome>[] | Overloaded;
  /** Village events, in order and each once, as `submit` does; both of a call are taken, or, the queue being full, neither. */
  submitBoth(
    caller: Caller,
    events: readonly IncomingEvent[],
    villageEvents: readonly IncomingVillageEvent[],
  ):
    | {
        readonly events: Promise<EventOutcome>[];
        readonly villageEvents: Promise<VillageOutcome>[];
      }
    | Overloaded;
  /** Takes a complaint and makes the matter that answers it, both or neither; the same again is taken once. */
  fileComplaint(caller: Caller, terms: ComplaintTerms): Promise<Rejection | { readonly taken: true }>;
  createMatter(
    caller: Caller,
    request: MatterRequest,
    render: RenderMatter,
    idempotent: IdempotentRequest | null,
  ): Promise<MatterOutcome> | Overloaded;
  fireDueRungs(
    tenantId: number,
    upTo: Instant,
    limit: number,
  ): Promise<{ fired: number; more: boolean; storm: Instant | null }>;
  fireStorm(tenantId: number, upTo: Instant, limit: number, options: StormOptions): Promise<number>;
  sendDueNotices(tenantId: number, upTo: Instant, limit: number): Promise<{ sent: number; more: boolean }>;
  reprojectDeadlines(tenantId: number, limit: number): Promise<{ moved: number; more: boolean }>;
  transferTasks(tenantId: number, limit: number): Promise<{ moved: number; more: boolean }>;
  saveDuty(caller: Caller, id: string, terms: DutyTerms): Promise<DutyRow | Rejection>;
  createDueOccurrences(tenantId: number, upTo: Instant, limit: number): Promise<CreatedOccurrences>;
  nextDueAt(tenantId: number): Promise<Instant | null>;
  waiting(): number;
  drain(): Promise<void>;
}

/** What a commit left behind that somebody may want to be told of; told after the commit, and never relied upon. */
export interface Committed {
  readonly tenantId: number;
  readonly applied: number;
  /** The earliest instant that the commit armed, null if none. */
  readonly armedAt: Instant | null;
  readonly messages: boolean;
  readonly notices: boolean;
}
