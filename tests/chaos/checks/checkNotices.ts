import { sendAtOf } from "../model/almanac.ts";
import type { EventRow, NoticeRow, PersonRow, Snapshot } from "../model/history.ts";

const upward: Readonly<Record<string, string>> = {
  handler: "liaison",
  liaison: "head",
  head: "supervisor",
  supervisor: "leader",
};

/**
 * Holds notices against rule 15 and 16: each rung told all those it is to tell, by the roles up where one has no holder;
 * each notice went out once, when its hour had come, and its sending is recorded once.
 */
export function checkNotices(snapshot: Snapshot): string[] {
  const noticesByEvent = new Map<string, NoticeRow[]>();
  for (const notice of snapshot.notices) {
    const key = `${notice.task_id}/${notice.revision}`;
    noticesByEvent.set(key, [...(noticesByEvent.get(key) ?? []), notice]);
  }
  const sentIn = new Map<string, EventRow[]>();
  const violations: string[] = [];
  for (const [task, events] of snapshot.historyByTask) {
    const assigned = events[0]?.data;
    const calendar = String(assigned?.calendar);
    let handler: string | null = null;
    for (const event of events) {
      if (event.type === "accepted") handler = event.data.handler ?? handler;
      if (event.type === "reassigned") handler = null;
      for (const id of event.data.notices ?? []) sentIn.set(id, [...(sentIn.get(id) ?? []), event]);
      const notices = noticesByEvent.get(`${task}/${event.revision}`) ?? [];
      const almanac = snapshot.almanac(calendar, event.calendar_version);
      for (const notice of notices) {
        const sendAt = sendAtOf(almanac, notice.urgent, event.recorded_at);
        if (notice.send_at !== sendAt)
          violations.push(`notice ${notice.id} goes out at ${notice.send_at}, not ${sendAt}`);
      }
      if (event.type === "rungFired")
        violations.push(...judgeRung(snapshot, event, handler, assigned?.ladder, notices));
    }
  }
  return [
    ...violations,
    ...snapshot.notices.flatMap((notice) => judgeSent(notice, sentIn.get(notice.id) ?? [], snapshot.at)),
  ];
}

function judgeRung(
  snapshot: Snapshot,
  event: EventRow,
  handler: string | null,
  ladder: { readonly id: string; readonly version: number } | undefined,
  notices: readonly NoticeRow[],
): string[] {
  const rung =
    ladder === undefined ? undefined : snapshot.ladder(ladder.id, ladder.version)[event.data.rung ?? -1];
  const told = (rung?.notify ?? []).flatMap((role) => whoHears(snapshot.people, role, event.unit, handler));
  const wanted = [...new Set(told)].sort().join();
  const noticed = notices
    .map(({ person }) => person)
    .sort()
    .join();
  const said = (event.data.notified ?? [])
    .map(({ person }) => person)
    .sort()
    .join();
  const where = `task ${event.task_id}, revision ${event.revision}`;
  return [
    ...(noticed === wanted
      ? []
      : [`${where}: the rung is to tell ${wanted || "nobody"}, and told ${noticed || "nobody"}`]),
    ...(said === wanted
      ? []
      : [`${where}: the record says it told ${said || "nobody"}, not ${wanted || "nobody"}`]),
  ];
}

function whoHears(
  people: readonly PersonRow[],
  asked: string,
  unit: string,
  handler: string | null,
): string[] {
  for (let role: string | undefined = asked; role !== undefined; role = upward[role]) {
    if (role === "handler" && handler !== null) return [handler];
    const named = role;
    const holders = people
      .filter((person) => !["handler", "liaison", "head"].includes(named) || person.unit === unit)
      .filter((person) => person.roles.includes(named) || (named === "head" && person.head));
    if (holders.length > 0) return holders.map(({ id }) => id);
  }
  return [];
}

function judgeSent(notice: NoticeRow, events: readonly EventRow[], now: number): string[] {
  const where = `notice ${notice.id} to ${notice.person}`;
  if (notice.sent_at === null) {
    if (events.length > 0) return [`${where} is recorded as sent and is not`];
    return notice.send_at <= now
      ? [`${where} should have gone out at ${new Date(notice.send_at).toISOString()}`]
      : [];
  }
  const [event] = events;
  if (event === undefined || events.length > 1) return [`${where} went out, recorded ${events.length} times`];
  const faults: string[] = [];
  if (notice.sent_at < notice.send_at) faults.push(`${where} went out early`);
  if (
    event.data.person !== notice.person ||
    event.data.message !== notice.message_id ||
    event.task_id !== notice.task_id
  ) {
    faults.push(`${where} is recorded as another message`);
  }
  return faults;
}
