import type { CallOptions } from "./client.ts";
import type { Transport } from "./transport.ts";

/** A project as it is put; amounts in yuan, as text where they must be exact. */
export interface ProjectRequest {
  readonly name: string;
  readonly unit: string;
  /** The unit that pays, and may record payments. */
  readonly paidBy?: string;
  readonly programme?: string;
  readonly line?: string;
  readonly sources: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind:
      | "central"
      | "province"
      | "prefecture"
      | "county"
      | "township"
      | "bank"
      | "society"
      | "self"
      | "other";
    readonly amount: string | number;
    readonly arrivedOn?: string;
  }[];
  readonly tasks?: readonly { readonly task: string; readonly planned?: string | number }[];
  readonly aheadBy?: number;
  readonly idleAfterDays?: number;
}

/** A project with its money as it stands; exact decimals in text. */
export interface Project {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly amount: string;
  readonly planned: string;
  readonly paid: string;
  readonly left: string;
  readonly progress: string | null;
  readonly paidShare: string | null;
  readonly alarms: readonly ("ahead" | "idle" | "overpaid" | "overplanned")[];
}

/** A payment; `id` names it for ever under the client's source. */
export interface PaymentRequest {
  readonly id: string;
  readonly project: string;
  readonly task?: string;
  readonly fundSource?: string;
  readonly amount: string | number;
  readonly paidOn: string;
  readonly note?: string;
}

export interface PaymentResult {
  readonly source: string;
  readonly id: string;
  readonly status: "applied" | "duplicate" | "rejected";
  readonly problem?: { readonly type: string; readonly detail?: string };
}

interface Sum {
  readonly projects: number;
  readonly amount: string;
  readonly planned: string;
  readonly paid: string;
  readonly left: string;
}

/** The money of all projects that the caller may see, each counted once in every sum. */
export interface Funds {
  readonly total: Sum;
  readonly programmes: readonly ({ readonly programme: string | null } & Sum)[];
  readonly lines: readonly ({ readonly programme: string | null; readonly line: string | null } & Sum)[];
  readonly alarms: Readonly<Record<string, number>>;
}

/** What a department's system does with projects and their money. */
export interface Projects {
  putProject(id: string, project: ProjectRequest, options?: CallOptions): Promise<Project>;
  getProject(id: string, options?: CallOptions): Promise<Project>;
  getFunds(options?: CallOptions): Promise<Funds>;
  /** At most 1,000, each once by the client's source and its id, however often they are sent. Results in the order given. */
  recordPayments(payments: readonly PaymentRequest[], options?: CallOptions): Promise<PaymentResult[]>;
}

/** Builds the calls on projects; payments go out under `source`. */
export function projects(transport: Transport, source: string): Projects {
  const path = (id: string) => `v1/projects/${encodeURIComponent(id)}`;
  return {
    putProject: async (id, project, options = {}) =>
      (await transport({
        method: "PUT",
        path: path(id),
        body: project,
        repeatable: true,
        ...options,
      })) as Project,
    getProject: async (id, options = {}) =>
      (await transport({ method: "GET", path: path(id), repeatable: true, ...options })) as Project,
    getFunds: async (options = {}) =>
      (await transport({ method: "GET", path: "v1/funds", repeatable: true, ...options })) as Funds,
    recordPayments: async (payments, options = {}) => {
      const body = payments.map((payment) => ({ source, ...payment }));
      const answer = await transport({
        method: "POST",
        path: "v1/payments",
        body,
        repeatable: true,
        ...options,
      });
      return (answer as { readonly results: PaymentResult[] }).results;
    },
  };
}
