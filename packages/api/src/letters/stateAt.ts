import {
  findCalendar,
  findDefinition,
  findLadder,
  invariant,
  isRejection,
  type RecordedEvent,
  replay,
  type TaskState,
} from "@duban/engine";
import type { Api } from "../api.ts";

/** The state a task was in right after one of its events: a replay of its history as far as that, each event with the calendar it had. */
export async function stateAt(
  { database }: Api,
  tenantId: number,
  history: readonly RecordedEvent[],
  revision: number,
): Promise<TaskState> {
  const terms = history[0]?.data as { calendar: string; ladder: { id: string; version: number } };
  const ladder = await findLadder(database, database, tenantId, terms.ladder.id, terms.ladder.version);
  invariant(ladder !== undefined, "the ladder that a task follows is kept");
  const steps = await Promise.all(
    history
      .filter((event) => event.revision <= revision)
      .map(async ({ type, data, actor, roles, at, recordedAt, calendarVersion }) => {
        const calendar = await findCalendar(database, database, tenantId, terms.calendar, calendarVersion);
        invariant(calendar !== undefined, "every version of a calendar is kept");
        return {
          event: { type, data, by: actor, roles, at },
          context: { now: recordedAt, calendar, ladder },
        };
      }),
  );
  const state = replay(findDefinition, steps);
  invariant(!isRejection(state), "what was recorded can be replayed");
  return state;
}
