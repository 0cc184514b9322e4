import { type BatchEnvironment, retrying } from "../batch/applyBatch.ts";
import { claimStaleDuties, saveDutySchedule } from "../store/duties.ts";
import { findCalendar, findStaleDutyCalendars } from "../store/versions.ts";
import { parseDay } from "../time/calendar.ts";
import { nextOccurrence } from "./dutySchedule.ts";
import { scheduleOf } from "./scheduleOf.ts";

/** Works out anew when the next occurrence comes, of every duty whose calendar has been edited since. Safe to run at any time. */
export async function rearmDuties(environment: BatchEnvironment, tenantId: number): Promise<void> {
  const { database } = environment;
  for (const [id, version] of await findStaleDutyCalendars(database, tenantId)) {
    await retrying(environment, () =>
      database.transaction(async (tx) => {
        const duties = await claimStaleDuties(tx, tenantId, { id, version });
        const calendar =
          duties.length === 0 ? undefined : await findCalendar(database, tx, tenantId, id, version);
        if (calendar === undefined) return;
        for (const duty of duties) {
          const handledOn = parseDay(duty.handledOn);
          const next = nextOccurrence(calendar, duty.terms, handledOn);
          await saveDutySchedule(tx, tenantId, scheduleOf(duty.id, duty.version, calendar, handledOn, next));
        }
      }),
    );
  }
}
