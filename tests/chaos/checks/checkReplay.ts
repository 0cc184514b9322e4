import { isDeepStrictEqual } from "node:util";
import {
  type Database,
  findCalendar,
  findClocks,
  findDefinition,
  findHistory,
  findLadder,
  findTaskRows,
  findTenants,
  invariant,
  isRejection,
  type RecordedEvent,
  type ReplayStep,
  replay,
  type TaskState,
  tasksOf,
} from "@duban/engine";

// No task of a test has more events than this.
const historyLimit = 100_000;

/** Replays every task's recorded events, each with the calendar it was recorded under, and compares with what is stored. */
export async function checkReplay(database: Database): Promise<string[]> {
  const violations: string[] = [];
  for (const { tenantId } of await findTenants(database)) {
    const rows = await database.raw<{ id: string }>("select id from tasks where tenant_id = $1", [tenantId]);
    const ids = rows.map(({ id }) => id);
    const clocks = await findClocks(database, tenantId, ids);
    for (const stored of tasksOf(await findTaskRows(database, tenantId, ids), clocks)) {
      const history = await findHistory(database, tenantId, stored.id, 0, historyLimit);
      const replayed = replay(findDefinition, await stepsOf(database, tenantId, history));
      if (isRejection(replayed)) violations.push(`task ${stored.id} can't be replayed: ${replayed.detail}`);
      else
        violations.push(
          ...differences(comparable(replayed), comparable(stored)).map(
            (what) => `task ${stored.id}: ${what}`,
          ),
        );
    }
  }
  return violations;
}

/**
 * The state as JSON, without the version that a clock was last projected with: where a new calendar moves nothing it is
 * brought up to date and, as nothing happened, nothing is recorded.
 */
function comparable(state: TaskState): Record<string, unknown> {
  const clocks = state.clocks.map(({ calendar, ...clock }) => ({ ...clock, calendar: calendar.id }));
  return JSON.parse(JSON.stringify({ ...state, clocks }));
}

function differences(replayed: Record<string, unknown>, stored: Record<string, unknown>): string[] {
  return Object.keys({ ...replayed, ...stored })
    .filter((name) => !isDeepStrictEqual(replayed[name], stored[name]))
    .map(
      (name) =>
        `a replay gives ${name} ${JSON.stringify(replayed[name])}, stored is ${JSON.stringify(stored[name])}`,
    );
}

async function stepsOf(
  database: Database,
  tenantId: number,
  history: readonly RecordedEvent[],
): Promise<ReplayStep[]> {
  const terms = history[0]?.data as { calendar: string; ladder: { id: string; version: number } } | undefined;
  if (terms === undefined) return [];
  const ladder = await findLadder(database, database, tenantId, terms.ladder.id, terms.ladder.version);
  invariant(ladder !== undefined, "the ladder that a task follows is kept");
  const steps: ReplayStep[] = [];
  for (const { type, data, actor, roles, at, recordedAt, calendarVersion } of history) {
    const calendar = await findCalendar(database, database, tenantId, terms.calendar, calendarVersion);
    invariant(calendar !== undefined, "every version of a calendar is kept");
    steps.push({
      event: { type, data, by: actor, roles, at },
      context: { now: recordedAt, calendar, ladder },
    });
  }
  return steps;
}
