/** The lifecycle: what the other packages may use of its pure parts. */

export type { ApprovalStep } from "./approvalChain.ts";
export {
  type ApprovalKind,
  approvalKinds,
  approvalOf,
  asksSignatureOf,
  choicesByKind,
  decidingTypes,
  movesOf,
  waitsSince,
} from "./approvals.ts";
export { isSameParty } from "./authorise.ts";
export {
  type Caller,
  engineParty,
  type Party,
  partyOf,
  type Role,
  roles,
  type Scope,
} from "./caller.ts";
export { type Countersign, missingCountersigns } from "./countersigning.ts";
export { approvalFor, type Decider, deciderOf, mayDecide } from "./decider.ts";
export { currentDefinition, type Definition, definitions, findDefinition } from "./definition.ts";
export {
  actFor,
  type Deputation,
  isInForce,
  mayActAt,
  type Principal,
  type Span,
} from "./deputation.ts";
export {
  deadlineSchema,
  eventDataSchemas,
  evidenceSchema,
  figureSchema,
} from "./eventSchemas.ts";
export { isAuditor, type Office, offices, officesAmong } from "./offices.ts";
export { operationsOf } from "./operations.ts";
export { type Access, accessOf, maySee, seesNothing, taskReaders } from "./reading.ts";
export { type Refusal, refusalsOf } from "./refusals.ts";
export { isRejection, type Rejection, type RejectionKind, reject } from "./rejection.ts";
export { type ReplayStep, replay } from "./replay.ts";
export { capacityOf, type Relation, type Right, relations } from "./standing.ts";
export {
  type ExternalEventType,
  externalEventTypes,
  type TaskEvent,
  type TaskEventType,
} from "./taskEvent.ts";
export {
  type StageProgress,
  type StageTerms,
  type TaskState,
  type WorkState,
  workStates,
} from "./taskState.ts";
