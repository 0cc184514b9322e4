/** What the API answers with, as far as the console reads it; openapi.json is the whole of it. */

export type Deadline =
  | { readonly workdays: number }
  | { readonly days: number }
  | { readonly on: string }
  | { readonly month: string }
  | { readonly at: string };

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface Me {
  readonly key: { readonly id: string; readonly name: string };
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly unit: string | null;
  readonly roles: readonly string[];
  /** The persons whose deputy he is now. */
  readonly deputyFor: readonly string[];
  readonly now: string;
  readonly manualClock: boolean;
}

/** Who is signed in by the cookie, and what his sign-in still wants. */
export interface CurrentSession {
  readonly person: { readonly id: string; readonly name: string };
  readonly stage: "secondFactor" | "passwordChange" | "whole";
  readonly way: "password" | "provider";
  readonly csrfToken: string;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly idleMinutes: number;
  readonly expiresAt: string;
}

export interface SessionState {
  readonly session: CurrentSession | null;
  readonly ways: {
    readonly password: boolean;
    readonly provider: { readonly name: string; readonly path: string } | null;
  };
}

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly kind: "department" | "township" | "village" | "office";
  readonly parent: string | null;
  readonly order: number;
  readonly aliases: readonly string[];
  /** The first and the last day on which it is given tasks. */
  readonly from: string | null;
  readonly until: string | null;
  readonly mergedInto: string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly string[];
  readonly head: boolean;
  readonly contacts: Readonly<Record<string, unknown>>;
  readonly scope: Readonly<Record<string, readonly string[]>> | null;
  readonly leftAt: string | null;
}

/** A unit's merger or a person's departure: what went over to the successor. `doneAt` is null while there is more to move. */
export interface Succession {
  readonly moved: number;
  readonly doneAt: string | null;
}

export type Remainder =
  | { readonly workdays: number }
  | { readonly days: number }
  | { readonly milliseconds: number };

export interface TaskRequest {
  readonly kind: "extension" | "suspension";
  readonly reason: string;
  readonly due?: Deadline;
}

