import { chinaCalendar, type RenderMatter } from "@duban/engine";
import type { Api } from "./api.ts";
import { findCalendarInForce } from "./taskReader.ts";
import { matterView } from "./views/matterView.ts";
import { taskView } from "./views/taskView.ts";

/** What makes the answer inside the transaction; a new matter is neither late nor waiting, so the zone is all it needs. */
export async function createRender(api: Api, tenantId: number, calendarId: string): Promise<RenderMatter> {
  const calendar =
    (await findCalendarInForce(api.database, tenantId, calendarId)) ?? chinaCalendar(calendarId, 0);
  return (matter, tasks, now) => {
    const shown = tasks.map((task) => taskView(task, calendar, now));
    return matterView(matter, tasks, shown, calendar.timeZone);
  };
}
