import type { Party } from "./approval.ts";
import type { CallOptions } from "./client.ts";
import { listItems } from "./page.ts";
import type { Transport } from "./transport.ts";

/** Who answers complaints of burdens, and who instead where one is about him. */
export interface ComplaintBox {
  readonly unit: string;
  readonly other: string;
  readonly workdays?: number;
}

/** What somebody says of a burden; read by him, by who answers, and by the auditor. */
export interface Complaint {
  readonly id: string;
  readonly words: string;
  readonly about: string | null;
  readonly unit: string;
  readonly matter: { readonly id: string; readonly number: string; readonly state: string };
  /** Once the matter is closed. */
  readonly answer: string | null;
}

/** A measure against people that a ladder's rung proposed; a named person decides, nobody else. */
export interface ProposedMeasure {
  readonly task: string;
  readonly revision: number;
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  readonly measure: string;
  readonly proposedAt: string;
  readonly decision: "approve" | "refuse" | null;
  readonly reason: string | null;
  readonly decidedBy: Party | null;
  readonly decidedAt: string | null;
}

/** What a unit was asked to report in a window; `by` is the unit that asked, null the engine. */
export interface Burden {
  readonly unit: string;
  readonly asks: number;
  readonly reports: number;
  readonly askers: readonly {
    readonly by: string | null;
    readonly asks: number;
    readonly reports: number;
    readonly figures: number;
  }[];
  readonly repeated: readonly {
    readonly figure: string;
    readonly askers: readonly (string | null)[];
    readonly asks: readonly {
      readonly task: string;
      readonly by: string | null;
      /** When the unit had reported it elsewhere before it was asked for here. */
      readonly knownSince: string | null;
    }[];
  }[];
}

/** What keeps the asking in bounds: burdens, complaints, and measures that people decide. */
export interface Burdens {
  getBurden(
    query: { readonly unit: string; readonly from?: string; readonly to?: string },
    options?: CallOptions,
  ): Promise<Burden>;
  putComplaintBox(box: ComplaintBox, options?: CallOptions): Promise<void>;
  /** Makes the matter that answers it, once, however often it is sent under the same id (a UUID of the sender's). */
  putComplaint(
    id: string,
    complaint: { readonly words: string; readonly about?: string },
    options?: CallOptions,
  ): Promise<Complaint>;
  getComplaint(id: string, options?: CallOptions): Promise<Complaint>;
  /** The latest first; `open`: only those that nobody has decided, or only the others. */
  listMeasures(filter?: { readonly open?: boolean }, options?: CallOptions): AsyncIterable<ProposedMeasure>;
  /** Not repeated after a lost answer: it would meet its own decision. */
  decideMeasure(
    measure: Pick<ProposedMeasure, "task" | "revision">,
    decision: { readonly decision: "approve" | "refuse"; readonly reason: string },
    options?: CallOptions,
  ): Promise<ProposedMeasure>;
}

/** Builds the calls on burdens, complaints and measures. */
export function burdens(transport: Transport): Burdens {
  const complaint = (id: string) => `v1/complaints/${encodeURIComponent(id)}`;
  const put = (path: string, body: unknown, options: CallOptions) =>
    transport({ method: "PUT", path, body, repeatable: true, ...options });
  return {
    getBurden: async (query, options = {}) =>
      (await transport({
        method: "GET",
        path: "v1/burden",
        query: { ...query },
        repeatable: true,
        ...options,
      })) as Burden,
    putComplaintBox: async (box, options = {}) => {
      await put("v1/complaint-box", box, options);
    },
    putComplaint: async (id, said, options = {}) => (await put(complaint(id), said, options)) as Complaint,
    getComplaint: async (id, options = {}) =>
      (await transport({ method: "GET", path: complaint(id), repeatable: true, ...options })) as Complaint,
    listMeasures: (filter = {}, options = {}) =>
      listItems<ProposedMeasure>(transport, { path: "v1/measures", query: { ...filter }, ...options }),
    decideMeasure: async ({ task, revision }, decision, options = {}) =>
      (await transport({
        method: "POST",
        path: `v1/measures/${encodeURIComponent(task)}/${revision}/decide`,
        body: decision,
        repeatable: false,
        ...options,
      })) as ProposedMeasure,
  };
}
