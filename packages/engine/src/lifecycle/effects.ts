import type { Role } from "./caller.ts";

/**
 * What a transition asks of the world, as data; the batch makes it durable in the transaction of the event.
 *
 * `notify`: tell the holders of `roles` (of the task's unit for handler, liaison and head; of the county for the others)
 * and, if given, `persons`. `unit` is another unit whose people are told instead of the task's, its handler not among them. `subject` names the wording. An urgent one goes out at once, any other waits for working hours.
 * `climb` says that a role without a holder passes the notice to the next role up.
 */
export interface NotifyEffect {
  readonly kind: "notify";
  readonly subject: NoticeSubject;
  readonly roles: readonly Role[];
  readonly persons: readonly string[];
  readonly unit?: string;
  readonly urgent: boolean;
  readonly climb: boolean;
  /** What the wording needs beside the task: the ordinal of an urge, a card, a reason. */
  readonly facts: Readonly<Record<string, string | number | null>>;
}

export type Effect = NotifyEffect;

/** What a notice is about: the recorded event's type, in most cases. */
export type NoticeSubject =
  | "assigned"
  | "reassigned"
  | "declined"
  | "submitted"
  | "passed"
  | "failed"
  | "closureRefused"
  | "closureApproved"
  | "extensionRequested"
  | "extensionGranted"
  | "extensionRefused"
  | "suspensionRequested"
  | "suspensionGranted"
  | "suspensionRefused"
  | "resumed"
  | "urged"
  | "waived"
  | "terminated"
  | "reopened"
  | "lookbackFailed"
  | "countersigned"
  | "countersignRefused"
  | "countersignAsked"
  | "countersignComplete"
  | "rungFired"
  | "projected"
  | "transferred";
