/** A programme as it is put: lines with their weights and targets, the central works they serve. */
export interface ProgrammeRequest {
  readonly name: string;
  readonly phases?: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly centralWorks?: readonly { readonly id: string; readonly name: string }[];
  readonly lines: readonly {
    readonly id: string;
    readonly name: string;
    readonly weight?: string | number;
    readonly centralWork?: readonly string[];
    readonly targets?: readonly {
      readonly id: string;
      readonly name: string;
      readonly unit: string;
      readonly figure?: string | number;
    }[];
  }[];
}

/** What was planned, shared out and reported of a target; exact decimals. A name that is null: only matters name it. */
export interface TargetLedger {
  readonly id: string;
  readonly name: string | null;
  readonly unit: string | null;
  readonly figure: string | null;
  readonly assigned: string | null;
  readonly reported: string | null;
}

/** How much there is of a programme or a line, how much of that has ended or is late, and how far it has come in percent. */
export interface LedgerCounts {
  readonly matters: number;
  readonly tasks: number;
  readonly ended: number;
  readonly overdue: number;
  readonly progress: string | null;
}

/** A line with its targets; `id` null gathers the matters of no line, `defined` false is a line that only matters name. */
export interface LineLedger extends LedgerCounts {
  readonly id: string | null;
  readonly name: string | null;
  readonly defined: boolean;
  readonly weight: string | null;
  readonly centralWork: readonly string[];
  readonly targets: readonly TargetLedger[];
}

/** A programme with its ledger. */
export interface Programme extends LedgerCounts {
  readonly id: string;
  readonly version: number | null;
  readonly name: string;
  readonly phases: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly centralWorks: readonly { readonly id: string; readonly name: string }[];
  readonly lines: readonly LineLedger[];
  readonly units: readonly {
    readonly unit: string;
    readonly line: string | null;
    readonly target: string;
    readonly assigned: string | null;
    readonly reported: string | null;
  }[];
}
