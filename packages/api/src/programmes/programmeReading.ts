import { type CellFault, isCellFault } from "../ledger/ledgerFault.ts";
import type { CellPlace, LedgerFault } from "../ledger/readLedger.ts";

/** What is read of a programme so far: what is wrong, and in which cell each of its parts stands, by its pointer. */
export class ProgrammeReading {
  readonly faults: LedgerFault[] = [];
  readonly places = new Map<string, CellPlace>();

  fault(place: CellPlace, fault: CellFault): void {
    this.faults.push({ ...place, ...fault });
  }

  /** What was read, or `instead` with the fault noted. */
  accept<T>(place: CellPlace, pointer: string, read: T | CellFault, instead: T): T {
    this.places.set(pointer, place);
    if (typeof read !== "object" || read === null || !isCellFault(read)) return read as T;
    this.fault(place, read);
    return instead;
  }
}
