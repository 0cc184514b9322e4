export type { Approval, ApprovalKind, Decision, Deputy, DeputyRequest, Party } from "./approval.ts";
export type { ActingOptions, Approvals } from "./approvals.ts";
export type { Burden, Burdens, Complaint, ComplaintBox, ProposedMeasure } from "./burden.ts";
export { type CallOptions, type Client, type ClientOptions, createClient } from "./client.ts";
export type {
  CalendarRequest,
  ClockName,
  CreatedKey,
  Delivery,
  KeyRequest,
  LadderRequest,
  Notice,
  Person,
  Role,
  Rung,
  Unit,
  Webhook,
  WebhookRequest,
} from "./county.ts";
export type { Coverage, CoverageQuery, Coverages } from "./coverage.ts";
export type { Deadline, Remainder } from "./deadline.ts";
export type {
  Conflict,
  Inspection,
  InspectionAct,
  InspectionRequest,
  Inspections,
} from "./inspection.ts";
export type { Matter, MatterRequest, TargetSplit } from "./matter.ts";
export {
  DubanProblem,
  DubanUnreachable,
  kindOf,
  type ProblemDocument,
  type ProblemKind,
} from "./problem.ts";
export type {
  LedgerCounts,
  LineLedger,
  Programme,
  ProgrammeRequest,
  TargetLedger,
} from "./programme.ts";
export type {
  Funds,
  PaymentRequest,
  PaymentResult,
  Project,
  ProjectRequest,
  Projects,
} from "./project.ts";
export { defaultRetryPolicy, type RetryPolicy } from "./retry.ts";
export type {
  Operation,
  RecordedEvent,
  Task,
  TaskClock,
  TaskFilter,
  TaskRequest,
  TaskState,
  TaskTarget,
} from "./task.ts";
export {
  type CloudEvent,
  type EventResult,
  type Evidence,
  type TaskEvent,
  type TaskEventData,
  type TaskEventType,
  toCloudEvent,
} from "./taskEvent.ts";
export type { Fetch } from "./transport.ts";
export {
  type HouseholdRequest,
  type Need,
  type VillageEvent,
  type VillageEventData,
  type VillageEventResult,
  type VillageEventType,
  type VillageGroup,
  villageCloudEvent,
} from "./village.ts";
export {
  type ReceivedDelivery,
  type VerifiedDelivery,
  type VerifyOptions,
  verifyWebhook,
} from "./webhook.ts";
