/** The types of verifyExport.mjs, which is plain JavaScript so that it stands alone. */

export interface Finding {
  readonly kind: string;
  readonly table?: string;
  readonly position?: number;
  readonly task?: string;
  /** Of a village event: `household/…` or `village/…`. */
  readonly subject?: string;
  readonly revision?: number;
  readonly seal?: number | null;
  readonly detail: string;
}

export interface ExportCheckResult {
  readonly findings: readonly Finding[];
  readonly seals: number;
  readonly records: number;
  readonly unsealed: {
    readonly events: number;
    readonly trail: number;
    readonly village_events: number;
  } | null;
  readonly head: { readonly number: number; readonly hash: string; readonly at: string | null };
}

export interface ExportCheck {
  line(text: string): void;
  end(): ExportCheckResult;
}

export declare function createExportCheck(options: {
  readonly publicKeys: readonly string[];
  readonly head?: { readonly number: number; readonly hash: string } | null;
  readonly until?: string | null;
}): ExportCheck;

export declare function describeFinding(finding: Finding): string;
