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
export * from "./lifecycle/index.ts";
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
export * from "./store/index.ts";
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
