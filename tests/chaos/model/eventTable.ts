const openStates = [
  "assigned",
  "declined",
  "inProgress",
  "suspended",
  "underInspection",
  "inspected",
] as const;
const anyOpen = (to: string): Record<string, string> =>
  Object.fromEntries(openStates.map((state) => [state, to === "=" ? state : to]));
/** Where each event leads, by the state it finds, as the contract's table has it. Closing takes all its approvals first. */
export const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  assigned: { "": "assigned" },
  accepted: { assigned: "inProgress" },
  declined: { assigned: "declined" },
  reassigned: { declined: "assigned", assigned: "assigned", inProgress: "assigned" },
  progressed: { inProgress: "inProgress" },
  submitted: { inProgress: "underInspection" },
  passed: { underInspection: "inspected" },
  failed: { underInspection: "inProgress" },
  closureApproved: { inspected: "closed" },
  closureRefused: { inspected: "inProgress" },
  extensionRequested: { inProgress: "inProgress" },
  extensionGranted: { inProgress: "inProgress" },
  extensionRefused: { inProgress: "inProgress" },
  suspensionRequested: { inProgress: "inProgress" },
  suspensionGranted: { inProgress: "suspended" },
  suspensionRefused: { inProgress: "inProgress" },
  resumed: { suspended: "inProgress" },
  urged: anyOpen("="),
  waived: anyOpen("waived"),
  terminated: anyOpen("terminated"),
  reopened: { closed: "inProgress" },
  lookbackPassed: { closed: "archived" },
  lookbackFailed: { closed: "inProgress" },
  rungFired: anyOpen("="),
  projected: anyOpen("="),
};
/** The request that an event opens. */
export const asked: Readonly<Record<string, string>> = {
  extensionRequested: "extension",
  suspensionRequested: "suspension",
};
/** The events that answer a request. */
export const answered = /^(extension|suspension)(Granted|Refused)$/;
/** What nobody may decide on his own unit's work. */
export const notOfTheUnit = new Set([
  "passed",
  "failed",
  "closureApproved",
  "closureRefused",
  "extensionGranted",
  "extensionRefused",
  "suspensionGranted",
  "suspensionRefused",
  "lookbackPassed",
  "lookbackFailed",
]);
