import type { CallOptions } from "./client.ts";
import type { Deadline } from "./deadline.ts";
import type { Evidence } from "./taskEvent.ts";
import type { Transport } from "./transport.ts";

/** A tie of an inspector to a unit, or to a person of it. */
export interface Conflict {
  readonly inspector: string;
  readonly unit?: string;
  readonly person?: string;
  readonly kind: "kin" | "interest" | "formerPost" | "other";
  readonly note?: string;
}

/** An inspection as it is planned. Dates are inclusive; what is left out of the scope is any. */
export interface InspectionRequest {
  readonly title: string;
  readonly asker: string;
  readonly from: string;
  readonly to: string;
  readonly scope: {
    readonly units?: readonly string[];
    readonly kinds?: readonly ("department" | "township" | "village" | "office")[];
    readonly programme?: string;
    readonly line?: string;
  };
  readonly objects: number;
  readonly inspectors?: number;
  readonly checkList: readonly { readonly id: string; readonly text: string }[];
  readonly conflicts?: readonly Conflict[];
  readonly publicValue?: string;
  readonly objectWithin?: Deadline;
  readonly secondLookWithin?: Deadline;
  readonly lookBackAfterDays?: number | null;
  readonly calendar?: string;
  readonly ladder?: string;
}

/** What can be done to an inspection; docs/inspections.md says by whom. */
export type InspectionAct =
  | ({ readonly type: "conflictDeclared" } & Conflict)
  | {
      readonly type: "announced";
      readonly publicValue?: string;
      readonly warned?: "exclude" | "keep";
      readonly reason?: string;
    }
  | { readonly type: "drawn" | "closed" }
  | { readonly type: "cancelled"; readonly reason: string }
  | {
      readonly type: "found";
      readonly unit: string;
      readonly points: readonly {
        readonly check: string;
        readonly result: "met" | "partly" | "unmet" | "notApplicable";
        readonly note?: string;
        readonly evidence?: readonly Evidence[];
      }[];
    }
  | {
      readonly type: "concluded";
      readonly unit: string;
      readonly text: string;
      readonly rectify?: { readonly requirement: string; readonly due: Deadline };
    }
  | { readonly type: "accepted"; readonly unit: string }
  | {
      readonly type: "objected";
      readonly unit: string;
      readonly reason: string;
      readonly evidence?: readonly Evidence[];
    }
  | {
      readonly type: "secondLooked";
      readonly unit: string;
      readonly outcome: "upheld" | "changed";
      readonly text: string;
    }
  | {
      readonly type: "lookedBack";
      readonly unit: string;
      readonly result: "held" | "sprungBack";
      readonly note?: string;
    };

/** An inspection as it stands. */
export interface Inspection {
  readonly id: string;
  readonly number: string;
  readonly state: "planned" | "announced" | "drawn" | "closed" | "cancelled";
  readonly title: string;
  /** The hash of what the server put into the draw, published with the plan. */
  readonly commitment: string;
  readonly seed: string | null;
  readonly drawn: readonly string[];
  readonly results: readonly {
    readonly unit: string;
    readonly inspectors: readonly string[];
    readonly conclusion: {
      readonly objectBy: string;
      readonly rectification: { readonly id: string; readonly number: string } | null;
    } | null;
    readonly objection: {
      readonly reviewers: readonly string[];
      readonly secondLook: { readonly id: string; readonly number: string } | null;
    } | null;
    readonly secondLook: { readonly outcome: "upheld" | "changed" } | null;
    readonly lookBack: string | null;
    readonly lookedBack: { readonly result: "held" | "sprungBack" } | null;
  }[];
}

/** What a department's system does with inspections. */
export interface Inspections {
  /** Not repeated after a lost answer: that would plan it twice. */
  planInspection(request: InspectionRequest, options?: CallOptions): Promise<Inspection>;
  /** Not repeated after a lost answer: look with `getInspection` where it stands. */
  actOnInspection(id: string, act: InspectionAct, options?: CallOptions): Promise<Inspection>;
  getInspection(id: string, options?: CallOptions): Promise<Inspection>;
  /** All it takes to make the draw again. */
  getInspectionDraw(id: string, options?: CallOptions): Promise<Readonly<Record<string, unknown>>>;
}

/** Builds the calls on inspections. */
export function inspections(transport: Transport): Inspections {
  const path = (id: string) => `v1/inspections/${encodeURIComponent(id)}`;
  const post = async (to: string, body: unknown, options: CallOptions): Promise<Inspection> =>
    (await transport({ method: "POST", path: to, body, repeatable: false, ...options })) as Inspection;
  const get = (from: string, options: CallOptions): Promise<unknown> =>
    transport({ method: "GET", path: from, repeatable: true, ...options });
  return {
    planInspection: (request, options = {}) => post("v1/inspections", request, options),
    actOnInspection: (id, act, options = {}) => post(`${path(id)}/acts`, act, options),
    getInspection: async (id, options = {}) => (await get(path(id), options)) as Inspection,
    getInspectionDraw: async (id, options = {}) =>
      (await get(`${path(id)}/draw`, options)) as Readonly<Record<string, unknown>>,
  };
}
