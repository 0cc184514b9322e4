/** The rows: what the other packages may read and write of the store, one file a table. */

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
} from "./accounts.ts";
export type { ActivityScope } from "./activity.ts";
export {
  type ApprovalPlace,
  type AskedEvent,
  countApprovals,
  findApprovalPlaces,
  findAskedEvents,
  findRecordedDecisions,
  mostCountedApprovals,
} from "./approvals.ts";
export type { RungPlace } from "./armedRungs.ts";
export { type AskRow, findAsks, findFirstFigures } from "./asks.ts";
export {
  type BulletinCountRow,
  type BulletinFilter,
  type BulletinPlace,
  countForBulletin,
  findBulletinBefore,
  findBulletins,
  type ListedBulletin,
} from "./bulletinList.ts";
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
} from "./bulletins.ts";
export { bodyOfCalendar, type CalendarBody, calendarOf } from "./calendarBody.ts";
export { findLastPosition } from "./changes.ts";
export { findClocks, findNextRungAt } from "./clocks.ts";
export {
  type Complaint,
  type ComplaintBox,
  type ComplaintReader,
  findComplaintBox,
  findComplaints,
  saveComplaintBox,
} from "./complaints.ts";
export { type CoverageScope, findCoverageFacts } from "./coverageFacts.ts";
export {
  createDatabase,
  type Database,
  type DatabaseOptions,
  type Executor,
  type Transaction,
} from "./database.ts";
export { findDaysRule, saveDaysRule } from "./dayRules.ts";
export { type DepartingPerson, type Ended, endPerson, lockPeople } from "./departures.ts";
export { findDeputationsOf, findDeputiesOf, saveDeputies } from "./deputies.ts";
export { findKnownUnits } from "./directory.ts";
export { type DutyRow, findDuties, findDuty, findNextOccurrenceAt } from "./duties.ts";
export { findOccurrences, type RecordedOccurrence } from "./dutyOccurrences.ts";
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "./embeddedPostgres.ts";
export { findHistory, type RecordedEvent } from "./events.ts";
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
} from "./exemplars.ts";
export { findParticulars, type HouseholdParticulars } from "./householdParticulars.ts";
export {
  findHouseholds,
  type Household,
  type HouseholdFilter,
  type ListedHousehold,
} from "./households.ts";
export {
  findInspection,
  findInspectionActs,
  findInspectionQuota,
  findInspections,
  findOpenInspectionsOf,
  type InspectionPlace,
  type RecordedAct,
  saveInspectionQuota,
} from "./inspections.ts";
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
} from "./keys.ts";
export { findLetterhead, saveLetterhead } from "./letterheads.ts";
export { findLetterEvents, type LetterEvent, type LetterFilter } from "./letters.ts";
export {
  findLatestWords,
  findMatters,
  findTasksByMatter,
  type MatterFilter,
  type MatterPlace,
} from "./matterList.ts";
export { findMatter, findTasks, findTasksOfMatter } from "./matterReads.ts";
export { findMatterAnswers, type MatterAnswer } from "./matters.ts";
export {
  decideMeasure,
  findProposedMeasure,
  findProposedMeasures,
  type MeasurePlace,
  type ProposedMeasure,
} from "./measures.ts";
export {
  countUnitHoldings,
  moveHouseholds,
  moveVillageLinks,
  type UnitHoldings,
} from "./mergeHoldings.ts";
export { lockUnits, type MergingUnit, mergeUnit } from "./mergeUnit.ts";
export {
  appliedMigrations,
  type Migration,
  migrate,
  migrationsDirectory,
  readMigrations,
} from "./migrate.ts";
export { findNotices, type NoticePlace, type NoticeRow } from "./noticeList.ts";
export { findNextSendAt } from "./notices.ts";
export { findFilledOffices, type HeldRoles, isFoundersKey, lockHeldRoles } from "./offices.ts";
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
} from "./outbox.ts";
export { findOutlook, type OutlookRow } from "./outlook.ts";
export { findOverview, type OverviewRow, type TaskCounts } from "./overview.ts";
export {
  findPaymentFingerprints,
  findPayments,
  insertPayments,
  type NewPayment,
  type Payment,
  type PaymentPlace,
  sumPayments,
} from "./payments.ts";
export { findPeople, findPerson, type Person, savePeople } from "./people.ts";
export { countLines, type LineCounts, sumTargets, type TargetSum } from "./programmeLedger.ts";
export {
  findProgrammeIds,
  findProgrammes,
  findProgrammesInForce,
  type Line,
  type Programme,
  type ProgrammeTerms,
  saveProgramme,
  type Target,
} from "./programmes.ts";
export { findFundedTasks, findProjects, saveProject } from "./projects.ts";
export {
  isConnectionLost,
  isRetryable,
  type RetryOptions,
  retryableSqlStates,
  withRetry,
} from "./retry.ts";
export { appRole, protectTenants } from "./rowSecurity.ts";
export { deleteView, findSavedViews, mostSavedViews, type SavedView, saveView } from "./savedViews.ts";
export { findSeenTasks, hasNews } from "./seen.ts";
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
} from "./sessions.ts";
export { claimNonce, dropOldNonces } from "./signedRequests.ts";
export {
  type AttemptRule,
  claimAttempt,
  dropOldAttempts,
  forgiveAttempts,
} from "./signInAttempts.ts";
export { sqlInstant } from "./sqlTypes.ts";
export { type Statement, statement, statements } from "./statement.ts";
export {
  appendSuccession,
  findLastSuccession,
  findOpenSuccession,
  type Succession,
} from "./successions.ts";
export { findTaskPlaces, type TaskFilter, type TaskPlace } from "./taskList.ts";
export { orderTasksByUnit } from "./taskOrder.ts";
export { findTaskRows, type TaskRow, taskColumns, taskOf, tasksOf } from "./tasks.ts";
export { findTenantId, findTenants, type Tenant } from "./tenants.ts";
export {
  appendTrail,
  findTrail,
  type TrailActor,
  type TrailEntry,
  type TrailFilter,
  type TrailKind,
  type TrailRow,
  trailKinds,
} from "./trail.ts";
export { findTrend, type TrendRow } from "./trend.ts";
export {
  findUnits,
  saveUnits,
  type Unit,
  type UnitChange,
  type UnitKind,
  type UnitPlace,
  unitKinds,
} from "./units.ts";
export { findUnitsBelow, scopeInForce } from "./unitTree.ts";
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
} from "./versions.ts";
export { findVillageHistory, type VillageEventRow } from "./villageEvents.ts";
export { findVillageLinks, type VillageLink } from "./villageLinks.ts";
export {
  findUnitsOfPeople,
  findUnknownGroup,
  findVillageGroups,
  findVillagePlaces,
  saveVillageGroups,
  type VillageGroup,
} from "./villagePlaces.ts";
export { findVillageRevision } from "./villageStreams.ts";
export { findVisits, type Visit, type VisitFilter, type VisitPlace } from "./visits.ts";
export {
  type AttemptRow,
  type DeliveryPlace,
  type DeliveryRow,
  findDeliveries,
  findWebhook,
  findWebhooks,
  saveWebhook,
  type Webhook,
} from "./webhooks.ts";
