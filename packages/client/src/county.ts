/** A unit of the county; `order` is its place in the fixed order of units (建制序). */
export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly kind: "department" | "township" | "village" | "office";
  readonly parent?: string;
  readonly order?: number;
  readonly aliases?: readonly string[];
}

export type Role =
  | "handler"
  | "liaison"
  | "head"
  | "inspector"
  | "supervisor"
  | "leader"
  | "systemAdmin"
  | "securityAdmin"
  | "auditor";

/** A person of a unit; `head` marks the one who answers for it (一把手). */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly Role[];
  readonly head?: boolean;
  readonly contacts?: Readonly<Record<string, string>>;
}

/** What a new key may do: a unit without roles is that unit's own system. */
export interface KeyRequest {
  readonly name: string;
  readonly unit?: string;
  readonly person?: string;
  readonly roles?: readonly Role[];
}

/** A key as it is shown, once: the server keeps only a hash of it. */
export interface CreatedKey {
  readonly id: string;
  readonly key: string;
}

/** Working time of a county, and the days that differ from plain weeks; dates are `YYYY-MM-DD`. */
export interface CalendarRequest {
  readonly timeZone?: string;
  readonly dayStartsAt?: string;
  readonly dayEndsAt?: string;
  readonly days?: Readonly<Record<string, "holiday" | "workday">>;
  readonly coverage?: { readonly from: string; readonly to: string };
}

export type ClockName = "sign" | "stage" | "report" | "finish";

/** One step of a ladder, before (negative) or after the due instant of its clock; only `at` is required. */
export interface Rung {
  readonly at: { readonly workdays: number } | { readonly days: number } | { readonly hours: number };
  readonly clock?: ClockName;
  readonly card?: string | null;
  readonly notify?: readonly Role[];
  readonly urgent?: boolean;
  readonly propose?: string | null;
  readonly time?: string | null;
}

export interface LadderRequest {
  readonly rungs: readonly Rung[];
}

/** Where recorded events are to be posted; without `types`, all of them. */
export interface WebhookRequest {
  readonly url: string;
  readonly types?: readonly string[];
}

/** A webhook as it was put; `secret` (whsec_…) is there the first time only. */
export interface Webhook {
  readonly secret?: string;
}

/** One recorded event on its way to one webhook; `id` is the message's `webhook-id`, the same at every attempt. */
export interface Delivery {
  readonly id: string;
  readonly task: string;
  readonly revision: number;
  readonly type: string;
  readonly state: "waiting" | "delivered" | "failed";
  readonly attemptCount: number;
}

/** A notice as a person can read it; the record of truth of every notification. `sentAt` is null while it waits. */
export interface Notice {
  readonly id: string;
  readonly person: string;
  readonly task: string;
  readonly subject: string;
  readonly urgent: boolean;
  readonly text: string;
  readonly createdAt: string;
  readonly sentAt: string | null;
}
