import type { Committed } from "../engine.ts";
import { saveClocks } from "../store/clocks.ts";
import type { Transaction } from "../store/database.ts";
import { appendEvents } from "../store/events.ts";
import { insertMatterAnswers, insertMatters } from "../store/matters.ts";
import { insertNotices } from "../store/notices.ts";
import { insertTasks, saveTasks } from "../store/tasks.ts";
import type { BatchDraft } from "./batchDraft.ts";

/**
 * Writes what a draft would change, in a handful of statements that go out in one flight; answers what it leaves behind.
 */
export async function writeBatch(tx: Transaction, tenantId: number, draft: BatchDraft): Promise<Committed> {
  const changed = draft.changedTasks();
  const created = changed.filter((task) => draft.newTasks.has(task.id));
  const saved = changed.flatMap((task) => {
    const before = draft.loaded.tasks.get(task.id);
    return before === undefined ? [] : [{ before, task }];
  });
  const clocks = draft.changedClocks();
  const [messages] = await Promise.all([
    draft.events.length > 0 ? appendEvents(tx, tenantId, draft.events) : 0,
    draft.matters.length > 0 ? insertMatters(tx, tenantId, draft.matters) : 0,
    created.length > 0 ? insertTasks(tx, tenantId, created) : 0,
    saved.length > 0 ? saveTasks(tx, tenantId, saved) : 0,
    clocks.length > 0 ? saveClocks(tx, tenantId, clocks) : 0,
    draft.notices.length > 0 ? insertNotices(tx, tenantId, draft.notices) : 0,
    draft.answers.length > 0 ? insertMatterAnswers(tx, tenantId, draft.answers) : 0,
  ]);
  const armed = clocks.flatMap(({ clock }) => clock.rungs[0]?.at ?? []);
  return {
    tenantId,
    applied: draft.events.length,
    armedAt: armed.reduce<number | null>((least, at) => (least === null || at < least ? at : least), null),
    messages: messages > 0,
    notices: draft.notices.length > 0,
  };
}
