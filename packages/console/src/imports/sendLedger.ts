import { call } from "../app/api.ts";
import type { Deadline } from "../app/shapes.ts";

export interface CellFault {
  readonly sheet: string;
  readonly cell: string;
  readonly column: string;
  readonly value: string;
  readonly text: string;
  readonly textEn: string;
  readonly suggestion: string | null;
}

export interface ImportRow {
  readonly row: number;
  readonly lastRow: number;
  readonly status: "new" | "created" | "existing" | "faulty";
  readonly title: string;
  readonly lead: string | null;
  readonly assist: readonly string[];
  readonly line: string | null;
  readonly due: Deadline | null;
  readonly dueAt: string | null;
  readonly yearGuessed: boolean;
  readonly matter: { readonly id: string; readonly number: string } | null;
  readonly faults: readonly CellFault[];
}

/** What the server understood of a ledger, or made of it. */
export interface ImportAnswer {
  readonly isMade: boolean;
  readonly sheet: string;
  readonly title: string;
  readonly counts: {
    readonly new: number;
    readonly created: number;
    readonly existing: number;
    readonly faulty: number;
  };
  readonly rows: readonly ImportRow[];
}

export const excelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Sends a ledger to be previewed, or to be made, its faulty rows left out; throws an `ApiProblem` for a "no". */
export async function sendLedger(
  file: File,
  programme: string | undefined,
  step: "preview" | "make",
): Promise<ImportAnswer> {
  const query = new URLSearchParams(step === "make" ? { skipFaulty: "true" } : {});
  if (programme !== undefined) query.set("programme", programme);
  const path = `/v1/imports${step === "preview" ? "/preview" : ""}?${query}`;
  const options = { method: "POST", file, mediaType: excelType } as const;
  return { ...(await call<Omit<ImportAnswer, "isMade">>(path, options)), isMade: step === "make" };
}
