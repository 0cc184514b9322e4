import { useCallback, useMemo, useState } from "react";
import type { Task } from "../app/shapes.ts";

/** Tasks that the reader has ticked; they stay ticked while he turns pages, and until he changes the filter or lets go of them. */
export interface Selection {
  readonly tasks: readonly Task[];
  has(id: string): boolean;
  toggle(task: Task): void;
  /** Ticks all of them, or where all are ticked already, none. */
  toggleAll(tasks: readonly Task[]): void;
  clear(): void;
}

/** A selection within the list that `of` names. */
export function useSelection(of: string): Selection {
  const [held, setHeld] = useState<{ of: string; byId: ReadonlyMap<string, Task> }>({ of, byId: new Map() });
  const byId = useMemo(() => (held.of === of ? held.byId : new Map<string, Task>()), [held, of]);
  const change = useCallback(
    (edit: (next: Map<string, Task>) => void) => {
      setHeld((before) => {
        const next = new Map(before.of === of ? before.byId : []);
        edit(next);
        return { of, byId: next };
      });
    },
    [of],
  );
  // As long as the list is the same one, so is this: a row is not drawn anew because another one was ticked.
  const toggle = useCallback(
    (task: Task) =>
      change((next) => {
        if (!next.delete(task.id)) next.set(task.id, task);
      }),
    [change],
  );
  return useMemo(
    () => ({
      tasks: [...byId.values()],
      has: (id: string) => byId.has(id),
      toggle,
      toggleAll: (tasks: readonly Task[]) =>
        change((next) => {
          const areAll = tasks.every(({ id }) => next.has(id));
          for (const task of tasks) {
            if (areAll) next.delete(task.id);
            else next.set(task.id, task);
          }
        }),
      clear: () => change((next) => next.clear()),
    }),
    [byId, change, toggle],
  );
}