export interface Task {
  readonly id: string;
  readonly matter: string;
  readonly number: string;
  readonly title: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly priority: string;
  readonly unit: string;
  readonly role: "lead" | "assist";
  readonly handler: string | null;
  readonly definition: { readonly id: string; readonly version: number };
  readonly state: string;
  readonly revision: number;
  readonly card: string;
  readonly signBy: string | null;
  readonly dueAt: string | null;
  readonly provisional: boolean;
  readonly overdue: boolean;
  readonly workdaysLeft: number | null;
  readonly overdueWorkdays: number;
  readonly lateWorkdays: number;
  readonly progress: number;
  readonly reworks: number;
  readonly extensions: number;
  readonly urges: number;
  readonly request: TaskRequest | null;
  readonly clocks: readonly {
    readonly name: string;
    readonly dueAt: string | null;
    readonly remaining: Remainder | null;
  }[];
  readonly stages: readonly {
    readonly name: string;
    readonly state: string;
    readonly dueAt?: string;
    readonly metAt?: string;
  }[];
  /** Who must countersign, and what they said; null where the matter asks for none of this task. */
  readonly countersign: {
    readonly units: readonly string[];
    readonly missing: readonly string[];
    readonly said: readonly {
      readonly unit: string;
      readonly by: Party;
      readonly at: string;
      readonly refusal: string | null;
    }[];
  } | null;
  /** Its share of each target and what was last reported of it; exact decimals. */
  readonly targets: readonly {
    readonly id: string;
    readonly share: string | null;
    readonly reported: string | null;
  }[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Who did something, as it is recorded. */
export interface Party {
  readonly key: string;
  readonly person: string | null;
  readonly unit: string | null;
  readonly onBehalfOf?: string;
}

/** That a deputy stands in for a person (AB角), until just before `to`. */
export interface Deputy {
  readonly person: string;
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string | null;
  readonly inForce: boolean;
}

/** One that waits for the caller's decision. */
export interface Approval {
  readonly kind: string;
  /** For whom he would decide as deputy; null where it is his own. */
  readonly onBehalfOf: string | null;
  readonly task: Task;
  readonly asked: { readonly by: Party | null; readonly text: string | null };
  readonly inspected: { readonly by: Party | null; readonly text: string | null } | null;
  readonly since: string;
  readonly waitingWorkdays: number;
  readonly moves: {
    readonly dueFrom?: string;
    readonly dueTo?: string;
    readonly workdays?: number;
    readonly days?: number;
    readonly remaining?: Remainder | null;
    readonly approvals?: {
      readonly needed: number;
      readonly given: readonly Party[];
      readonly turn?: { readonly role: string; readonly unit?: string; readonly person?: string };
    };
  };
  readonly choices: readonly {
    readonly decision: "approve" | "refuse" | null;
    readonly type: string;
    readonly reason: "required" | "optional";
  }[];
  readonly expectedrevision: number;
}

export interface ApprovalPage extends Page<Approval> {
  /** How many of each kind wait for the caller, on all pages. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface Matter {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly title: string;
  readonly source: { readonly kind: string; readonly ref?: string };
  readonly programme: string | null;
  readonly line: string | null;
  readonly priority: string;
  readonly requirement: string | null;
  readonly due: Deadline;
  readonly createdAt: string;
  readonly tasks: readonly Task[];
}

export interface RecordedEvent {
  readonly revision: number;
  readonly type: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly source: string;
  readonly actor: { readonly key: string; readonly person: string | null; readonly unit: string | null };
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: string;
  readonly unit: string;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly type: string;
  readonly cloudEventType: string;
  readonly schema: JsonSchema;
}

export interface RefusedOperation {
  readonly type: string;
  readonly kind: "forbidden" | "not-accepted" | "four-eyes";
  readonly detail: string;
  readonly senders: readonly string[];
  readonly recusal: string | null;
}

export interface Operations {
  readonly items: readonly Operation[];
  readonly refused: readonly RefusedOperation[];
}

export interface Rung {
  readonly rung: number;
  readonly at: string;
  readonly fired: boolean;
  readonly card: string | null;
  readonly notify: readonly string[];
  readonly urgent: boolean;
  readonly propose: string | null;
}

export interface TimelineDay {
  readonly date: string;
  readonly works: boolean;
  readonly listed: "holiday" | "workday" | null;
  readonly covered: boolean;
}

export interface TimelineClock {
  readonly name: string;
  readonly state: "running" | "held" | "done";
  readonly generation: number;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly stoppedAt: string | null;
  readonly provisional: boolean;
  readonly rungs: readonly Rung[];
}

export interface Timeline {
  readonly now: string;
  readonly calendar: {
    readonly id: string;
    readonly timeZone: string;
    readonly dayStartsAt: string;
    readonly dayEndsAt: string;
    readonly coveredTo: string;
  };
  readonly approvals: { readonly needed: number; readonly given: number };
  readonly maxExtensions: number;
  readonly days: readonly TimelineDay[];
  readonly clocks: readonly TimelineClock[];
}

export interface Lifecycle {
  readonly states: readonly { readonly id: string; readonly label: string }[];
  readonly arrows: readonly { readonly from: string; readonly to: string; readonly event: string }[];
}

export interface Counts {
  readonly open: number;
  readonly assigned: number;
  readonly declined: number;
  readonly inProgress: number;
  readonly suspended: number;
  readonly underInspection: number;
  readonly inspected: number;
  readonly ended: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly requests: number;
  readonly byCard: Readonly<Record<string, number>>;
}

export interface Overview {
  readonly now: string;
  readonly soonBefore: string;
  readonly all: Counts;
  readonly byUnit: readonly { readonly unit: string; readonly counts: Counts }[];
  readonly byLine: readonly {
    readonly programme: string | null;
    readonly line: string | null;
    readonly counts: Counts;
  }[];
}

export interface DeadlinePreview {
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly workdays: number;
  readonly days: number;
  readonly coveredTo: string;
}

export interface EventResult {
  readonly id: string;
  readonly status: "applied" | "duplicate" | "rejected";
  readonly task: string;
  readonly revision: number | null;
  readonly state: string | null;
  readonly problem?: { readonly type: string; readonly detail: string };
}

export interface TrendWeek {
  readonly from: string;
  readonly to: string;
  readonly isWhole: boolean;
  readonly opened: number;
  readonly closed: number;
  readonly overdue: number;
}

export interface OutlookDay {
  readonly date: string;
  readonly works: boolean;
  readonly due: number;
  readonly rungs: number;
  readonly cards: Readonly<Record<string, number>>;
}

export interface ForecastRung {
  readonly at: string;
  readonly missed: boolean;
  readonly task: string;
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  readonly clock: string;
  readonly stage?: string;
  readonly generation: number;
  readonly rung: number;
  readonly dueAt: string;
  readonly card: string | null;
  readonly propose: string | null;
  readonly notify: readonly {
    readonly role: string;
    readonly persons: readonly string[];
    readonly reached?: string | null;
  }[];
  readonly urgent: boolean;
  readonly provisional: boolean;
}
