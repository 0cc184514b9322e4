/** The engine: what the other packages may use of it. */

export { createEngine, type EngineOptions } from "./batch/createEngine.ts";
export { engineSource } from "./batch/planRungs.ts";
export { approvalsOfBulletin, planApproval } from "./bulletins/approveBulletin.ts";
export { type Ask, type Burden, burdenOf, type Reported } from "./burden/burden.ts";
export { authorOf, type ComplaintTerms } from "./burden/fileComplaint.ts";
export { createManualClock, type EngineClock, systemClock } from "./clock.ts";
export {
  type Config,
  type ConfigProblems,
  describeProblems,
  isConfigProblems,
  type OidcConfig,
  type Part,
  parseConfig,
  parts,
} from "./config.ts";
export {
  type Coverage,
  type CoverageCell,
  type CoverageFacts,
  coverageOf,
  type Evenness,
  type UnitCoverage,
  type VillageCoverage,
} from "./coverage/coverage.ts";
export { baoshanRule, type DaysRule, daysOwed, wholeDays } from "./coverage/daysOwed.ts";
export { type Diagnosis, diagnose } from "./diagnosis/diagnose.ts";
export type { PlannedLine } from "./diagnosis/lopsided.ts";
export { lineKey, type Plan, type PlannedWork, planOf } from "./diagnosis/plan.ts";
export type { DateSpan } from "./diagnosis/workTime.ts";
export type { CreatedOccurrences } from "./duties/createOccurrences.ts";
export {
  type Adjustment,
  adjustments,
  type DutyTerms,
  type Occurrence,
  upcomingOccurrences,
} from "./duties/dutySchedule.ts";
export { isRuleFault, nextDate, parseRule, type Rule, type RuleFault } from "./duties/rule.ts";
export type {
  Committed,
  Engine,
  EventOutcome,
  IdempotentRequest,
  IncomingEvent,
  Matter,
  MatterOutcome,
  MatterRequest,
  MatterTarget,
  Overloaded,
  RenderMatter,
} from "./engine.ts";
export { EngineError, invariant } from "./errors.ts";
export { compareDecimals, differenceOf } from "./figures/compare.ts";
export {
  canonicalDecimal,
  decimalOf,
  decimalPattern,
  equals,
  formatDecimal,
  parseDecimal,
  rescaled,
  type Scaled,
  sumOf,
} from "./figures/decimal.ts";
export { shareEvenly, shareOut } from "./figures/shareOut.ts";
export {
  type ForecastPage,
  type ForecastQuery,
  type ForecastRung,
  findForecast,
  type Reached,
} from "./forecast/forecast.ts";
export {
  type CalendarPreview,
  type MovedDeadline,
  movedDeadlinesOf,
  previewCalendar,
} from "./forecast/previewCalendar.ts";
export { type FundAlarm, fundAlarms } from "./funds/alarms.ts";
export {
  type FundedTask,
  type FundKind,
  type FundSource,
  fundKinds,
  type PaidSum,
  type Project,
  type ProjectTerms,
} from "./funds/project.ts";
export {
  type Funds,
  formatProgress,
  type ProjectFunds,
  percentOfDecimals,
  projectFunds,
} from "./funds/projectFunds.ts";
export { type FundSum, type FundsRollUp, rollUp } from "./funds/rollUp.ts";
export { findWarningsOf } from "./inspections/actFacts.ts";
export { actOnInspection, type InspectionEnvironment } from "./inspections/actOnInspection.ts";
export { actsOfState, type InspectionAct, runsInspection } from "./inspections/acts.ts";
export {
  commitmentOf,
  type Draw,
  type Exclusion,
  exclusionReasons,
  type Ranked,
  rankPool,
  seedOf,
} from "./inspections/draw.ts";
export {
  type Conflict,
  checkResults,
  conflictKinds,
  type Inspection,
  type InspectionPlan,
  inspectionStates,
  lookBackResults,
  secondLookOutcomes,
  type UnitResult,
  unitNow,
} from "./inspections/inspection.ts";
export type { OverlapWarning } from "./inspections/overlaps.ts";
export { planInspection, type TrailedFrom } from "./inspections/planInspection.ts";
export { succeedInInspection, succeedInInspections } from "./inspections/succeedUnit.ts";
export type { ApprovalStep } from "./lifecycle/approvalChain.ts";
export {
  type ApprovalKind,
  approvalKinds,
  approvalOf,
  asksSignatureOf,
  choicesByKind,
  decidingTypes,
  movesOf,
  waitsSince,
} from "./lifecycle/approvals.ts";
export { isSameParty } from "./lifecycle/authorise.ts";
export {
  type Caller,
  engineParty,
  type Party,
  partyOf,
  type Role,
  roles,
  type Scope,
} from "./lifecycle/caller.ts";
export { type Countersign, missingCountersigns } from "./lifecycle/countersigning.ts";
export { approvalFor, type Decider, deciderOf, mayDecide } from "./lifecycle/decider.ts";
export { currentDefinition, type Definition, definitions, findDefinition } from "./lifecycle/definition.ts";
export {
  actFor,
  type Deputation,
  isInForce,
  mayActAt,
  type Principal,
  type Span,
} from "./lifecycle/deputation.ts";
export {
  deadlineSchema,
  eventDataSchemas,
  evidenceSchema,
  figureSchema,
} from "./lifecycle/eventSchemas.ts";
export { isAuditor, type Office, offices, officesAmong } from "./lifecycle/offices.ts";
export { operationsOf } from "./lifecycle/operations.ts";
export { type Access, accessOf, maySee, seesNothing, taskReaders } from "./lifecycle/reading.ts";
export { type Refusal, refusalsOf } from "./lifecycle/refusals.ts";
export { isRejection, type Rejection, type RejectionKind, reject } from "./lifecycle/rejection.ts";
export { type ReplayStep, replay } from "./lifecycle/replay.ts";
export { capacityOf, type Relation, type Right, relations } from "./lifecycle/standing.ts";
export {
  type ExternalEventType,
  externalEventTypes,
  type TaskEvent,
  type TaskEventType,
} from "./lifecycle/taskEvent.ts";
export {
  type StageProgress,
  type StageTerms,
  type TaskState,
  type WorkState,
  workStates,
} from "./lifecycle/taskState.ts";
export {
  createLogger,
  type Logger,
  type LogLevel,
  logLevels,
  silentLogger,
  withoutPassword,
} from "./logger.ts";
export { createSealer, type Sealer, type SealerOptions } from "./seal/createSealer.ts";
export { exportTrail } from "./seal/exportTrail.ts";
export { readHeads, type SealHead, writeHeads } from "./seal/sealHeads.ts";
export { findHorizon, type Horizon } from "./seal/sealHorizon.ts";
export { openSealKey, readPublicKeys, type SealKey } from "./seal/sealKey.ts";
export { mostUnsealed, readSealState, type SealState } from "./seal/sealState.ts";
export { findLastVerification, noteVerification, type Verification } from "./seal/verification.ts";
export { type TenantCheck, verifyDatabase } from "./seal/verifyDatabase.ts";
export { createExportCheck, describeFinding, type Finding } from "./seal/verifyExport.mjs";
export { type MatterCheck, type MatterFinding, verifyMatters } from "./seal/verifyMatters.ts";
export { type TaskCheck, type TaskFinding, verifyTasks } from "./seal/verifyTasks.ts";
export {
  type Account,
  type AccountSecrets,
  appendAccount,
  claimRecoveryCode,
  claimTotpStep,
  findAccountSecrets,
  findAccounts,
  findPastPasswords,
  lockAccount,
  savePassword,
  saveRecoveryCodes,
  saveTotpSecret,
} from "./store/accounts.ts";
export type { ActivityScope } from "./store/activity.ts";
export {
  type ApprovalPlace,
  type AskedEvent,
  countApprovals,
  findApprovalPlaces,
  findAskedEvents,
  findRecordedDecisions,
  mostCountedApprovals,
} from "./store/approvals.ts";
export type { RungPlace } from "./store/armedRungs.ts";
export { type AskRow, findAsks, findFirstFigures } from "./store/asks.ts";
export {
  type BulletinCountRow,
  type BulletinFilter,
  type BulletinPlace,
  countForBulletin,
  findBulletinBefore,
  findBulletins,
  type ListedBulletin,
} from "./store/bulletinList.ts";
export {
  type Bulletin,
  type BulletinApproval,
  type BulletinDraft,
  type BulletinIssue,
  claimBulletinNumber,
  deleteBulletinDraft,
  editBulletin,
  findBulletin,
  insertBulletin,
  issueBulletin,
  lockBulletin,
  saveBulletinApprovals,
} from "./store/bulletins.ts";
export { bodyOfCalendar, type CalendarBody, calendarOf } from "./store/calendarBody.ts";
export { findLastPosition } from "./store/changes.ts";
export { findClocks, findNextRungAt } from "./store/clocks.ts";
export {
  type Complaint,
  type ComplaintBox,
  type ComplaintReader,
  findComplaintBox,
  findComplaints,
  saveComplaintBox,
} from "./store/complaints.ts";
export { type CoverageScope, findCoverageFacts } from "./store/coverageFacts.ts";
export {
  createDatabase,
  type Database,
  type DatabaseOptions,
  type Executor,
  type Transaction,
} from "./store/database.ts";
export { findDaysRule, saveDaysRule } from "./store/dayRules.ts";
export { type DepartingPerson, type Ended, endPerson, lockPeople } from "./store/departures.ts";
export { findDeputationsOf, findDeputiesOf, saveDeputies } from "./store/deputies.ts";
export { findKnownUnits } from "./store/directory.ts";
export { type DutyRow, findDuties, findDuty, findNextOccurrenceAt } from "./store/duties.ts";
export { findOccurrences, type RecordedOccurrence } from "./store/dutyOccurrences.ts";
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "./store/embeddedPostgres.ts";
export { findHistory, type RecordedEvent } from "./store/events.ts";
export {
  agreeToExemplar,
  type Citation,
  citeExemplar,
  type Exemplar,
  type ExemplarAct,
  findCitations,
  findCitedExemplars,
  findExemplar,
  findExemplars,
  insertExemplar,
  withdrawExemplar,
} from "./store/exemplars.ts";
export { findParticulars, type HouseholdParticulars } from "./store/householdParticulars.ts";
export {
  findHouseholds,
  type Household,
  type HouseholdFilter,
  type ListedHousehold,
} from "./store/households.ts";
export {
  findInspection,
  findInspectionActs,
  findInspectionQuota,
  findInspections,
  findOpenInspectionsOf,
  type InspectionPlace,
  type RecordedAct,
  saveInspectionQuota,
} from "./store/inspections.ts";
export {
  type ApiKey,
  appendKey,
  findKeyHolder,
  findKeys,
  type KeyHolder,
  type NewKey,
  noteKeysUsed,
  revokeKey,
  rotateKey,
  saveAdminKey,
} from "./store/keys.ts";
export { findLetterhead, saveLetterhead } from "./store/letterheads.ts";
export { findLetterEvents, type LetterEvent, type LetterFilter } from "./store/letters.ts";
export {
  findLatestWords,
  findMatters,
  findTasksByMatter,
  type MatterFilter,
  type MatterPlace,
} from "./store/matterList.ts";
export { findMatter, findTasks, findTasksOfMatter } from "./store/matterReads.ts";
export { findMatterAnswers, type MatterAnswer } from "./store/matters.ts";
export {
  decideMeasure,
  findProposedMeasure,
  findProposedMeasures,
  type MeasurePlace,
  type ProposedMeasure,
} from "./store/measures.ts";
export {
  countUnitHoldings,
  moveHouseholds,
  moveVillageLinks,
  type UnitHoldings,
} from "./store/mergeHoldings.ts";
export { lockUnits, type MergingUnit, mergeUnit } from "./store/mergeUnit.ts";
export {
  appliedMigrations,
  type Migration,
  migrate,
  migrationsDirectory,
  readMigrations,
} from "./store/migrate.ts";
export { findNotices, type NoticePlace, type NoticeRow } from "./store/noticeList.ts";
export { findNextSendAt } from "./store/notices.ts";
export { findFilledOffices, type HeldRoles, isFoundersKey, lockHeldRoles } from "./store/offices.ts";
export {
  type ClaimedMessage,
  claimDueMessages,
  disableWebhook,
  findDueWebhooks,
  findNextAttemptAt,
  findReceiver,
  type Receiver,
  releaseMessages,
  type SettledAttempt,
  settleAttempt,
} from "./store/outbox.ts";
export { findOutlook, type OutlookRow } from "./store/outlook.ts";
export { findOverview, type OverviewRow, type TaskCounts } from "./store/overview.ts";
export {
  findPaymentFingerprints,
  findPayments,
  insertPayments,
  type NewPayment,
  type Payment,
  type PaymentPlace,
  sumPayments,
} from "./store/payments.ts";
export { findPeople, findPerson, type Person, savePeople } from "./store/people.ts";
export { countLines, type LineCounts, sumTargets, type TargetSum } from "./store/programmeLedger.ts";
export {
  findProgrammeIds,
  findProgrammes,
  findProgrammesInForce,
  type Line,
  type Programme,
  type ProgrammeTerms,
  saveProgramme,
  type Target,
} from "./store/programmes.ts";
export { findFundedTasks, findProjects, saveProject } from "./store/projects.ts";
export {
  isConnectionLost,
  isRetryable,
  type RetryOptions,
  retryableSqlStates,
  withRetry,
} from "./store/retry.ts";
export { appRole, protectTenants } from "./store/rowSecurity.ts";
export { deleteView, findSavedViews, mostSavedViews, type SavedView, saveView } from "./store/savedViews.ts";
export { findSeenTasks, hasNews } from "./store/seen.ts";
export {
  appendSession,
  endSessions,
  findSessionHolder,
  findSessions,
  type Session,
  type SessionHolder,
  type SessionStage,
  type SignInWay,
  sessionStages,
  touchSession,
  type WhichSessions,
} from "./store/sessions.ts";
export { claimNonce, dropOldNonces } from "./store/signedRequests.ts";
export {
  type AttemptRule,
  claimAttempt,
  dropOldAttempts,
  forgiveAttempts,
} from "./store/signInAttempts.ts";
export { sqlInstant } from "./store/sqlTypes.ts";
export { type Statement, statement, statements } from "./store/statement.ts";
export {
  appendSuccession,
  findLastSuccession,
  findOpenSuccession,
  type Succession,
} from "./store/successions.ts";
export { findTaskPlaces, type TaskFilter, type TaskPlace } from "./store/taskList.ts";
export { orderTasksByUnit } from "./store/taskOrder.ts";
export { findTaskRows, type TaskRow, taskColumns, taskOf, tasksOf } from "./store/tasks.ts";
export { findTenantId, findTenants, type Tenant } from "./store/tenants.ts";
export {
  appendTrail,
  findTrail,
  type TrailActor,
  type TrailEntry,
  type TrailFilter,
  type TrailKind,
  type TrailRow,
  trailKinds,
} from "./store/trail.ts";
export { findTrend, type TrendRow } from "./store/trend.ts";
export {
  findUnits,
  saveUnits,
  type Unit,
  type UnitChange,
  type UnitKind,
  type UnitPlace,
  unitKinds,
} from "./store/units.ts";
export { findUnitsBelow, scopeInForce } from "./store/unitTree.ts";
export {
  findCalendar,
  findCurrentCalendars,
  findCurrentLadders,
  findLadder,
  findStaleCalendars,
  findStaleDutyCalendars,
  type LadderBody,
  saveCalendarVersion,
  saveLadderVersion,
} from "./store/versions.ts";
export { findVillageHistory, type VillageEventRow } from "./store/villageEvents.ts";
export { findVillageLinks, type VillageLink } from "./store/villageLinks.ts";
export {
  findUnitsOfPeople,
  findUnknownGroup,
  findVillageGroups,
  findVillagePlaces,
  saveVillageGroups,
  type VillageGroup,
} from "./store/villagePlaces.ts";
export { findVillageRevision } from "./store/villageStreams.ts";
export { findVisits, type Visit, type VisitFilter, type VisitPlace } from "./store/visits.ts";
export {
  type AttemptRow,
  type DeliveryPlace,
  type DeliveryRow,
  findDeliveries,
  findWebhook,
  findWebhooks,
  saveWebhook,
  type Webhook,
} from "./store/webhooks.ts";
export { createTenant, defaultId, ensureTenant } from "./tenant.ts";
export {
  type Calendar,
  type DayKind,
  dayOf,
  defaultDayEndsAt,
  defaultDayStartsAt,
  defaultTimeZone,
  formatDay,
  formatInstant,
  type Instant,
  instantAt,
  isCovered,
  isTimeOfDay,
  isTimeZone,
  isWorkday,
  parseDay,
  parseInstant,
  workdayAfter,
  workdaysBetween,
} from "./time/calendar.ts";
export { chinaCalendar, chinaDays } from "./time/chinaCalendar.ts";
export { type Clock, type ClockName, isOverdue, nextRungAt, overdueWorkdays } from "./time/clock.ts";
export { type Deadline, dueOf, type Remainder } from "./time/deadline.ts";
export { createRung, type Ladder, type Rung, type RungTerms, rungInstant } from "./time/ladder.ts";
export { dueByRecurrence, isRecurrence, type Recurrence, recurrenceFault } from "./time/recurrence.ts";
export { type HouseholdTerms, keepHouseholds, putLinks } from "./villages/keepHouseholds.ts";
export { maskName, maskPhone } from "./villages/mask.ts";
export {
  type IncomingVillageEvent,
  type NeedMatter,
  type VillageEventType,
  type VillageKind,
  type VillageOutcome,
  villageEventTypes,
} from "./villages/villageEvent.ts";
export { villageEventSchemas } from "./villages/villageEventSchemas.ts";
export { type VillageAccess, villageAccessOf } from "./villages/villageReading.ts";
export {
  mayKeepHouseholds,
  mayLink,
  mayReportVisit,
  mayReveal,
  personOf,
  type VillagePlace,
} from "./villages/villageRights.ts";
