import { isDeepStrictEqual } from "node:util";
import type { ClockModel } from "../model/clockModel.ts";
import type { ClockRow, Snapshot, TaskRow } from "../model/history.ts";
import { show, TaskModel } from "../model/taskModel.ts";

export interface TasksChecked {
  readonly violations: readonly string[];
  readonly rungs: number;
}

/**
 * Holds every task against the model: dense revisions, each event where the contract allows it, every rung once, in order, never
 * early, none left out that was due, and the stored state and clocks as the history makes them.
 */
export function checkTasks(snapshot: Snapshot): TasksChecked {
  const violations: string[] = [];
  let rungs = 0;
  for (const task of snapshot.tasks) {
    const model = new TaskModel(snapshot);
    for (const event of snapshot.historyByTask.get(task.id) ?? []) model.take(event);
    rungs += model.rungsFired;
    const where = `task ${task.id}`;
    violations.push(
      ...model.violations,
      ...model.unfiredBy(snapshot.at).map((rung) => `${where}: at ${show(snapshot.at)} not fired: ${rung}`),
      ...model.staleBy(snapshot.almanacInForce).map((why) => `${where}: ${why}`),
      ...compareState(task, model, snapshot).map((why) => `${where}: ${why}`),
      ...compareClocks(snapshot.clocksByTask.get(task.id) ?? [], model).map((why) => `${where}: ${why}`),
    );
  }
  const known = new Set(snapshot.tasks.map(({ id }) => id));
  for (const id of snapshot.historyByTask.keys())
    if (!known.has(id)) violations.push(`events without a task: ${id}`);
  return { violations, rungs };
}

function compareState(task: TaskRow, model: TaskModel, snapshot: Snapshot): string[] {
  const count = snapshot.historyByTask.get(task.id)?.length ?? 0;
  const stored = {
    revision: task.revision,
    state: task.state,
    unit: task.unit,
    card: task.card,
    extensions: task.extensions,
    updatedAt: task.updated_at,
  };
  const told = {
    revision: count,
    state: model.state,
    unit: model.unit,
    card: model.card,
    extensions: model.extensions,
    updatedAt: model.updatedAt,
  };
  return isDeepStrictEqual(stored, told)
    ? []
    : [`stored ${JSON.stringify(stored)}, by its history ${JSON.stringify(told)}`];
}

function compareClocks(rows: readonly ClockRow[], model: TaskModel): string[] {
  const names = (list: readonly { name: string }[]) =>
    list
      .map(({ name }) => name)
      .sort()
      .join();
  const models = [...model.clocks.values()];
  if (names(rows) !== names(models)) return [`it has the clocks ${names(rows)}, not ${names(models)}`];
  return rows.flatMap((row) => {
    const clock = model.clocks.get(row.name);
    const stored = storedClock(row);
    const told = clock === undefined ? null : toldClock(clock);
    return isDeepStrictEqual(stored, told)
      ? []
      : [
          `its ${row.name} clock is stored as ${JSON.stringify(stored)}, by its history it is ${JSON.stringify(told)}`,
        ];
  });
}

const storedClock = (row: ClockRow) => ({
  state: row.state,
  generation: row.generation,
  dueAt: row.state === "running" ? row.due_at : null,
  provisional: row.state === "running" && row.provisional,
  remaining: row.remaining,
  fired: row.fired,
  rungs: row.rungs.map(({ rung, at }) => ({ rung, at })),
  nextRungAt: row.next_rung_at,
});

const toldClock = (clock: ClockModel) => ({
  state: clock.state,
  generation: clock.generation,
  dueAt: clock.dueAt,
  provisional: clock.state === "running" && clock.provisional,
  remaining: clock.remainder,
  fired: clock.fired,
  rungs: clock.waiting,
  nextRungAt: clock.waiting[0]?.at ?? null,
});
