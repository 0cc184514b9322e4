import type { TaskState } from "../lifecycle/taskState.ts";

/**
 * Tasks as this process last left or read them, to be taken up again without reading them.
 *
 * A task at a revision is always the same, so one that is kept is as good as the row as long as the locked row has its
 * revision; whoever takes one must have compared. Nothing is lost with what is forgotten, the longest unused first.
 */
export interface KeptTasks {
  find(tenantId: number, id: string): TaskState | undefined;
  /** To be told of what was committed, never of what may be rolled back. */
  keep(tenantId: number, tasks: Iterable<TaskState>): void;
}

// Some 4 kB each: what a county works on in a day, in 16 MB.
const keptLimit = 4_096;

export function createKeptTasks(limit: number = keptLimit): KeptTasks {
  const taskByKey = new Map<string, TaskState>();
  return {
    find(tenantId, id) {
      const key = `${tenantId}/${id}`;
      const task = taskByKey.get(key);
      if (task === undefined) return undefined;
      taskByKey.delete(key);
      taskByKey.set(key, task);
      return task;
    },
    keep(tenantId, tasks) {
      for (const task of tasks) {
        const key = `${tenantId}/${task.id}`;
        taskByKey.delete(key);
        taskByKey.set(key, task);
        if (taskByKey.size > limit) taskByKey.delete(taskByKey.keys().next().value ?? "");
      }
    },
  };
}

const keptByDatabase = new WeakMap<object, KeptTasks>();

/** The tasks kept of a database; one shelf a database and process. */
export function keptTasksOf(database: object): KeptTasks {
  const known = keptByDatabase.get(database);
  if (known !== undefined) return known;
  const kept = createKeptTasks();
  keptByDatabase.set(database, kept);
  return kept;
}
