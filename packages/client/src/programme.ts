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

/** How far a line has come; what was planned, shared out and reported of each target, as exact decimals. */
export interface LineLedger {
  readonly id: string | null;
  readonly name: string | null;
  readonly weight: string | null;
  readonly matters: number;
  readonly tasks: number;
  readonly progress: string | null;
  readonly targets: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly unit: string | null;
    readonly figure: string | null;
    readonly assigned: string | null;
    readonly reported: string | null;
  }[];
}

/** A programme with its ledger. */
export interface Programme {
  readonly id: string;
  readonly version: number | null;
  readonly name: string;
  readonly progress: string | null;
  readonly lines: readonly LineLedger[];
  readonly units: readonly {
    readonly unit: string;
    readonly line: string | null;
    readonly target: string;
    readonly assigned: string | null;
    readonly reported: string | null;
  }[];
}
