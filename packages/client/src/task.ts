import type { Party } from "./approval.ts";
import type { ClockName } from "./county.ts";
import type { Deadline, Remainder } from "./deadline.ts";

export type TaskState =
  | "assigned"
  | "declined"
  | "inProgress"
  | "suspended"
  | "underInspection"
  | "inspected"
  | "closed"
  | "archived"
  | "terminated"
  | "waived";

/** A running deadline of a task; `dueAt` is null while it is held, and `remaining` says what is left. */
export interface TaskClock {
  readonly name: ClockName;
  readonly state: "running" | "held" | "done";
  readonly dueAt: string | null;
  readonly remaining: Remainder | null;
  readonly generation: number;
  readonly nextRungAt: string | null;
}

/** A stage of the work; `dueAt` while it is current or waiting and runs. One is skipped where work begins anew after its date. */
export interface TaskStage {
  readonly name: string;
  readonly due: Deadline;
  readonly state: "met" | "current" | "waiting" | "skipped";
  readonly dueAt?: string;
  readonly metAt?: string;
}

/** What a unit asks for beside the work, waiting for a supervisor. */
export interface TaskRequest {
  readonly kind: "extension" | "suspension";
  readonly reason: string;
  readonly due?: Deadline;
}

export interface TaskTarget {
  readonly id: string;
  readonly share: string | null;
  readonly reported: string | null;
}

/** One unit's part of a matter. Instants are RFC 3339 with offset; `overdue` is derived by the server when read. */
export interface Task {
  readonly id: string;
  readonly matter: string;
  readonly number: string;
  readonly title: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly unit: string;
  readonly role: "lead" | "assist";
  readonly definition: { readonly id: string; readonly version: number };
  readonly state: TaskState;
  readonly revision: number;
  readonly card: string;
  readonly signBy: string | null;
  readonly dueAt: string | null;
  readonly provisional: boolean;
  readonly overdue: boolean;
  readonly overdueWorkdays: number;
  /** How late the work is, or was when its clock last stopped: unlike `overdueWorkdays`, true of a closed task too. */
  readonly lateWorkdays: number;
  readonly progress: number;
  readonly reworks: number;
  readonly extensions: number;
  readonly request: TaskRequest | null;
  readonly clocks: readonly TaskClock[];
  readonly stages: readonly TaskStage[];
  /** Its share of each target and what was last reported; exact decimals. */
  readonly targets: readonly TaskTarget[];
  /** Who must countersign it, who has not, and what was said; null where the matter asks for none of this task. */
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
  readonly updatedAt: string;
}

/** A fact of a task's history, never changed; revisions of a task are 1, 2, 3 … */
export interface RecordedEvent {
  readonly revision: number;
  readonly type: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly source: string;
  readonly id: string;
  readonly actor: unknown;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event type the caller may send now, with the JSON Schema of its data. */
export interface Operation {
  readonly type: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What to list; all given conditions hold together. `q` searches title and number. */
export interface TaskFilter {
  readonly state?: TaskState;
  readonly unit?: string;
  readonly card?: string;
  readonly overdue?: true;
  readonly programme?: string;
  readonly line?: string;
  readonly dueBefore?: string;
  readonly q?: string;
}
