import type { Operation } from "./operation.ts";
import { accountOperations } from "./routes/accounts.ts";
import { approvalOperations } from "./routes/approvals.ts";
import { bulletinFileOperations } from "./routes/bulletinFiles.ts";
import { bulletinOperations } from "./routes/bulletins.ts";
import { burdenOperations } from "./routes/burden.ts";
import { calendarOperations } from "./routes/calendars.ts";
import { clockOperations } from "./routes/clock.ts";
import { complaintOperations } from "./routes/complaints.ts";
import { coverageOperations } from "./routes/coverage.ts";
import { deadlineOperations } from "./routes/deadlines.ts";
import { definitionOperations } from "./routes/definitions.ts";
import { deputyOperations } from "./routes/deputies.ts";
import { diagnosisOperations } from "./routes/diagnosis.ts";
import { dutyOperations } from "./routes/duties.ts";
import { exemplarOperations } from "./routes/exemplars.ts";
import { exportOperations } from "./routes/exports.ts";
import { forecastOperations } from "./routes/forecast.ts";
import { householdOperations } from "./routes/households.ts";
import { importOperations } from "./routes/imports.ts";
import { inspectionQuotaOperations } from "./routes/inspectionQuota.ts";
import { inspectionOperations } from "./routes/inspections.ts";
import { keyOperations } from "./routes/keys.ts";
import { ladderOperations } from "./routes/ladders.ts";
import { letterheadOperations } from "./routes/letterhead.ts";
import { letterOperations } from "./routes/letters.ts";
import { matterListOperations } from "./routes/matterList.ts";
import { matterOperations } from "./routes/matters.ts";
import { meOperations } from "./routes/me.ts";
import { measureOperations } from "./routes/measures.ts";
import { noticeOperations } from "./routes/notices.ts";
import { overviewOperations } from "./routes/overview.ts";
import { ownAccountOperations } from "./routes/ownAccount.ts";
import { paymentOperations } from "./routes/payments.ts";
import { peopleOperations } from "./routes/people.ts";
import { programmeFileOperations } from "./routes/programmeFiles.ts";
import { programmeOperations } from "./routes/programmes.ts";
import { projectOperations } from "./routes/projects.ts";
import { providerOperations } from "./routes/provider.ts";
import { savedViewOperations } from "./routes/savedViews.ts";
import { sessionOperations } from "./routes/session.ts";
import { successionOperations } from "./routes/successions.ts";
import { taskExportOperations } from "./routes/taskExport.ts";
import { taskOperations } from "./routes/tasks.ts";
import { tenantOperations } from "./routes/tenants.ts";
import { timelineOperations } from "./routes/timeline.ts";
import { trailOperations } from "./routes/trail.ts";
import { trendOperations } from "./routes/trend.ts";
import { unitOperations } from "./routes/units.ts";
import { versionOperations } from "./routes/versions.ts";
import { villageOperations } from "./routes/villages.ts";
import { webhookOperations } from "./routes/webhooks.ts";

/** Every call of the API but `POST /v1/events`, which is served by a handler of its own. */
export const operations: readonly Operation[] = [
  ...unitOperations,
  ...peopleOperations,
  ...villageOperations,
  ...householdOperations,
  ...coverageOperations,
  ...successionOperations,
  ...burdenOperations,
  ...measureOperations,
  ...complaintOperations,
  ...deputyOperations,
  ...keyOperations,
  ...meOperations,
  ...savedViewOperations,
  ...sessionOperations,
  ...providerOperations,
  ...ownAccountOperations,
  ...accountOperations,
  ...calendarOperations,
  ...ladderOperations,
  ...deadlineOperations,
  ...versionOperations,
  ...dutyOperations,
  ...forecastOperations,
  ...matterOperations,
  ...matterListOperations,
  ...programmeOperations,
  ...programmeFileOperations,
  ...importOperations,
  ...exportOperations,
  ...taskExportOperations,
  ...taskOperations,
  ...approvalOperations,
  ...timelineOperations,
  ...overviewOperations,
  ...trendOperations,
  ...diagnosisOperations,
  ...projectOperations,
  ...paymentOperations,
  ...inspectionOperations,
  ...inspectionQuotaOperations,
  ...letterheadOperations,
  ...bulletinOperations,
  ...bulletinFileOperations,
  ...letterOperations,
  ...exemplarOperations,
  ...definitionOperations,
  ...noticeOperations,
  ...webhookOperations,
  ...clockOperations,
  ...trailOperations,
  ...tenantOperations,
];
