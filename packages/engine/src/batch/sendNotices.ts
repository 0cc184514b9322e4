import { engineParty } from "../lifecycle/caller.ts";
import type { TaskEvent } from "../lifecycle/taskEvent.ts";
import { findNextRungAt } from "../store/clocks.ts";
import {
  claimMessages,
  type DueNotice,
  findNextSendAt,
  gatherNotices,
  markNoticesSent,
} from "../store/notices.ts";
import type { Instant } from "../time/calendar.ts";
import { type BatchEnvironment, retrying } from "./applyBatch.ts";
import { BatchDraft } from "./batchDraft.ts";
import { loadBatch } from "./load.ts";
import { engineIdentity, planOwn } from "./planRungs.ts";
import { writeBatch } from "./write.ts";

// Rungs are fired within seconds of their instant; where they have waited longer nobody fires them, and people are told
// what there is to tell. Of events that keep coming nobody knows when they end.
const patienceMs = 60_000;

/**
 * Sends the notices whose hour has come by `upTo`: all that waits for a person becomes one message (time.md 16).
 *
 * While rungs are due nothing is sent: they bring notices too, and a storm of them is to be one message a person.
 * Nor is it while the queue of events is `saturated`, but for what is urgent: who sends events waits for their answers. Both for a
 * minute at most. First everything due is gathered, in one statement that draws one message a person; then, at most `limit` notices a
 * call, the messages are recorded on their tasks as `noticeSent` and the notices marked as sent, in one transaction. A
 * crash between the two leaves gathered notices, which the next call sends under the same message.
 */
export async function sendDueNotices(
  environment: BatchEnvironment,
  tenantId: number,
  upTo: Instant,
  limit: number,
  saturated: boolean,
): Promise<{ sent: number; more: boolean }> {
  const { database, clock, onCommitted } = environment;
  const rungAt = await findNextRungAt(database, tenantId);
  if (rungAt !== null && rungAt <= upTo && upTo - rungAt < patienceMs) return { sent: 0, more: false };
  const waitsSince = saturated && !clock.isManual ? await findNextSendAt(database, tenantId) : null;
  const only = waitsSince !== null && upTo - waitsSince < patienceMs ? "urgent" : "all";
  await retrying(environment, () => database.transaction((tx) => gatherNotices(tx, tenantId, upTo, only)));
  const { notices, committed } = await retrying(environment, () =>
    database.transaction(async (tx) => {
      const notices = await claimMessages(tx, tenantId, limit);
      if (notices.length === 0) return { notices, committed: null };
      const tasks = [...new Set(notices.map((notice) => notice.task_id))];
      const wanted = {
        tasks,
        locked: false,
        events: [],
        units: [],
        idempotencyKeys: [],
        calendars: [],
        ladders: [],
      };
      const draft = new BatchDraft(await loadBatch(database, tx, tenantId, wanted));
      const now = Math.max(await clock.read(), upTo);
      for (const group of byMessageAndTask(notices)) planMessage(draft, group, now);
      const committed = await writeBatch(tx, tenantId, draft);
      await markNoticesSent(
        tx,
        tenantId,
        notices.map((notice) => notice.id),
        now,
      );
      return { notices, committed };
    }),
  );
  if (committed !== null) onCommitted(committed);
  return { sent: notices.length, more: notices.length === limit };
}

function byMessageAndTask(notices: readonly DueNotice[]): DueNotice[][] {
  const groups = new Map<string, DueNotice[]>();
  for (const notice of notices) {
    const key = `${notice.message_id}/${notice.task_id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [notice]);
    else group.push(notice);
  }
  return [...groups.values()];
}

function planMessage(draft: BatchDraft, notices: readonly DueNotice[], now: Instant): void {
  const [first] = notices;
  if (first === undefined) return;
  const event: TaskEvent = {
    type: "noticeSent",
    data: {
      message: first.message_id,
      person: first.person,
      notices: notices.map((notice) => notice.id),
      text: notices.map((notice) => notice.text_zh).join("\n"),
    },
    by: engineParty,
    roles: [],
    at: now,
  };
  planOwn(draft, first.task_id, event, engineIdentity(`notice/${first.id}`), now);
}
